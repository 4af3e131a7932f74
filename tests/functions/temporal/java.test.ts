/** What Flink's DateTimeUtils (2.3.0 on Java 17) answers, line by line in java-17.tsv: operation, arguments, result. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { formatterParser } from '../../../src/sql/functions/date-pattern/formatter-parse.ts';
import { formatterPrinter } from '../../../src/sql/functions/date-pattern/formatter-print.ts';
import { simpleParser } from '../../../src/sql/functions/date-pattern/simple-parse.ts';
import { simplePrinter } from '../../../src/sql/functions/date-pattern/simple-print.ts';
import { parseSqlTimestamp } from '../../../src/sql/functions/date-pattern/sql-timestamp.ts';
import { roundToUnit } from '../../../src/sql/functions/scalar/arithmetic/round-to-unit.ts';
import { CALENDAR_FIELDS } from '../../../src/sql/functions/scalar/temporal/calendar-fields.ts';
import { differenceInMonths } from '../../../src/sql/functions/scalar/temporal/difference.ts';
import { fromEpoch } from '../../../src/sql/functions/scalar/temporal/epoch.ts';
import { extractField } from '../../../src/sql/functions/scalar/temporal/extract-field.ts';
import { calendarZone } from '../../../src/sql/types/calendar-zone.ts';
import { javaTimeZone } from '../../../src/sql/types/time-zone.ts';
import { BIGINT, DATE, DOUBLE, timestamp, timestampLtz } from '../../../src/sql/types/type.ts';
import { type TimestampValue, timestampOf } from '../../../src/sql/types/value.ts';

const zone = (id: string) => calendarZone(javaTimeZone(id));
const NOW = Date.UTC(2026, 10, 21);
const text = (value: TimestampValue | undefined | null): string => (value ? `${value.millis}/${value.nanos}` : 'null');
const whole = (value: number): string => String(value + 0);

function parse(given: string, pattern: string): string {
  const found = formatterParser(pattern)(given);
  return text(found === 'unresolved' || found === 'invalid' ? parseSqlTimestamp(given) : found);
}

function unixTime(given: string, pattern: string, id: string): string {
  const instant = simpleParser(pattern, zone(id), NOW)(given);
  return instant === undefined ? '-9223372036854775808' : whole(Math.trunc(instant / 1000));
}

function convert(given: string, from: string, to: string): string {
  const instant = simpleParser('yyyy-MM-dd HH:mm:ss', zone(from), NOW)(given);
  return instant === undefined ? 'null' : simplePrinter('yyyy-MM-dd HH:mm:ss', zone(to))(instant);
}

const round = (unit: string, millis: string, id: string, up: boolean): string =>
  whole((roundToUnit(timestampLtz(3), unit, up, id)(timestampOf(Number(millis))) as TimestampValue).millis);

const OPERATIONS: Readonly<Record<string, (...args: string[]) => string>> = {
  fmt: (millis, nanos, pattern) => formatterPrinter(pattern!)(timestampOf(Number(millis), Number(nanos))),
  parse: (given, pattern) => parse(given!, pattern!),
  from: (seconds, pattern, id) => simplePrinter(pattern!, zone(id!))(Number(seconds) * 1000),
  unix: (given, pattern, id) => unixTime(given!, pattern!, id!),
  ctz: (given, from, to) => convert(given!, from!, to!),
  ext: (unit, days) => whole(CALENDAR_FIELDS[unit!]!(Number(days))),
  extz: (unit, millis, nanos, id) =>
    whole(extractField(timestampLtz(9), unit!, id!)!(timestampOf(Number(millis), Number(nanos)))),
  floor: (unit, millis, id) => round(unit!, millis!, id!, false),
  ceil: (unit, millis, id) => round(unit!, millis!, id!, true),
  subm: (later, earlier) =>
    whole(differenceInMonths(timestamp(3), timestamp(3))(timestampOf(Number(later)), timestampOf(Number(earlier)))),
  subd: (later, earlier) => whole(differenceInMonths(DATE, DATE)(Number(later), Number(earlier))),
  tol: (epoch, precision) => text(fromEpoch(BIGINT)(BigInt(epoch!), Number(precision))),
  tod: (epoch, precision) => text(fromEpoch(DOUBLE)(Number(epoch), Number(precision))),
};

const lines = readFileSync(new URL('./java-17.tsv', import.meta.url), 'utf8')
  .split('\n')
  .slice(0, -1);

describe.each(Object.keys(OPERATIONS))('as Java: %s', (operation) => {
  const own = lines.map((line) => line.split('\t')).filter(([name]) => name === operation);

  it('is asked often enough', () => {
    expect(own.length).toBeGreaterThanOrEqual(25);
  });

  it.each(own.map((cells) => [cells.slice(1, -1).join(' | '), cells] as const))('%s', (_, cells) => {
    expect(OPERATIONS[operation]!(...cells.slice(1, -1))).toBe(cells.at(-1));
  });
});
