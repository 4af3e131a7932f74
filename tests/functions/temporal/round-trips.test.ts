import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tryCompile } from '../../../src/sql/functions/date-pattern/compiled-patterns.ts';
import { formatterParser } from '../../../src/sql/functions/date-pattern/formatter-parse.ts';
import { formatterPrinter } from '../../../src/sql/functions/date-pattern/formatter-print.ts';
import { isFault } from '../../../src/sql/functions/date-pattern/pattern.ts';
import { simpleParser } from '../../../src/sql/functions/date-pattern/simple-parse.ts';
import { simplePrinter } from '../../../src/sql/functions/date-pattern/simple-print.ts';
import { CALENDAR_FIELDS } from '../../../src/sql/functions/scalar/temporal/calendar-fields.ts';
import { extractField } from '../../../src/sql/functions/scalar/temporal/extract-field.ts';
import { calendarZone } from '../../../src/sql/types/calendar-zone.ts';
import { timeZone, UTC } from '../../../src/sql/types/time-zone.ts';
import { timestamp } from '../../../src/sql/types/type.ts';

const NOW = Date.UTC(2026, 10, 21);
/** The years 1 to 9999. */
const anyMillis = fc.integer({ min: Date.parse('0001-01-01T00:00:00Z'), max: Date.parse('9999-12-31T23:59:59.999Z') });
const moderateMillis = fc.integer({ min: Date.UTC(1900, 0, 2), max: Date.UTC(2200, 0, 1) });

const WHOLE_PATTERNS = [
  'yyyy-MM-dd HH:mm:ss.SSS',
  "yyyy-MM-dd'T'HH:mm:ss.SSSSSSSSS",
  'yyyyMMddHHmmssSSS',
  'y/M/d H:m:s.SSS',
  'd MMM yyyy, hh:mm:ss.SSS a',
  'EEEE, MMMM d, uuuu kk:mm:ss.SSS',
  'yyyy-DDD HH:mm:ss.SSS',
  'G yyyy MM dd A',
  'yyyy-MM-dd[ HH:mm[:ss[.SSS]]]',
];

describe('DateTimeFormatter', () => {
  it.each(WHOLE_PATTERNS)('reads what it printed: %s', (pattern) => {
    const print = formatterPrinter(pattern);
    const parse = formatterParser(pattern);
    fc.assert(
      fc.property(anyMillis, (millis) => {
        expect(parse(print({ millis, nanos: 0 }))).toEqual({ millis, nanos: 0 });
      }),
      { numRuns: 300 },
    );
  });

  it('prints the ISO form as JavaScript does', () => {
    const print = formatterPrinter("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'");
    fc.assert(
      fc.property(anyMillis, (millis) => {
        expect(print({ millis, nanos: 0 })).toBe(new Date(millis).toISOString());
      }),
    );
  });

  it('keeps nanoseconds', () => {
    const print = formatterPrinter('uuuu-MM-dd HH:mm:ss.SSSSSSSSS');
    const parse = formatterParser('uuuu-MM-dd HH:mm:ss.SSSSSSSSS');
    fc.assert(
      fc.property(anyMillis, fc.integer({ min: 0, max: 999_999 }), (millis, nanos) => {
        expect(parse(print({ millis, nanos }))).toEqual({ millis, nanos });
      }),
    );
  });
});

