/** The fields of SimpleDateFormat as functions that read text, leniently; each gives the position behind what it read, or -1. */
import { RunTimeError } from '../../diagnostics/run-time-error.ts';
import * as symbols from './symbols.ts';

/** What was read; NaN where nothing was. */
export interface CalendarFields {
  era: number;
  year: number;
  /** The year is the first of the century that years of two digits are in. */
  isStartYear: boolean;
  month: number;
  day: number;
  dayOfYear: number;
  /** Whether the day of the year was read after the day of the month. */
  dayOfYearLast: boolean;
  hour: number;
  half: number;
  hourOfHalf: number;
  /** Whether the hour of the half day was read after the hour of the day. */
  halfLast: boolean;
  minute: number;
  second: number;
  milli: number;
  /** Milliseconds east of UTC. */
  offset: number;
}

export function clearFields(fields: CalendarFields): CalendarFields {
  fields.era = fields.year = fields.month = fields.day = fields.dayOfYear = Number.NaN;
  fields.hour = fields.half = fields.hourOfHalf = Number.NaN;
  fields.minute = fields.second = fields.milli = fields.offset = Number.NaN;
  fields.isStartYear = fields.dayOfYearLast = fields.halfLast = false;
  return fields;
}

export const emptyFields = (): CalendarFields =>
  clearFields({
    era: 0,
    year: 0,
    isStartYear: false,
    month: 0,
    day: 0,
    dayOfYear: 0,
    dayOfYearLast: false,
    hour: 0,
    half: 0,
    hourOfHalf: 0,
    halfLast: false,
    minute: 0,
    second: 0,
    milli: 0,
    offset: 0,
  });

export type SimpleRead = (text: string, position: number, fields: CalendarFields) => number;

const BLANK = 32;
const TAB = 9;

function skipBlanks(text: string, position: number): number {
  let at = position;
  for (;;) {
    const code = text.charCodeAt(at);
    if (code !== BLANK && code !== TAB) return at;
    at += 1;
  }
}

const isDigit = (code: number): boolean => code >= 48 && code <= 57;
const MINUS = 45;

type Keep = (fields: CalendarFields, value: number, digits: number) => void;

const MAX_INT = 2_147_483_647;

/** Java's Number.intValue: the low bits of a long, and the largest int of what is beyond one. */
const largeInt = (digits: string): number =>
  Number(digits) >= 2 ** 63 ? MAX_INT : Number(BigInt.asIntN(32, BigInt(digits)));

/** An integer, '-' before it allowed; `width`: no character from `position` on is read beyond it, as a number follows at once. */
export function readInteger(width: number | undefined, keep: Keep): SimpleRead {
  return (text, position, fields) => {
    const limit = width === undefined ? text.length : position + width;
    if (limit > text.length) return -1;
    const start = skipBlanks(text, position);
    if (start >= text.length) return -1;
    const negative = text.charCodeAt(start) === MINUS;
    const first = negative ? start + 1 : start;
    let value = 0;
    let at = first;
    for (; at < limit; at++) {
      const code = text.charCodeAt(at);
      if (!isDigit(code)) break;
      value = value * 10 + code - 48;
    }
    if (at === first) return -1;
    const whole = Number.isSafeInteger(value) ? value | 0 : largeInt(text.slice(first, at));
    keep(fields, negative ? -whole : whole, negative ? -1 : at - start);
    return at;
  };
}

/** The longest of the names that stands here, in any case. */
export function readAnyName(
  lists: readonly (readonly string[])[],
  keep: (fields: CalendarFields, index: number) => void,
): SimpleRead {
  const names = lists
    .flatMap((list) => list.map((name, index) => ({ name: name.toLowerCase(), index })))
    .sort((a, b) => b.name.length - a.name.length);
  const longest = Math.max(...names.map(({ name }) => name.length));
  return (text, position, fields) => {
    const here = text.slice(position, position + longest).toLowerCase();
    const found = names.find(({ name }) => here.startsWith(name));
    if (found === undefined) return -1;
    keep(fields, found.index);
    return position + found.name.length;
  };
}

/** Hours and minutes behind a sign (SimpleDateFormat.subParseNumericZone). `minutes` as the letters want them. */
const NUMERIC: Readonly<Record<'hours' | 'digits' | 'colon' | 'gmt', RegExp>> = {
  hours: /([+-])(\d\d)/y,
  digits: /([+-])(\d\d)(\d\d)/y,
  colon: /([+-])(\d\d):(\d\d)/y,
  gmt: /([+-])(\d\d?):(\d\d)/y,
};

function readNumericOffset(form: keyof typeof NUMERIC): SimpleRead {
  const pattern = new RegExp(NUMERIC[form].source, 'y');
  return (text, position, fields) => {
    pattern.lastIndex = position;
    const found = pattern.exec(text);
    if (found === null) return -1;
    const [all, sign, hours, minutes = '0'] = found;
    if (Number(hours) > 23 || Number(minutes) > 59) return -1;
    const size = (Number(hours) * 60 + Number(minutes)) * 60_000;
    fields.offset = sign === '-' ? -size : size;
    return position + all.length;
  };
}

/** `X`, `XX`, `XXX`: `Z`, `+05`, `+0530`, `+05:30`. */
export function readIsoOffset(count: number): SimpleRead {
  const numeric = readNumericOffset(count === 1 ? 'hours' : count === 2 ? 'digits' : 'colon');
  return (text, position, fields) => {
    const at = skipBlanks(text, position);
    if (text[at] !== 'Z') return numeric(text, at, fields);
    fields.offset = 0;
    return at + 1;
  };
}

const rfcOffset = readNumericOffset('digits');
const gmtOffset = readNumericOffset('gmt');

/** Names that mean one thing whatever the zone of the session is. */
const UNIVERSAL = /UTC|Coordinated Universal Time/iy;
const NAME = /[A-Za-z]{2,}/y;

/** `z` and `Z`: `GMT`, `GMT+5:30`, `+0530`, `UTC`. @throws RunTimeError for other names of zones, of which Java knows some */
export const readZone: SimpleRead = (text, position, fields) => {
  const at = skipBlanks(text, position);
  if (text[at] === '+' || text[at] === '-') return rfcOffset(text, at, fields);
  if (text.slice(at, at + 3).toUpperCase() === 'GMT') {
    fields.offset = 0;
    const sign = text[at + 3];
    return sign === '+' || sign === '-' ? gmtOffset(text, at + 3, fields) : at + 3;
  }
  UNIVERSAL.lastIndex = at;
  const universal = UNIVERSAL.exec(text);
  if (universal !== null) {
    fields.offset = 0;
    return at + universal[0].length;
  }
  NAME.lastIndex = at;
  const name = NAME.exec(text);
  if (name !== null)
    throw new RunTimeError(`the time zone name '${name[0]}' is not supported: use an offset such as +0100`);
  return -1;
};

export const readMonthName = readAnyName([symbols.MONTHS, symbols.SHORT_MONTHS], (fields, index) => {
  fields.month = index + 1;
});
export const readDayName = readAnyName([symbols.DAYS, symbols.SHORT_DAYS], () => undefined);
export const readHalf = readAnyName([symbols.HALVES], (fields, index) => {
  fields.half = index;
  fields.halfLast = !Number.isNaN(fields.hourOfHalf);
});
export const readEra = readAnyName([symbols.ERAS, symbols.LONG_ERAS], (fields, index) => {
  fields.era = index;
});
