/** POSITION, LOCATE and INSTR: the place of a text in another, in characters from 1; 0 when it is not there. */
import { RunTimeError } from '../../../diagnostics/run-time-error.ts';
import { INT } from '../../../types/type.ts';
import { type Parameter, scalarFunction } from '../../define.ts';
import { characterCount, indexOfCharacters, reverseCharacters } from './characters.ts';

const locateIn = (needle: string, text: string, from: number | bigint = 1): number =>
  indexOfCharacters(text, needle, Number(from) - 1) + 1;

const NEEDLE: Parameter = { name: 'needle', doc: 'What is looked for.', accepts: 'CHARACTER' };
const TEXT: Parameter = { name: 'text', doc: 'Where it is looked for.', accepts: 'CHARACTER' };
const FROM: Parameter = { name: 'from', doc: 'The first place looked at, from 1.', accepts: 'INTEGER', optional: true };

export const position = scalarFunction({
  name: 'POSITION',
  category: 'string',
  summary: 'The place of a text in another, from 1; 0 when it is not there.',
  syntax: ['POSITION(needle IN text)'],
  parameters: [NEEDLE, TEXT, FROM],
  nulls: 'propagate',
  deterministic: true,
  returns: INT,
  compile: () => ({ evaluate: locateIn }),
  examples: [{ sql: `POSITION('STR' IN 'SQL STRING')`, result: '5' }],
});

export const locate = scalarFunction({
  name: 'LOCATE',
  category: 'string',
  summary: 'The place of a text in another, from 1; 0 when it is not there.',
  parameters: [NEEDLE, TEXT, FROM],
  nulls: 'propagate',
  deterministic: true,
  returns: INT,
  compile: () => ({ evaluate: locateIn }),
  examples: [
    { sql: `LOCATE('b', 'abcb')`, result: '2' },
    { sql: `LOCATE('b', 'abcb', 3)`, result: '4' },
  ],
});

/** The nth place from `start` on; a negative start looks from the end (SqlFunctionUtils.instr). */
function nthPlace(text: string, needle: string, start: number, nth: number): number {
  if (start < 0) {
    const place = nthPlace(reverseCharacters(text), reverseCharacters(needle), -start, nth);
    return place === 0 ? 0 : characterCount(text) + 2 - place - characterCount(needle);
  }
  let place = start - 1;
  for (let i = 0; i < nth; i++) {
    place = indexOfCharacters(text, needle, place) + 1;
    if (place === 0 || needle === '') return place;
  }
  return place;
}

export const instr = scalarFunction({
  name: 'INSTR',
  category: 'string',
  summary: 'The place of the nth appearance of a text in another, from 1; 0 when there is none.',
  parameters: [
    TEXT,
    NEEDLE,
    {
      ...FROM,
      doc: 'The first place looked at, from 1; a negative one counts from the end and looks towards the start.',
    },
    { name: 'nth', doc: 'Which appearance, 1 when left out.', accepts: 'INTEGER', optional: true },
  ],
  nulls: 'propagate',
  deterministic: true,
  returns: INT,
  compile: () => ({
    evaluate: (text: string, needle: string, from: number | bigint = 1, nth: number | bigint = 1) => {
      if (Number(nth) <= 0) throw new RunTimeError(`INSTR: the appearance must be positive, not ${nth}`);
      return Number(from) === 0 ? 0 : nthPlace(text, needle, Number(from), Number(nth));
    },
  }),
  examples: [
    { sql: `INSTR('Corporate Floor', 'or', 3, 2)`, result: '14' },
    { sql: `INSTR('Corporate Floor', 'or', -3, 2)`, result: '2' },
  ],
});
