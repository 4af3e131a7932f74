/** A pattern of Java's SimpleDateFormat -> the function that prints instants with it in a time zone. */
import type { TimeZone } from '../../types/time-zone.ts';
import { hybridDate, hybridDays } from './hybrid-calendar.ts';
import { joinLiterals } from './literal-text.ts';
import { emptyMoment, fillMoment, type Moment } from './moment.ts';
import { type Part, patternParts, unsupported } from './pattern.ts';
import { padded } from './print-number.ts';
import { checkedSimpleLetters } from './simple-letters.ts';
import * as symbols from './symbols.ts';
import { isoDayOfWeek } from './week-of.ts';
import { shortZoneName } from './zone-name.ts';

type Print = (moment: Moment) => string;
export type SimplePrinter = (epochMillis: number) => string;

const number =
  (of: (moment: Moment) => number, count: number): Print =>
  (moment) =>
    padded(of(moment), count);

const twoDigits = (value: number): string => (value < 0 ? `-${padded(-value % 100, 2)}` : padded(value % 100, 2));

const yearPrinter = (of: (moment: Moment) => number, count: number): Print =>
  count === 2 ? (moment) => twoDigits(of(moment)) : number(of, count);

const yearOfEra = ({ year }: Moment): number => (year > 0 ? year : 1 - year);
const firstOf = (year: number): number => hybridDays(year, 1, 1);
const sundayOf = (days: number): number => days - (isoDayOfWeek(days) % 7);

/** The year that the week of the day belongs to: that of its Saturday. */
const weekYear = ({ days }: Moment): number => hybridDate(sundayOf(days) + 6).year;
const weekOfYear = (moment: Moment): number => (sundayOf(moment.days) - sundayOf(firstOf(weekYear(moment)))) / 7 + 1;
const weekOfMonth = ({ days, year, month }: Moment): number =>
  (sundayOf(days) - sundayOf(hybridDays(year, month, 1))) / 7 + 1;

const nameOrNumber = (
  count: number,
  short: readonly string[],
  full: readonly string[],
  of: (m: Moment) => number,
): Print => {
  const names = count >= 4 ? full : short;
  return (moment) => names[of(moment)]!;
};

const monthPrinter = (count: number): Print =>
  count < 3
    ? number((m) => m.month, count)
    : nameOrNumber(count, symbols.SHORT_MONTHS, symbols.MONTHS, (m) => m.month - 1);

const LETTERS: Readonly<Record<string, (count: number) => Print>> = {
  G: (count) => nameOrNumber(count, symbols.ERAS, symbols.ERAS, (m) => (m.year > 0 ? 1 : 0)),
  y: (count) => yearPrinter(yearOfEra, count),
  Y: (count) => yearPrinter(weekYear, count),
  M: monthPrinter,
  L: monthPrinter,
  d: (count) => number((m) => m.day, count),
  k: (count) => number((m) => m.hour || 24, count),
  H: (count) => number((m) => m.hour, count),
  m: (count) => number((m) => m.minute, count),
  s: (count) => number((m) => m.second, count),
  S: (count) => number((m) => m.nano / 1_000_000, count),
  E: (count) => nameOrNumber(count, symbols.SHORT_DAYS, symbols.DAYS, (m) => isoDayOfWeek(m.days) - 1),
  D: (count) => number((m) => m.days - firstOf(m.year) + 1, count),
  F: (count) => number((m) => Math.floor((m.day - 1) / 7) + 1, count),
  w: (count) => number(weekOfYear, count),
  W: (count) => number(weekOfMonth, count),
  a: () => (m) => symbols.HALVES[m.hour < 12 ? 0 : 1]!,
  h: (count) => number((m) => m.hour % 12 || 12, count),
  K: (count) => number((m) => m.hour % 12, count),
  u: (count) => number((m) => isoDayOfWeek(m.days), count),
};

/** `+0530`, `+05:30`, `+05`. */
function offsetText(offset: number, colon: string, hoursOnly = false): string {
  const minutes = Math.trunc(Math.abs(offset) / 60_000);
  const hours = padded(Math.floor(minutes / 60), 2);
  return `${offset < 0 ? '-' : '+'}${hours}${hoursOnly ? '' : colon + padded(minutes % 60, 2)}`;
}

function zonePrinter(letter: string, count: number, zone: TimeZone): Print | undefined {
  if (letter === 'Z') return ({ offset }) => offsetText(offset, '');
  if (letter === 'X') {
    const colon = count === 3 ? ':' : '';
    return ({ offset }) => (offset === 0 ? 'Z' : offsetText(offset, colon, count === 1));
  }
  if (letter !== 'z') return undefined;
  const name = count < 4 ? shortZoneName(zone) : undefined;
  if (name === undefined) {
    const kind = count < 4 ? 'short' : 'long';
    throw unsupported(
      `the ${kind} name of time zone ${zone.id} (letter 'z') is not supported; use 'XXX' for its offset`,
    );
  }
  return ({ offset }) => name(offset);
}

function printerOf(part: Part, zone: TimeZone): Print {
  if (part.kind === 'literal') return () => part.text;
  if (part.kind === 'optional') return () => '';
  checkedSimpleLetters(part.letter, part.count);
  return zonePrinter(part.letter, part.count, zone) ?? LETTERS[part.letter]!(part.count);
}

/**
 * @param zone as java.util has it (`calendarZone`)
 * @throws PatternError
 */
export function simplePrinter(pattern: string, zone: TimeZone): SimplePrinter {
  const prints = joinLiterals(patternParts(pattern, false)).map((part) => printerOf(part, zone));
  const moment = emptyMoment();
  return (epochMillis) => {
    moment.offset = zone.offsetAt(epochMillis);
    fillMoment(moment, epochMillis + moment.offset, 0, hybridDate);
    let text = '';
    for (let i = 0; i < prints.length; i++) text += prints[i]!(moment);
    return text;
  };
}
