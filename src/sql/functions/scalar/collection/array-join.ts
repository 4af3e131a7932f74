/** ARRAY_JOIN and SPLIT: an array of strings to one string and back. */

import { isCharacter } from '../../../types/family.ts';
import { array as arrayOf, STRING, withNullable } from '../../../types/type.ts';
import type { Value } from '../../../types/value.ts';
import { type Call, type Inference, scalarFunction } from '../../define.ts';
import { anyNullable, refused, typed, typesOf, wrongCount } from '../../infer.ts';
import { describeType } from '../../resolve.ts';
import { arrayArgument, isRefusal } from './array-types.ts';

function inferJoin(call: Call): Inference {
  const wrong = wrongCount(call, 2, 3);
  if (wrong) return wrong;
  const array = arrayArgument(call, 0);
  if (isRefusal(array)) return array;
  if (!isCharacter(array.element)) {
    return refused(`ARRAY_JOIN takes an array of strings, found ${describeType(array)}`, 0, 'cast it to ARRAY<STRING>');
  }
  const texts = call.args.slice(1).map(({ type }) => (type.kind === 'NULL' ? STRING : type));
  const other = texts.findIndex((type) => !isCharacter(type));
  if (other >= 0) {
    const found = describeType(texts[other]!);
    return refused(`argument ${other + 2} of ARRAY_JOIN must be a character string, found ${found}`, other + 1);
  }
  return typed([array, ...texts], withNullable(STRING, anyNullable(typesOf(call))));
}

export const arrayJoin = scalarFunction({
  name: 'ARRAY_JOIN',
  category: 'collection',
  summary: 'Puts the strings of an array together; NULLs are left out, or written as the third argument says.',
  parameters: [
    { name: 'array', doc: 'an array of strings', accepts: 'ARRAY' },
    { name: 'delimiter', doc: 'what stands between two', accepts: 'CHARACTER' },
    { name: 'null_text', doc: 'what stands for NULL', accepts: 'CHARACTER', optional: true },
  ],
  nulls: 'propagate',
  deterministic: true,
  infer: inferJoin,
  compile: () => ({
    evaluate: (array: readonly Value[], delimiter: string, nullText?: string) => {
      if (nullText === undefined) return array.filter((item) => item !== null).join(delimiter);
      return array.map((item) => item ?? nullText).join(delimiter);
    },
  }),
  examples: [
    { sql: `ARRAY_JOIN(ARRAY['a', NULL, 'b'], ',')`, result: 'a,b' },
    { sql: `ARRAY_JOIN(ARRAY['a', NULL, 'b'], ',', '?')`, result: 'a,?,b' },
  ],
});

/** Half a surrogate pair has no UTF-8; Flink's Java writes a question mark for it. */
const units = (text: string): readonly string[] =>
  text.split('').map((unit) => ((unit.charCodeAt(0) & 0xf800) === 0xd800 ? '?' : unit));

export const split = scalarFunction({
  name: 'SPLIT',
  category: 'collection',
  summary:
    'Splits a string at a delimiter; an empty delimiter splits it into its characters, an empty string gives none.',
  parameters: [
    { name: 'text', doc: 'the string', accepts: STRING },
    { name: 'delimiter', doc: 'what stands between two parts', accepts: STRING },
  ],
  nulls: 'propagate',
  deterministic: true,
  returns: arrayOf(STRING),
  compile: () => ({
    evaluate: (text: string, delimiter: string) => {
      if (text === '') return [];
      return delimiter === '' ? units(text) : text.split(delimiter);
    },
  }),
  examples: [
    { sql: `SPLIT('a,b,,c', ',')`, result: '[a, b, , c]' },
    { sql: `SPLIT('abc', '')`, result: '[a, b, c]' },
  ],
});
