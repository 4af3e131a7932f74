/** Interval literals, their qualifiers, and time units. */
import {
  type Expression,
  type IntervalExpression,
  type IntervalLiteral,
  type IntervalQualifier,
  TIME_UNITS,
  type TimeUnit,
  type TimeUnitName,
} from '../ast/index.ts';
import { parseExpression } from './expressions.ts';
import { atNumber, parseNumber, parseUnsignedInt } from './literals.ts';
import { parseIdentifier, parseName } from './names.ts';
import { defined, type Parser } from './parser.ts';
import { parseSimpleString } from './strings.ts';

/** Units of an interval, with the smaller ones they may run down to. */
const DOWN_TO: Readonly<Record<string, readonly TimeUnit[]>> = {
  YEAR: ['MONTH'],
  QUARTER: [],
  MONTH: [],
  WEEK: [],
  DAY: ['HOUR', 'MINUTE', 'SECOND'],
  HOUR: ['MINUTE', 'SECOND'],
  MINUTE: ['SECOND'],
  SECOND: [],
};

const singular = (word: string): string => (word in DOWN_TO ? word : word.replace(/S$/, ''));

export const atIntervalUnit = (p: Parser): boolean => singular(p.key()) in DOWN_TO;

function parseIntervalUnit(p: Parser): TimeUnit {
  const unit = singular(p.key());
  if (!(unit in DOWN_TO)) return p.fail('YEAR, MONTH, DAY, HOUR, MINUTE, SECOND or another unit');
  p.advance();
  return unit as TimeUnit;
}

export function parsePrecision(p: Parser): number | undefined {
  if (!p.accept('(')) return undefined;
  const precision = parseUnsignedInt(p);
  p.expect(')');
  return precision;
}

/** `DAY(3) TO SECOND(6)`; with `single` only its first field. */
export function parseIntervalQualifier(p: Parser, single = false): IntervalQualifier {
  const start = p.start;
  const from = parseIntervalUnit(p);
  if (from === 'SECOND')
    return { kind: 'interval-qualifier', from, ...parseSecondPrecision(p), span: p.spanFrom(start) };
  const precision = parsePrecision(p);
  if (single || !p.is('TO') || !DOWN_TO[from]!.includes(singular(p.key(1)) as TimeUnit)) {
    return { kind: 'interval-qualifier', from, ...defined({ precision }), span: p.spanFrom(start) };
  }
  p.advance();
  const to = parseIntervalUnit(p);
  const fraction = to === 'SECOND' ? parsePrecision(p) : undefined;
  return { kind: 'interval-qualifier', from, to, ...defined({ precision, fraction }), span: p.spanFrom(start) };
}

/** `SECOND(2, 3)`. */
function parseSecondPrecision(p: Parser): { precision?: number; fraction?: number } {
  if (!p.accept('(')) return {};
  const precision = parseUnsignedInt(p);
  const fraction = p.accept(',') ? parseUnsignedInt(p) : undefined;
  p.expect(')');
  return defined({ precision, fraction });
}

export function parseIntervalLiteral(p: Parser): IntervalLiteral {
  const start = p.start;
  p.expect('INTERVAL');
  const negative = p.acceptOneOf(['+', '-']) === '-';
  return finishLiteral(p, start, negative);
}

function finishLiteral(p: Parser, start: number, negative: boolean): IntervalLiteral {
  const text = parseSimpleString(p);
  const qualifier = parseIntervalQualifier(p);
  if (text.value === '') p.failAt(p.spanFrom(start), 'the interval is empty');
  return { kind: 'interval', negative, text: text.value, qualifier, span: p.spanFrom(start) };
}

/** `INTERVAL '1' DAY`, or `INTERVAL x DAY` with a value known only at run time. */
export function parseInterval(p: Parser): IntervalLiteral | IntervalExpression {
  const start = p.start;
  p.lookAhead(2);
  p.expect('INTERVAL');
  const negative = p.acceptOneOf(['+', '-']) === '-';
  if (p.is('string')) return finishLiteral(p, start, negative);
  const value = parseIntervalValue(p);
  const qualifier = parseIntervalQualifier(p, true);
  return { kind: 'interval-expression', negative, value, qualifier, span: p.spanFrom(start) };
}

function parseIntervalValue(p: Parser): Expression {
  if (p.accept('(')) {
    const value = parseExpression(p, 'sub-query');
    p.expect(')');
    return value;
  }
  return atNumber(p) ? parseNumber(p) : parseIdentifier(p, "a value such as '1'");
}

const UNIT_SYNONYMS: Readonly<Record<string, TimeUnit>> = { DAYOFWEEK: 'DOW', DAYOFYEAR: 'DOY' };
const WEEKDAYS = ['SUNDAY', 'MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY'];
const UNITS: ReadonlySet<string> = new Set([...TIME_UNITS, ...Object.keys(UNIT_SYNONYMS)]);

export const atTimeUnit = (p: Parser): boolean => UNITS.has(p.key());

/** The unit of EXTRACT, FLOOR, TIMESTAMPADD; a name of another kind is taken too and left to the binder. */
export function parseTimeUnit(p: Parser): TimeUnitName {
  const start = p.start;
  if (!atTimeUnit(p)) {
    const other = parseName(p, 'a time unit').name;
    return { kind: 'time-unit', unit: { other }, span: p.spanFrom(start) };
  }
  const key = p.advance().key;
  if (key === 'WEEK' && p.is('(') && WEEKDAYS.includes(p.key(1))) {
    p.advance();
    const day = p.advance().key;
    p.expect(')');
    return { kind: 'time-unit', unit: { other: `WEEK_${day}` }, span: p.spanFrom(start) };
  }
  return { kind: 'time-unit', unit: UNIT_SYNONYMS[key] ?? (key as TimeUnit), span: p.spanFrom(start) };
}
