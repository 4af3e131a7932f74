/** UPPER, LOWER and INITCAP: the case of letters. */
import type { LengthType } from '../../../types/type.ts';
import { type Call, type ScalarFunction, scalarFunction } from '../../define.ts';
import { sliceCharacters } from './characters.ts';

/** The argument's own type, though a letter can become two (ß). Flink cuts them off where it works out a constant, and not in rows. */
const sameType = (call: Call) => call.args[0]!.type;

const caseFunction = (
  name: string,
  summary: string,
  convert: (text: string) => string,
  examples: ScalarFunction['examples'],
): ScalarFunction =>
  scalarFunction({
    name,
    category: 'string',
    summary,
    parameters: [{ name: 'text', doc: 'The text.', accepts: 'CHARACTER' }],
    nulls: 'propagate',
    deterministic: true,
    returns: sameType,
    compile: (call) => {
      const length = call.args[0]!.constant ? (call.returns as LengthType).length : Number.POSITIVE_INFINITY;
      return {
        evaluate: (text: string) => {
          const converted = convert(text);
          return converted.length > length ? sliceCharacters(converted, 0, length) : converted;
        },
      };
    },
    examples,
  });

export const upper = caseFunction('UPPER', 'Text with its letters in upper case.', (text) => text.toUpperCase(), [
  { sql: `UPPER('Flink')`, result: 'FLINK' },
]);

export const lower = caseFunction('LOWER', 'Text with its letters in lower case.', (text) => text.toLowerCase(), [
  { sql: `LOWER('Flink')`, result: 'flink' },
]);

/** Only ASCII letters and digits make words (Calcite's SqlFunctions.initcap). */
const capitalize = (text: string): string =>
  text.replace(/[A-Za-z0-9]+/g, (word) => {
    const rest = word.slice(1).replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
    const first = word[0]!;
    return (first >= 'a' && first <= 'z' ? first.toUpperCase() : first) + rest;
  });

export const initcap = caseFunction(
  'INITCAP',
  'Text with each word of ASCII letters and digits in lower case but its first letter.',
  capitalize,
  [{ sql: `INITCAP('hello wORLD-x')`, result: 'Hello World-X' }],
);
