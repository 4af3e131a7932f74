/** The pattern of SIMILAR TO -> a regular expression of Java; what SQL has no meaning for keeps Java's, as in Flink. */
import { RunTimeError } from '../../../diagnostics/run-time-error.ts';

const JAVA_SPECIALS = '[]()|^-+*?{}$\\.';
const SQL_SPECIALS = '[]()|^-+*_%?{}';

const CLASSES: readonly (readonly [name: string, java: string])[] = [
  ['ALPHA', '\\p{Alpha}'],
  ['UPPER', '\\p{Upper}'],
  ['LOWER', '\\p{Lower}'],
  ['DIGIT', '\\d'],
  ['SPACE', ' '],
  ['WHITESPACE', '\\s'],
  ['ALNUM', '\\p{Alnum}'],
];

const invalid = (pattern: string, at: number): RunTimeError =>
  new RunTimeError(`invalid pattern '${pattern}' of SIMILAR TO at ${at}`);

const invalidEscape = (pattern: string, at: number): RunTimeError =>
  new RunTimeError(
    `invalid escape sequence in '${pattern}' at ${at}: the escape stands before a special character or itself`,
  );

/** What an escaped character is in Java. */
function escapedUnit(pattern: string, at: number, escaping: string): string {
  const unit = pattern[at];
  if (unit === undefined || (!SQL_SPECIALS.includes(unit) && unit !== escaping)) throw invalidEscape(pattern, at - 1);
  return SQL_SPECIALS.includes(unit) && JAVA_SPECIALS.includes(unit) ? `\\${unit}` : unit;
}

/** `[:ALPHA:]` in an enumeration: its Java form and length. */
function namedClass(pattern: string, at: number): readonly [java: string, length: number] {
  for (const [name, java] of CLASSES) {
    for (const spelling of [`[:${name}:]`, `[:${name.toLowerCase()}:]`]) {
      if (pattern.startsWith(spelling, at)) return [java, spelling.length];
    }
  }
  throw invalid(pattern, at);
}

/** After the `[`: what stands in it, and where its `]` is. */
function enumeration(
  pattern: string,
  start: number,
  escaping: string | undefined,
): readonly [java: string, end: number] {
  let java = '';
  for (let i = start; i < pattern.length; i++) {
    const unit = pattern[i]!;
    if (unit === ']') return [java, i];
    if (unit === escaping) java += escapedUnit(pattern, ++i, escaping);
    else if (unit === '-' || unit === '^') java += unit;
    else if (pattern.startsWith('[:', i)) {
      const [named, length] = namedClass(pattern, i);
      java += named;
      i += length - 1;
    } else if (SQL_SPECIALS.includes(unit)) throw invalid(pattern, i);
    else java += unit;
  }
  throw invalid(pattern, pattern.length);
}

/** @throws RunTimeError for a pattern that is none */
export function similarRegex(pattern: string, escaping?: string): string {
  if (escaping === ':' && !(pattern.includes('[:') && pattern.includes(':]'))) throw invalidEscape(pattern, 0);
  let java = '';
  for (let i = 0; i < pattern.length; i++) {
    const unit = pattern[i]!;
    if (unit === escaping) java += escapedUnit(pattern, ++i, escaping);
    else if (unit === '_') java += '.';
    else if (unit === '%') java += '(?s:.*)';
    else if (unit === '\\' || unit === '$') java += `\\${unit}`;
    else if (unit === ']') throw invalid(pattern, i);
    else if (unit === '[') {
      const [inside, end] = enumeration(pattern, i + 1, escaping);
      java += `[${inside}]`;
      i = end;
    } else java += unit;
  }
  return java;
}
