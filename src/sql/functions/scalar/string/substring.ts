/** SUBSTRING, SUBSTR, LEFT and RIGHT: a part of a text by place. */
import type { LengthType } from '../../../types/type.ts';
import { varchar } from '../../../types/type.ts';
import { type Call, type ScalarFunction, scalarFunction } from '../../define.ts';
import { characterCount, sliceCharacters } from './characters.ts';

const asVarchar = (call: Call) => {
  const { type } = call.args[0]!;
  return varchar(type.kind === 'NULL' ? 1 : (type as LengthType).length);
};

/** Places count from 1; a negative one from the end, 0 is 1; a negative length gives NULL (BinaryStringDataUtil.substringSQL). */
function substringOf(text: string, from: number | bigint, count?: number | bigint): string | null {
  const position = Number(from);
  const length = count === undefined ? Number.POSITIVE_INFINITY : Number(count);
  if (length < 0) return null;
  const start = position > 0 ? position - 1 : position < 0 ? characterCount(text) + position : 0;
  return start < 0 ? '' : sliceCharacters(text, start, start + length);
}

const substringFunction = (
  name: string,
  syntax: readonly string[] | undefined,
  examples: ScalarFunction['examples'],
): ScalarFunction =>
  scalarFunction({
    name,
    category: 'string',
    summary: 'A part of a text, from a place on, of at most a length; NULL for a negative length.',
    ...(syntax === undefined ? {} : { syntax }),
    parameters: [
      { name: 'text', doc: 'The text.', accepts: 'CHARACTER' },
      { name: 'from', doc: 'The place of the first character: 1 is the first, -1 the last.', accepts: 'INTEGER' },
      {
        name: 'length',
        doc: 'The number of characters; all that follow when left out.',
        accepts: 'INTEGER',
        optional: true,
      },
    ],
    nulls: 'propagate',
    deterministic: true,
    returns: asVarchar,
    returnsNull: 'always',
    compile: () => ({ evaluate: substringOf }),
    examples,
  });

export const substring = substringFunction(
  'SUBSTRING',
  ['SUBSTRING(text FROM from [FOR length])', 'SUBSTRING(text, from[, length])'],
  [
    { sql: `SUBSTRING('hello' FROM 2 FOR 3)`, result: 'ell' },
    { sql: `SUBSTRING('hello', -3)`, result: 'llo' },
  ],
);

export const substr = substringFunction('SUBSTR', undefined, [{ sql: `SUBSTR('hello world', 2, 3)`, result: 'ell' }]);

const endFunction = (
  name: string,
  part: string,
  take: (text: string, count: number) => string,
  examples: ScalarFunction['examples'],
): ScalarFunction =>
  scalarFunction({
    name,
    category: 'string',
    summary: `The ${part} characters of a text; an empty text when the number is not positive.`,
    parameters: [
      { name: 'text', doc: 'The text.', accepts: 'CHARACTER' },
      { name: 'count', doc: 'How many characters.', accepts: 'INTEGER' },
    ],
    nulls: 'propagate',
    deterministic: true,
    returns: asVarchar,
    returnsNull: 'always',
    compile: () => ({
      evaluate: (text: string, count: number | bigint) => (Number(count) <= 0 ? '' : take(text, Number(count))),
    }),
    examples,
  });

export const left = endFunction('LEFT', 'first', (text, count) => sliceCharacters(text, 0, count), [
  { sql: `LEFT('hello', 2)`, result: 'he' },
]);

export const right = endFunction(
  'RIGHT',
  'last',
  (text, count) => sliceCharacters(text, Math.max(0, characterCount(text) - count), text.length),
  [{ sql: `RIGHT('hello', 2)`, result: 'lo' }],
);
