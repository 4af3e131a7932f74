/** FROM_UNIXTIME and UNIX_TIMESTAMP: seconds since the epoch as text in the session time zone, and back. */
import { sessionCalendarZone } from '../../../types/calendar-zone.ts';
import { BIGINT, STRING } from '../../../types/type.ts';
import type { Value } from '../../../types/value.ts';
import { compiledPattern, orFail, tryCompile } from '../../date-pattern/compiled-patterns.ts';
import { simpleParser } from '../../date-pattern/simple-parse.ts';
import { simplePrinter } from '../../date-pattern/simple-print.ts';
import type { Argument, Call, Compiled, TypedCall } from '../../define.ts';
import { DEFAULT_PATTERN } from './date-format.ts';
import { patternFunction } from './pattern-argument.ts';

const zoneOf = (call: Call) => sessionCalendarZone(call.session.timeZone);
const printerIn = (call: Call) => (pattern: string) => simplePrinter(pattern, zoneOf(call));
const readerIn = (call: Call) => (pattern: string) => simpleParser(pattern, zoneOf(call), Date.now());

const DEFAULT_ARGUMENT: Argument = {
  type: STRING,
  literal: true,
  span: { start: 0, end: 0 },
  constant: { value: DEFAULT_PATTERN },
};

/** Milliseconds of seconds, wrapped at 64 bits. */
function toMillis(seconds: number | bigint): number {
  const millis = Number(seconds) * 1000;
  return Number.isSafeInteger(millis) ? millis : Number(BigInt.asIntN(64, BigInt(seconds) * 1000n));
}

function compileFrom(call: TypedCall): Compiled {
  const find = compiledPattern(call.args[1] ?? DEFAULT_ARGUMENT, tryCompile(printerIn(call)));
  return {
    evaluate: (seconds: number | bigint, pattern: string = DEFAULT_PATTERN): Value =>
      orFail(pattern, find(pattern))(toMillis(seconds)),
  };
}

/** What UNIX_TIMESTAMP gives of text that does not fit: the smallest long. */
const UNREADABLE = -(2n ** 63n);

function compileTo(call: TypedCall): Compiled {
  if (call.args.length === 0) return { evaluate: (): Value => BigInt(Math.floor(Date.now() / 1000)) };
  const find = compiledPattern(call.args[1] ?? DEFAULT_ARGUMENT, tryCompile(readerIn(call)));
  return {
    evaluate: (text: string, pattern: string = DEFAULT_PATTERN): Value => {
      const instant = orFail(pattern, find(pattern))(text);
      return instant === undefined ? UNREADABLE : BigInt(Math.trunc(instant / 1000));
    },
  };
}

const FORMAT = "a pattern of Java's SimpleDateFormat; yyyy-MM-dd HH:mm:ss when not given.";

export const fromUnixtime = patternFunction(
  {
    name: 'FROM_UNIXTIME',
    category: 'temporal',
    summary: 'Seconds since 1970-01-01 00:00:00 UTC as text in the session time zone.',
    parameters: [
      { name: 'seconds', doc: 'The seconds.', accepts: 'INTEGER' },
      { name: 'format', doc: `The form, ${FORMAT}`, accepts: 'CHARACTER', optional: true },
    ],
    nulls: 'propagate',
    deterministic: true,
    returns: STRING,
    returnsNull: 'always',
    compile: compileFrom,
    examples: [
      { sql: 'FROM_UNIXTIME(44)', result: '1970-01-01 00:00:44' },
      { sql: "FROM_UNIXTIME(1700000000, 'yyyy-MM-dd''T''HH:mm:ssXXX')", result: '2023-11-14T22:13:20Z' },
    ],
  },
  printerIn,
);

export const unixTimestamp = patternFunction(
  {
    name: 'UNIX_TIMESTAMP',
    category: 'temporal',
    summary:
      'Seconds since 1970-01-01 00:00:00 UTC: now, or of text in the session time zone; text that does not fit gives the smallest BIGINT.',
    syntax: ['UNIX_TIMESTAMP()', 'UNIX_TIMESTAMP(text[, format])'],
    parameters: [
      {
        name: 'text',
        doc: 'The text of a time; text behind the pattern is not read.',
        accepts: 'CHARACTER',
        optional: true,
      },
      { name: 'format', doc: `Its form, ${FORMAT}`, accepts: 'CHARACTER', optional: true },
    ],
    nulls: 'propagate',
    deterministic: false,
    returns: BIGINT,
    compile: compileTo,
    examples: [
      { sql: "UNIX_TIMESTAMP('1970-01-01 00:00:44')", result: '44' },
      { sql: "UNIX_TIMESTAMP('1970-01-01T02:00:00+01:00', 'yyyy-MM-dd''T''HH:mm:ssXXX')", result: '3600' },
    ],
  },
  readerIn,
);
