/** TRIM, LTRIM, RTRIM and BTRIM: characters taken off the ends of a text. */
import { isCharacter } from '../../../types/family.ts';
import { type LengthType, STRING, varchar, withNullable } from '../../../types/type.ts';
import { type Call, type Inference, type ScalarFunction, scalarFunction } from '../../define.ts';
import { anyNullable, refused, typed, typesOf, untypedNull, wrongCount } from '../../infer.ts';
import { describeType } from '../../resolve.ts';

export interface TrimOptions {
  readonly side?: 'BOTH' | 'LEADING' | 'TRAILING';
}

function trimStart(text: string, has: (character: string) => boolean): string {
  let start = 0;
  while (start < text.length) {
    const character = String.fromCodePoint(text.codePointAt(start)!);
    if (!has(character)) break;
    start += character.length;
  }
  return text.slice(start);
}

function trimEnd(text: string, has: (character: string) => boolean): string {
  let end = text.length;
  while (end > 0) {
    const pair =
      end > 1 && (text.charCodeAt(end - 1) & 0xfc00) === 0xdc00 && (text.charCodeAt(end - 2) & 0xfc00) === 0xd800;
    const start = end - (pair ? 2 : 1);
    if (!has(text.slice(start, end))) break;
    end = start;
  }
  return text.slice(0, end);
}

const trimmer = (side: 'BOTH' | 'LEADING' | 'TRAILING') => ({
  evaluate: (text: string, characters = ' ') => {
    const has = (character: string) => characters.includes(character);
    const rest = side === 'TRAILING' ? text : trimStart(text, has);
    return side === 'LEADING' ? rest : trimEnd(rest, has);
  },
});

/** The result is no longer than the text (`ofText`), or STRING. */
const inferTrim =
  (ofText: boolean) =>
  (call: Call): Inference => {
    const wrong = wrongCount(call, 1, 2) ?? (ofText ? untypedNull(call.args) : undefined);
    if (wrong) return wrong;
    const types = typesOf(call).map((type) => (type.kind === 'NULL' ? STRING : type));
    const other = types.findIndex((type) => !isCharacter(type));
    if (other >= 0) {
      const found = describeType(types[other]!);
      return refused(`argument ${other + 1} of ${call.name} must be a character string, found ${found}`, other);
    }
    const returns = ofText ? varchar((types[0] as LengthType).length) : STRING;
    return typed(types, withNullable(returns, anyNullable(types)));
  };

const trimFunction = (
  name: string,
  side: 'BOTH' | 'LEADING' | 'TRAILING',
  where: string,
  examples: ScalarFunction['examples'],
): ScalarFunction =>
  scalarFunction({
    name,
    category: 'string',
    summary: `A text without the characters (blanks when none are named) at ${where}.`,
    parameters: [
      { name: 'text', doc: 'The text.', accepts: 'CHARACTER' },
      { name: 'characters', doc: 'The characters taken off, in any order.', accepts: 'CHARACTER', optional: true },
    ],
    nulls: 'propagate',
    deterministic: true,
    infer: inferTrim(name !== 'BTRIM'),
    compile: () => trimmer(side),
    examples,
  });

export const ltrim = trimFunction('LTRIM', 'LEADING', 'its start', [{ sql: `LTRIM('xya', 'yx')`, result: 'a' }]);
export const rtrim = trimFunction('RTRIM', 'TRAILING', 'its end', [
  { sql: `RTRIM('abcddcba', 'abd')`, result: 'abcddc' },
]);
export const btrim = trimFunction('BTRIM', 'BOTH', 'both ends', [
  { sql: `BTRIM('www.apache.org', 'gorw')`, result: '.apache.' },
]);

export const trim = scalarFunction({
  name: 'TRIM',
  category: 'string',
  summary: 'A text without the characters (blanks when none are named) at both ends, its start or its end.',
  syntax: ['TRIM([BOTH | LEADING | TRAILING] [characters] FROM text)', 'TRIM(text)'],
  parameters: [
    { name: 'text', doc: 'The text.', accepts: 'CHARACTER' },
    { name: 'characters', doc: 'The characters taken off, in any order.', accepts: 'CHARACTER', optional: true },
  ],
  nulls: 'propagate',
  deterministic: true,
  infer: inferTrim(true),
  compile: (call) => trimmer((call.options as TrimOptions).side ?? 'BOTH'),
  examples: [
    { sql: `TRIM('  x  ')`, result: 'x' },
    { sql: `TRIM(LEADING 'x' FROM 'xxaxx')`, result: 'axx' },
    { sql: `TRIM(BOTH 'abc' FROM 'abcddcba')`, result: 'dd' },
  ],
});