describe('SimpleDateFormat', () => {
  const PATTERNS = [
    'yyyy-MM-dd HH:mm:ss.SSS',
    'yyyyMMddHHmmssSSS',
    'EEE, d MMM yyyy h:mm:ss.SSS a',
    'yyyy/D k:m:s.SSS',
    'G yyyy-MM-dd HH:mm:ss.SSS',
  ];
  it.each(PATTERNS)('reads what it printed: %s', (pattern) => {
    const print = simplePrinter(pattern, UTC);
    const parse = simpleParser(pattern, UTC, NOW);
    fc.assert(
      fc.property(anyMillis, (millis) => {
        expect(parse(print(millis))).toBe(millis);
      }),
      { numRuns: 300 },
    );
  });

  it.each(['XXX', 'XX', 'Z'])('reads instants with their offset in any zone: %s', (letters) => {
    const pattern = `yyyy-MM-dd'T'HH:mm:ss.SSS${letters}`;
    const zones = ['America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe', 'Europe/London'];
    fc.assert(
      fc.property(fc.constantFrom(...zones), fc.integer({ min: Date.UTC(1980, 0), max: NOW }), (id, millis) => {
        const zone = calendarZone(timeZone(id)!);
        expect(simpleParser(pattern, UTC, NOW)(simplePrinter(pattern, zone)(millis))).toBe(millis);
      }),
      { numRuns: 200 },
    );
  });

  it('takes two digits for a year from 80 years ago to 20 years ahead', () => {
    const year = (digits: string): number => new Date(simpleParser('yy-MM-dd', UTC, NOW)(digits)!).getUTCFullYear();
    expect(['46-11-20', '46-11-22', '47-01-01', '26-01-01', '45-12-31'].map(year)).toEqual([
      2046, 1946, 1947, 2026, 2045,
    ]);
  });
});

describe('fields of a timestamp', () => {
  const field = (unit: string) => extractField(timestamp(3), unit, 'UTC')!;
  it('are those of JavaScript in UTC', () => {
    const [year, month, day, hour, minute, second, milli] = [
      'YEAR',
      'MONTH',
      'DAY',
      'HOUR',
      'MINUTE',
      'SECOND',
      'MILLISECOND',
    ].map(field) as ReturnType<typeof field>[];
    fc.assert(
      fc.property(fc.integer({ min: 0, max: Date.UTC(9999, 11, 31) }), (millis) => {
        const date = new Date(millis);
        const value = { millis, nanos: 0 };
        expect([year, month, day].map((of) => of!(value))).toEqual([
          date.getUTCFullYear(),
          date.getUTCMonth() + 1,
          date.getUTCDate(),
        ]);
        expect([hour, minute, second, milli].map((of) => of!(value))).toEqual([
          date.getUTCHours(),
          date.getUTCMinutes(),
          date.getUTCSeconds(),
          date.getUTCMilliseconds(),
        ]);
        expect(field('DOW')(value)).toBe(date.getUTCDay() + 1);
      }),
    );
  });

  it('count ISO weeks without gaps', () => {
    const { WEEK, ISOYEAR, ISODOW } = CALENDAR_FIELDS;
    fc.assert(
      fc.property(fc.integer({ min: -800_000, max: 2_900_000 }), (days) => {
        const monday = days - ISODOW!(days) + 1;
        expect(WEEK!(days)).toBe(WEEK!(monday));
        const sameYear = ISOYEAR!(days) === ISOYEAR!(days - 7);
        expect(WEEK!(days)).toBe(sameYear ? WEEK!(days - 7) + 1 : 1);
      }),
    );
  });
});

describe('zones as java.util has them', () => {
  it('give back the instant of a local time outside gaps and overlaps', () => {
    const zone = calendarZone(timeZone('America/New_York')!);
    fc.assert(
      fc.property(moderateMillis, (millis) => {
        const local = millis + zone.offsetAt(millis);
        const instant = zone.instantOf(local);
        expect(instant === millis || instant - millis === 3_600_000).toBe(true);
        expect(instant + zone.offsetAt(instant)).toBe(local);
      }),
    );
  });
});

describe('any text as a pattern', () => {
  const letters = fc.stringMatching(/^[yuMLdDEeaHhKkmsSAnNQGXxZzVOwWYFgpqc '[\]{}#.:/T,-]{0,20}$/);
  const compilers = [
    tryCompile(formatterPrinter),
    tryCompile(formatterParser),
    tryCompile((pattern: string) => simplePrinter(pattern, UTC)),
    tryCompile((pattern: string) => simpleParser(pattern, UTC, NOW)),
  ];
  it('compiles or is refused with words', () => {
    fc.assert(
      fc.property(fc.oneof(letters, fc.string()), (pattern) => {
        for (const compile of compilers) {
          const made = compile(pattern);
          if (isFault(made)) expect(made.message).not.toBe('');
          else expect(typeof made).toBe('function');
        }
      }),
      { numRuns: 1000 },
    );
  });
});
