/** The functions with a regular expression of Java: REGEXP, REGEXP_REPLACE, REGEXP_EXTRACT, REGEXP_EXTRACT_ALL, REGEXP_COUNT, REGEXP_INSTR and REGEXP_SUBSTR. */
import { array, BOOLEAN, INT, type SqlType, STRING } from '../../../types/type.ts';
import type { Value } from '../../../types/value.ts';
import type { Parameter, ScalarFunction } from '../../define.ts';
import { type JavaRegex, matchesIn } from '../../java-regex/pattern.ts';
import { patternFunction, patternReader } from './pattern-function.ts';

const TEXT: Parameter = { name: 'text', doc: 'The text.', accepts: 'CHARACTER' };
const PATTERN: Parameter = { name: 'regex', doc: 'A regular expression in the syntax of Java.', accepts: 'CHARACTER' };

interface Definition {
  readonly name: string;
  readonly summary: string;
  readonly more?: readonly Parameter[];
  /** An untyped NULL may stand for a text (Flink's newer functions take it, those of Calcite do not). */
  readonly untyped?: boolean;
  readonly returns: SqlType;
  /** The result can be NULL whatever the arguments. */
  readonly always: boolean;
  readonly captures: boolean;
  /** What an invalid pattern gives. */
  readonly invalid: Value;
  readonly find: (regex: JavaRegex, text: string, ...more: never[]) => Value;
  readonly examples: ScalarFunction['examples'];
}

const regexFunction = ({
  name,
  summary,
  more = [],
  untyped = false,
  returns,
  always,
  captures,
  invalid,
  find,
  examples,
}: Definition): ScalarFunction =>
  patternFunction(
    {
      name,
      category: 'string',
      summary,
      parameters: [TEXT, PATTERN]
        .map((one): Parameter => (untyped ? { ...one, accepts: ['CHARACTER', STRING] } : one))
        .concat(more),
      nulls: 'propagate',
      deterministic: true,
      returns,
      ...(always ? { returnsNull: 'always' as const } : {}),
      compile: (call) => {
        const read = patternReader(name, call.args[1]!, { captures });
        return {
          evaluate: (text: string, pattern: string, ...rest: never[]) => {
            const regex = read(pattern);
            return regex === undefined ? invalid : find(regex, text, ...rest);
          },
        };
      },
      examples,
    },
    [1],
  );

export const regexp = regexFunction({
  name: 'REGEXP',
  summary: 'Whether a part of a text matches a regular expression; FALSE for an empty or invalid one.',
  returns: BOOLEAN,
  always: false,
  captures: false,
  invalid: false,
  find: (regex, text) => regex.pattern !== '' && regex.search(text)(0) !== undefined,
  examples: [
    { sql: `REGEXP('100-200', '(\\d+)')`, result: 'TRUE' },
    { sql: `REGEXP('a', '')`, result: 'FALSE' },
  ],
});

function replaceMatches(regex: JavaRegex, text: string, replacement: string): string {
  let result = '';
  let at = 0;
  for (const { start, end } of matchesIn(regex, text)) {
    result += text.slice(at, start) + replacement;
    at = end;
  }
  return result + text.slice(at);
}

export const regexpReplace = regexFunction({
  name: 'REGEXP_REPLACE',
  summary: 'A text with every match of a regular expression replaced by a text as it is; NULL for an invalid one.',
  more: [{ name: 'replacement', doc: 'What stands there then; $1 has no meaning in it.', accepts: 'CHARACTER' }],
  returns: STRING,
  always: false,
  captures: false,
  invalid: null,
  find: replaceMatches as Definition['find'],
  examples: [{ sql: `REGEXP_REPLACE('foobar', 'oo|ar', '')`, result: 'fb' }],
});

const GROUP: Parameter = {
  name: 'group',
  doc: 'The number of a group; 0 is the whole match.',
  accepts: ['INTEGER', INT],
  optional: true,
};

export const regexpExtract = regexFunction({
  name: 'REGEXP_EXTRACT',
  summary: 'The first match of a regular expression, or a group of it; NULL when there is none.',
  more: [{ ...GROUP, accepts: 'INTEGER' }],
  returns: STRING,
  always: true,
  captures: true,
  invalid: null,
  find: ((regex: JavaRegex, text: string, group: number | bigint = 0) =>
    regex.search(text)(0)?.groups[Number(group)] ?? null) as Definition['find'],
  examples: [
    { sql: `REGEXP_EXTRACT('foothebar', 'foo(.*?)(bar)', 2)`, result: 'bar' },
    { sql: `REGEXP_EXTRACT('x', 'y')`, result: 'NULL' },
  ],
});

function groupOfAll(regex: JavaRegex, text: string, given: number | bigint = 1): Value {
  const group = Number(given);
  if (group < 0 || group > regex.groups) return null;
  return Array.from(matchesIn(regex, text), (match) => match.groups[group]!);
}

export const regexpExtractAll = regexFunction({
  name: 'REGEXP_EXTRACT_ALL',
  untyped: true,
  summary:
    'A group (the first when none is named) of every match of a regular expression; NULL when there is no such group.',
  more: [GROUP],
  returns: array(STRING),
  always: true,
  captures: true,
  invalid: null,
  find: groupOfAll as Definition['find'],
  examples: [{ sql: `REGEXP_EXTRACT_ALL('100-200, 300-400', '(\\d+)-(\\d+)', 2)`, result: '[200, 400]' }],
});

function countMatches(regex: JavaRegex, text: string): number {
  let count = 0;
  for (const _ of matchesIn(regex, text)) count++;
  return count;
}

export const regexpCount = regexFunction({
  name: 'REGEXP_COUNT',
  untyped: true,
  summary: 'The number of matches of a regular expression in a text; NULL for an invalid one.',
  returns: INT,
  always: true,
  captures: false,
  invalid: null,
  find: countMatches,
  examples: [{ sql: `REGEXP_COUNT('abc123xyz456', '\\d')`, result: '6' }],
});

export const regexpInstr = regexFunction({
  name: 'REGEXP_INSTR',
  untyped: true,
  summary:
    'The place of the first match, in UTF-16 units from 1; 0 when there is none, NULL for an invalid expression.',
  returns: INT,
  always: true,
  captures: false,
  invalid: null,
  find: (regex, text) => (regex.search(text)(0)?.start ?? -1) + 1,
  examples: [{ sql: `REGEXP_INSTR('hello world! Hello everyone!', 'Hello')`, result: '14' }],
});

export const regexpSubstr = regexFunction({
  name: 'REGEXP_SUBSTR',
  untyped: true,
  summary: 'The first match of a regular expression; NULL when there is none.',
  returns: STRING,
  always: true,
  captures: false,
  invalid: null,
  find: (regex, text) => regex.search(text)(0)?.groups[0] ?? null,
  examples: [{ sql: `REGEXP_SUBSTR('foobar', 'o+')`, result: 'oo' }],
});
