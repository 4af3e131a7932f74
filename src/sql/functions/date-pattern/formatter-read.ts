/** The parts of a DateTimeFormatter as functions that read text: each gives the position behind what it read, or -1. */
import { agree, FIELD, type FieldSlot, type ParsedFields } from './parsed-fields.ts';

export type Read = (text: string, position: number, fields: ParsedFields) => number;

/** How a number is signed: NORMAL may have a '-', NOT_NEGATIVE has no sign, EXCEEDS_PAD a '+' when it is longer than its least width. */
export type SignStyle = 'NORMAL' | 'NOT_NEGATIVE' | 'EXCEEDS_PAD';

export interface NumberSpec {
  readonly slot: FieldSlot;
  readonly min: number;
  readonly max: number;
  readonly sign: SignStyle;
  /** Digits that numbers right behind it need, taken from its own; -1: exactly `max` digits and no more. */
  readonly reserved: number;
  /** `yy`: two digits stand for 2000 to 2099. */
  readonly reduced?: boolean;
  /** `SSS`: digits behind the point of a second. */
  readonly fraction?: boolean;
}

const ZERO = 48;
const PLUS = 43;
const MINUS = 45;

const isDigit = (code: number): boolean => code >= ZERO && code <= ZERO + 9;

function digitsEnd(text: string, start: number, most: number): number {
  const limit = Math.min(start + most, text.length);
  let end = start;
  while (end < limit && isDigit(text.charCodeAt(end))) end += 1;
  return end;
}

/** Up to 15 digits are exact; longer ones are beyond every field's range. */
function digitsValue(text: string, start: number, end: number): number {
  let value = 0;
  for (let i = start; i < end; i++) value = value * 10 + text.charCodeAt(i) - ZERO;
  return value;
}

const signAllowed = (style: SignStyle, negative: boolean): boolean =>
  style === 'EXCEEDS_PAD' || (style === 'NORMAL' && negative);

/** Java's NumberPrinterParser.parse in its strict mode. */
function readSigned(spec: NumberSpec): Read {
  const { slot, min, max, sign, reserved } = spec;
  return (text, position, fields) => {
    let start = position;
    const code = text.charCodeAt(start);
    const positive = code === PLUS;
    const negative = code === MINUS;
    if (positive || negative) {
      if (!signAllowed(sign, negative)) return -1;
      start += 1;
    }
    let end = digitsEnd(text, start, max + Math.max(reserved, 0));
    if (reserved > 0) end = Math.min(end, start + Math.max(min, end - start - reserved));
    if (end - start < min || end === start) return -1;
    const value = digitsValue(text, start, end);
    if (negative) {
      if (value === 0) return -1;
    } else if (sign === 'EXCEEDS_PAD' && positive !== end - start > min) return -1;
    return agree(fields, slot, negative ? -value : value) ? end : -1;
  };
}

/** A number of a fixed count of digits. */
function readFixed({ slot, max }: NumberSpec, convert: (value: number) => number): Read {
  return (text, position, fields) => {
    const end = position + max;
    if (end > text.length || digitsEnd(text, position, max) !== end) return -1;
    return agree(fields, slot, convert(digitsValue(text, position, end))) ? end : -1;
  };
}

const BASE_YEAR = 2000;

export function readNumber(spec: NumberSpec): Read {
  if (spec.fraction) {
    const unit = 10 ** (9 - spec.max);
    return readFixed(spec, (value) => value * unit);
  }
  if (spec.reduced) return readFixed(spec, (value) => BASE_YEAR + value);
  const fixed = spec.sign === 'NOT_NEGATIVE' && spec.min === spec.max;
  return fixed ? readFixed(spec, (value) => value) : readSigned(spec);
}

export function readLiteral(literal: string): Read {
  if (literal.length === 1) {
    const code = literal.charCodeAt(0);
    return (text, position) => (text.charCodeAt(position) === code ? position + 1 : -1);
  }
  return (text, position) => (text.startsWith(literal, position) ? position + literal.length : -1);
}

/** The longest name that stands here; of names that are alike the last one counts. */
export function readName(slot: FieldSlot, names: readonly string[], first: number): Read {
  const values = new Map(names.map((name, i) => [name, i + first]));
  const sorted = [...values.keys()].sort((a, b) => b.length - a.length);
  return (text, position, fields) => {
    for (const name of sorted) {
      if (!text.startsWith(name, position)) continue;
      return agree(fields, slot, values.get(name)!) ? position + name.length : -1;
    }
    return -1;
  };
}

/** Reads all or nothing: what failed inside leaves no trace. */
export function readOptional(parts: readonly Read[]): Read {
  return (text, position, fields) => {
    const before = fields.slice();
    const end = readAll(parts, text, position, fields);
    if (end >= 0) return end;
    for (let i = 0; i < before.length; i++) fields[i] = before[i]!;
    return position;
  };
}

export function readAll(parts: readonly Read[], text: string, position: number, fields: ParsedFields): number {
  let at = position;
  for (let i = 0; i < parts.length; i++) {
    at = parts[i]!(text, at, fields);
    if (at < 0) return -1;
  }
  return at;
}

/** Blanks up to a width, and the field behind them up to its end. */
export function readPadded(width: number, read: Read): Read {
  return (text, position, fields) => {
    const end = position + width;
    if (end > text.length) return -1;
    let start = position;
    while (start < end && text[start] === ' ') start += 1;
    return read(text.slice(0, end), start, fields) === end ? end : -1;
  };
}

/** An offset from UTC, or the text that stands for none. `pattern` has the hours, minutes and seconds in groups 2 to 4. */
export function readOffset(pattern: RegExp, none: string): Read {
  const sticky = new RegExp(pattern.source, 'y');
  return (text, position, fields) => {
    sticky.lastIndex = position;
    const found = sticky.exec(text);
    if (found === null)
      return none !== '' && text.startsWith(none, position) ? zeroOffset(fields, position + none.length) : -1;
    const [, sign, hours, minutes = '0', seconds = '0'] = found;
    if (sign === undefined) return zeroOffset(fields, position + found[0].length);
    const total = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
    if (Number(hours) > 59 || Number(minutes) > 59 || Number(seconds) > 59) return -1;
    return agree(fields, FIELD.OFFSET, sign === '-' ? -total : total) ? position + found[0].length : -1;
  };
}

const zeroOffset = (fields: ParsedFields, end: number): number => (agree(fields, FIELD.OFFSET, 0) ? end : -1);
