/** A pattern of Java's SimpleDateFormat -> the function that reads instants with it: leniently, and only as far as the pattern goes. */
import { MILLIS_PER_DAY } from '../../types/calendar.ts';
import type { TimeZone } from '../../types/time-zone.ts';
import { type Century, centuryAround, fullYear } from './century.ts';
import { hybridDays } from './hybrid-calendar.ts';
import { joinLiterals, literalReader } from './literal-text.ts';
import { type Part, patternParts, unsupported } from './pattern.ts';
import { checkedSimpleLetters } from './simple-letters.ts';
import {
  type CalendarFields,
  clearFields,
  emptyFields,
  readDayName,
  readEra,
  readHalf,
  readInteger,
  readIsoOffset,
  readMonthName,
  readZone,
  type SimpleRead,
} from './simple-read.ts';

/** Milliseconds since the epoch; undefined for text that does not have the form. */
export type SimpleParser = (text: string) => number | undefined;

type Letters = Extract<Part, { readonly kind: 'letters' }>;

const yearKeeper =
  (count: number, century: Century) =>
  (fields: CalendarFields, value: number, digits: number): void => {
    const isShort = count <= 2 && digits === 2;
    fields.year = isShort ? fullYear(value, century) : value;
    fields.isStartYear = isShort && fields.year === century.startYear;
  };

type Keep = (fields: CalendarFields, value: number) => void;

const NUMBERS: Readonly<Record<string, Keep>> = {
  M: (f, value) => {
    f.month = value;
  },
  d: (f, value) => {
    f.day = value;
    f.dayOfYearLast = false;
  },
  D: (f, value) => {
    f.dayOfYear = value;
    f.dayOfYearLast = true;
  },
  H: (f, value) => {
    f.hour = value;
    f.halfLast = false;
  },
  k: (f, value) => {
    f.hour = value === 24 ? 0 : value;
    f.halfLast = false;
  },
  K: (f, value) => {
    f.hourOfHalf = value;
    f.halfLast = !Number.isNaN(f.half);
  },
  h: (f, value) => {
    f.hourOfHalf = value === 12 ? 0 : value;
    f.halfLast = !Number.isNaN(f.half);
  },
  m: (f, value) => {
    f.minute = value;
  },
  s: (f, value) => {
    f.second = value;
  },
  S: (f, value) => {
    f.milli = value;
  },
  u: () => undefined,
};

const isNumber = (part: Part | undefined): boolean =>
  part?.kind === 'letters' &&
  (part.letter === 'M' || part.letter === 'L' ? part.count <= 2 : 'ydDHkKhmsSu'.includes(part.letter));

function readerOf(part: Letters, next: Part | undefined, century: Century): SimpleRead {
  const { letter, count } = part;
  checkedSimpleLetters(letter, count);
  // A number right behind it leaves each its own width.
  const width = isNumber(next) ? count : undefined;
  switch (letter) {
    case 'G':
      return readEra;
    case 'E':
      return readDayName;
    case 'a':
      return readHalf;
    case 'X':
      return readIsoOffset(count);
    case 'z':
    case 'Z':
      return readZone;
    case 'y':
      return readInteger(width, yearKeeper(count, century));
    case 'M':
    case 'L':
      return count > 2 ? readMonthName : readInteger(width, NUMBERS['M']!);
    default: {
      const keep = NUMBERS[letter];
      if (keep === undefined) throw unsupported(`the letter '${letter}' is not supported for reading`);
      return readInteger(width, keep);
    }
  }
}

const or = (value: number, fallback: number): number => (Number.isNaN(value) ? fallback : value);

function hourOf(fields: CalendarFields): number {
  const { hour, half, hourOfHalf } = fields;
  const useHalf = Number.isNaN(hour) ? true : fields.halfLast;
  return useHalf ? or(hourOfHalf, 0) + 12 * or(half, 0) : hour;
}

function daysOf(fields: CalendarFields): number {
  const year = fields.era === 0 ? 1 - or(fields.year, 1) : or(fields.year, 1970);
  if (fields.dayOfYearLast) return hybridDays(year, 1, 1) + fields.dayOfYear - 1;
  return hybridDays(year, or(fields.month, 1), or(fields.day, 1));
}

/** Fields out of their range roll over into the next larger ones. */
function instantOf(fields: CalendarFields, zone: TimeZone): number {
  const minutes = hourOf(fields) * 60 + or(fields.minute, 0);
  const time = (minutes * 60 + or(fields.second, 0)) * 1000 + or(fields.milli, 0);
  const local = daysOf(fields) * MILLIS_PER_DAY + time;
  return Number.isNaN(fields.offset) ? zone.instantOf(local) : local - fields.offset;
}

const uses = (parts: readonly Part[], letters: string): boolean =>
  parts.some((part) => part.kind === 'letters' && letters.includes(part.letter));

/** A day of the week chooses the date only where no other day is given. */
function checkDays(parts: readonly Part[]): void {
  if (uses(parts, 'Eu') && !uses(parts, 'dD')) {
    throw unsupported('a date made of a day of the week is not supported for reading');
  }
}

/**
 * @param zone as java.util has it (`calendarZone`)
 * @throws PatternError
 */
export function simpleParser(pattern: string, zone: TimeZone, nowMillis: number): SimpleParser {
  const parts = joinLiterals(patternParts(pattern, false));
  checkDays(parts);
  const century = centuryAround(nowMillis);
  const reads = parts.map((part, i) =>
    part.kind === 'letters'
      ? readerOf(part, parts[i + 1], century)
      : literalReader(part.kind === 'literal' ? part.text : ''),
  );
  const fields = emptyFields();
  return (text) => {
    clearFields(fields);
    let at = 0;
    for (let i = 0; i < reads.length; i++) {
      at = reads[i]!(text, at, fields);
      if (at < 0) return undefined;
    }
    const instant = instantOf(fields, zone);
    if (!fields.isStartYear || instant >= century.startMillis) return instant;
    fields.year += 100;
    return instantOf(fields, zone);
  };
}
