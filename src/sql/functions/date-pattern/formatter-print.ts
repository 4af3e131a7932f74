/** A pattern of Java's DateTimeFormatter -> the function that prints local date-times with it. */
import { RunTimeError } from '../../diagnostics/run-time-error.ts';
import { daysOfDate } from '../../types/calendar.ts';
import type { TimestampValue } from '../../types/value.ts';
import { checkLetters } from './formatter-letters.ts';
import { joinLiterals } from './literal-text.ts';
import { emptyMoment, fillMoment, type Moment } from './moment.ts';
import { invalid, type Part, patternParts } from './pattern.ts';
import { fractionDigits, padded } from './print-number.ts';
import * as symbols from './symbols.ts';
import { dayOfWeek, isoDayOfWeek, weekOfMonth, weekOfYear } from './week-of.ts';

type Print = (moment: Moment) => string;
export type Printer = (local: TimestampValue) => string;

const number =
  (of: (moment: Moment) => number, width: number): Print =>
  (moment) =>
    padded(of(moment), width);

const name =
  (names: readonly string[], of: (moment: Moment) => number): Print =>
  (moment) =>
    names[of(moment)]!;

const yearOfEra = (moment: Moment): number => (moment.year > 0 ? moment.year : 1 - moment.year);
const quarter = (moment: Moment): number => Math.floor((moment.month + 2) / 3);
const dayOfYear = (moment: Moment): number => moment.days - daysOfDate(moment.year, 1, 1) + 1;
const nanoOfDay = (moment: Moment): bigint =>
  BigInt((moment.hour * 60 + moment.minute) * 60 + moment.second) * 1_000_000_000n + BigInt(moment.nano);
const milliOfDay = (moment: Moment): number =>
  ((moment.hour * 60 + moment.minute) * 60 + moment.second) * 1000 + Math.floor(moment.nano / 1_000_000);

/** Years print a sign once they have more digits than the pattern has letters, from four letters on. */
function yearPrinter(of: (moment: Moment) => number, count: number): Print {
  if (count === 2) return (moment) => padded(Math.abs(of(moment)) % 100, 2);
  const limit = count >= 4 && count < 19 ? 10 ** count : Number.POSITIVE_INFINITY;
  return (moment) => {
    const year = of(moment);
    return year >= limit ? `+${year}` : padded(year, count);
  };
}

const fraction =
  (count: number): Print =>
  (moment) =>
    fractionDigits(moment.nano, count);

/** Names of three, four and five letters: short, full and narrow. */
const styles = (
  count: number,
  [short, full, narrow]: readonly (readonly string[])[],
  of: (moment: Moment) => number,
): Print => name((count === 4 ? full : count === 5 ? narrow : short)!, of);

const MONTH_NAMES = [symbols.SHORT_MONTHS, symbols.MONTHS, symbols.NARROW_MONTHS];
const DAY_NAMES = [symbols.SHORT_DAYS, symbols.DAYS, symbols.NARROW_DAYS];
const QUARTER_NAMES = [symbols.SHORT_QUARTERS, symbols.QUARTERS, symbols.NARROW_QUARTERS];
const ERA_NAMES = [symbols.ERAS, symbols.LONG_ERAS, symbols.NARROW_ERAS];

const monthPrinter = (count: number): Print =>
  count < 3 ? number((m) => m.month, count) : styles(count, MONTH_NAMES, (m) => m.month - 1);
const quarterPrinter = (count: number): Print =>
  count < 3 ? number(quarter, count) : styles(count, QUARTER_NAMES, (m) => quarter(m) - 1);
const dayNamePrinter = (count: number): Print => styles(count, DAY_NAMES, (m) => isoDayOfWeek(m.days) - 1);
const weekdayPrinter = (count: number): Print =>
  count < 3 ? number((m) => dayOfWeek(m.days), count) : dayNamePrinter(count);
const weekYear = (moment: Moment): number => weekOfYear(moment.days).year;

const LETTERS: Readonly<Record<string, (count: number) => Print>> = {
  G: (count) => styles(count, ERA_NAMES, (m) => (m.year > 0 ? 1 : 0)),
  y: (count) => yearPrinter(yearOfEra, count),
  u: (count) => yearPrinter((m) => m.year, count),
  Q: quarterPrinter,
  q: quarterPrinter,
  M: monthPrinter,
  L: monthPrinter,
  D: (count) => number(dayOfYear, count),
  d: (count) => number((m) => m.day, count),
  E: dayNamePrinter,
  e: weekdayPrinter,
  c: weekdayPrinter,
  a: () => name(symbols.HALVES, (m) => (m.hour < 12 ? 0 : 1)),
  H: (count) => number((m) => m.hour, count),
  k: (count) => number((m) => m.hour || 24, count),
  K: (count) => number((m) => m.hour % 12, count),
  h: (count) => number((m) => m.hour % 12 || 12, count),
  m: (count) => number((m) => m.minute, count),
  s: (count) => number((m) => m.second, count),
  S: fraction,
  A: (count) => number(milliOfDay, count),
  n: (count) => number((m) => m.nano, count),
  N: (count) => (m) => String(nanoOfDay(m)).padStart(count, '0'),
  g: (count) => number((m) => m.days + 40_587, count),
  Y: (count) => yearPrinter(weekYear, count),
  w: (count) => number((m) => weekOfYear(m.days).week, count),
  W: (count) => number((m) => weekOfMonth(m.days), count),
  F: (count) => number((m) => ((m.day - 1) % 7) + 1, count),
};

/** Zone letters: a timestamp has no zone, so that these fail, and leave out an optional section that they are in. */
const ZONE_LETTERS: ReadonlySet<string> = new Set(['z', 'Z', 'X', 'x', 'V', 'v', 'O']);

const needsZone = (part: Part): boolean => part.kind === 'letters' && ZONE_LETTERS.has(part.letter);

function padTo(width: number, print: Print): Print {
  return (moment) => {
    const text = print(moment);
    if (text.length > width) throw new RunTimeError(`'${text}' does not fit the ${width} characters of its pad`);
    return text.padStart(width);
  };
}

function printerOf(part: Part): Print {
  if (part.kind === 'literal') return () => part.text;
  if (part.kind === 'optional') return part.parts.some(needsZone) ? () => '' : sequence(part.parts);
  if (needsZone(part)) {
    throw invalid(`the letter '${part.letter}' needs a time zone, which the value to print does not have`);
  }
  const print = LETTERS[part.letter]!(part.count);
  return part.pad > 0 ? padTo(part.pad, print) : print;
}

function sequence(parts: readonly Part[]): Print {
  const prints = joinLiterals(parts).map(printerOf);
  return (moment) => {
    let text = '';
    for (let i = 0; i < prints.length; i++) text += prints[i]!(moment);
    return text;
  };
}

/** @throws PatternError */
export function formatterPrinter(pattern: string): Printer {
  const parts = patternParts(pattern, true);
  checkLetters(parts);
  const print = sequence(parts);
  const moment = emptyMoment();
  return ({ millis, nanos }) => {
    fillMoment(moment, millis, nanos);
    return print(moment);
  };
}
