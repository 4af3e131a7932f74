/** LPAD, RPAD and REPEAT: texts brought to a length or said again. */
import { STRING } from '../../../types/type.ts';
import { type ScalarFunction, scalarFunction } from '../../define.ts';
import { checkLength, wellFormed } from './characters.ts';

/** Exactly `length` UTF-16 units of `pad` over and over; what is too long is cut. */
const padFunction = (name: string, side: 'left' | 'right', examples: ScalarFunction['examples']): ScalarFunction =>
  scalarFunction({
    name,
    category: 'string',
    summary: `A text brought to a length by padding on the ${side}, or by cutting its end; NULL for a negative length or an empty pad.`,
    parameters: [
      { name: 'text', doc: 'The text.', accepts: 'CHARACTER' },
      { name: 'length', doc: 'The length of the result, in UTF-16 units.', accepts: 'INTEGER' },
      { name: 'pad', doc: 'What it is padded with, over and over.', accepts: 'CHARACTER' },
    ],
    nulls: 'propagate',
    deterministic: true,
    returns: STRING,
    compile: () => ({
      evaluate: (text: string, count: number | bigint, pad: string) => {
        const length = Number(count);
        if (length < 0 || pad === '') return null;
        checkLength(name, length);
        if (text.length >= length) return wellFormed(text.slice(0, length));
        return wellFormed(side === 'left' ? text.padStart(length, pad) : text.padEnd(length, pad));
      },
    }),
    examples,
  });

export const lpad = padFunction('LPAD', 'left', [
  { sql: `LPAD('hi', 4, '??')`, result: '??hi' },
  { sql: `LPAD('hi', 1, '??')`, result: 'h' },
]);

export const rpad = padFunction('RPAD', 'right', [
  { sql: `RPAD('hi', 5, 'ab')`, result: 'hiaba' },
  { sql: `RPAD('hi', 1, '??')`, result: 'h' },
]);

export const repeat = scalarFunction({
  name: 'REPEAT',
  category: 'string',
  summary: 'A text a number of times; an empty text when the number is not positive.',
  parameters: [
    { name: 'text', doc: 'The text.', accepts: 'CHARACTER' },
    { name: 'times', doc: 'How many times.', accepts: 'INTEGER' },
  ],
  nulls: 'propagate',
  deterministic: true,
  returns: STRING,
  compile: () => ({
    evaluate: (text: string, times: number | bigint) => {
      const count = Math.max(0, Number(times));
      checkLength('REPEAT', count * text.length);
      return text === '' ? '' : text.repeat(count);
    },
  }),
  examples: [{ sql: `REPEAT('ab', 3)`, result: 'ababab' }],
});
