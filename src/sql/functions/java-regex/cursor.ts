/** The text of a pattern, code point by code point, with the flags in force. */
import { RegexSyntaxError } from './syntax.ts';

export interface Flags {
  readonly ignoreCase: boolean;
  readonly multiline: boolean;
  readonly dotAll: boolean;
  readonly unixLines: boolean;
  readonly comments: boolean;
}

export const NO_FLAGS: Flags = {
  ignoreCase: false,
  multiline: false,
  dotAll: false,
  unixLines: false,
  comments: false,
};

export interface Cursor {
  readonly points: readonly string[];
  at: number;
  flags: Flags;
  /** Capturing groups opened so far. */
  groups: number;
  readonly names: Map<string, number>;
  depth: number;
}

const isAlphanumeric = (character: string): boolean => /[0-9A-Za-z]/.test(character);
const isAscii = (character: string): boolean => character.charCodeAt(0) < 128;

/** `\Q…\E` written out: every character between stands for itself. */
function unquoted(points: readonly string[]): readonly string[] {
  const result: string[] = [];
  let quoted = false;
  for (let i = 0; i < points.length; i++) {
    const point = points[i]!;
    const next = points[i + 1];
    if (quoted) {
      if (point === '\\' && next === 'E') {
        quoted = false;
        i++;
      } else {
        if (isAscii(point) && !isAlphanumeric(point)) result.push('\\');
        result.push(point);
      }
    } else if (point === '\\' && next === 'Q') {
      quoted = true;
      i++;
    } else {
      result.push(point);
      if (point === '\\' && next !== undefined) {
        result.push(next);
        i++;
      }
    }
  }
  return result;
}

export const cursorOf = (pattern: string): Cursor => ({
  points: unquoted([...pattern]),
  at: 0,
  flags: NO_FLAGS,
  groups: 0,
  names: new Map(),
  depth: 0,
});

const BLANK = /[ \t\n\v\f\r]/;

/** With the flag `x`, blanks and comments are no part of the pattern. */
function skipComments(cursor: Cursor): void {
  for (;;) {
    const point = cursor.points[cursor.at];
    if (point === undefined) return;
    if (point === '#') {
      while (cursor.at < cursor.points.length && !/[\n\r\u0085\u2028\u2029]/.test(cursor.points[cursor.at]!))
        cursor.at++;
    } else if (BLANK.test(point)) cursor.at++;
    else return;
  }
}

/** The next character; undefined at the end. */
export function peek(cursor: Cursor): string | undefined {
  if (cursor.flags.comments) skipComments(cursor);
  return cursor.points[cursor.at];
}

/** The character after `peek`'s. */
export const peekSecond = (cursor: Cursor): string | undefined => cursor.points[cursor.at + 1];

/** Takes the next character. */
export function take(cursor: Cursor): string | undefined {
  const point = peek(cursor);
  if (point !== undefined) cursor.at++;
  return point;
}

/** Takes the very next character, a blank too. */
export function takeRaw(cursor: Cursor): string | undefined {
  return cursor.points[cursor.at++];
}

export function accept(cursor: Cursor, point: string): boolean {
  if (peek(cursor) !== point) return false;
  cursor.at++;
  return true;
}

/** @throws RegexSyntaxError */
export function fail(message: string): never {
  throw new RegexSyntaxError(message);
}
