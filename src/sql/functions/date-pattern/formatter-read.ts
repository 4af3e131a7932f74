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
const COLON = 58;

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

/** The form of an offset from UTC. */
export interface OffsetForm {
  /** What stands for no offset, `Z`, or nothing. */
  readonly none: string;
  readonly colons: boolean;
  /** Minutes must be there, or may. */
  readonly minutes: 'always' | 'maybe';
  /** Seconds may be there. */
  readonly seconds: boolean;
}

/** Two digits up to 59 at a position, or -1. */
function twoDigits(text: string, position: number): number {
  const high = text.charCodeAt(position);
  const low = text.charCodeAt(position + 1);
  if (!isDigit(high) || !isDigit(low)) return -1;
  const value = (high - ZERO) * 10 + low - ZERO;
  return value > 59 ? -1 : value;
}

/** Where the next two digits of an offset begin; -1 where they do not. */
function partStart(text: string, position: number, colons: boolean): number {
  const start = colons ? position + 1 : position;
  if (colons && text.charCodeAt(position) !== COLON) return -1;
  return isDigit(text.charCodeAt(start)) && isDigit(text.charCodeAt(start + 1)) ? start : -1;
}

/** `+05`, `+0530`, `+05:30:15`, `Z`. */
export function readOffset({ none, colons, minutes, seconds }: OffsetForm): Read {
  return (text, position, fields) => {
    const sign = text.charCodeAt(position);
    if (sign !== PLUS && sign !== MINUS) {
      return none !== '' && text.startsWith(none, position) && agree(fields, FIELD.OFFSET, 0)
        ? position + none.length
        : -1;
    }
    let total = twoDigits(text, position + 1) * 3600;
    let end = position + 3;
    if (total < 0) return -1;
    const minuteStart = partStart(text, end, colons);
    if (minuteStart < 0 && minutes === 'always') return -1;
    if (minuteStart >= 0) {
      const minute = twoDigits(text, minuteStart);
      if (minute < 0) return -1;
      total += minute * 60;
      end = minuteStart + 2;
      const secondStart = seconds ? partStart(text, end, colons) : -1;
      const second = secondStart < 0 ? 0 : twoDigits(text, secondStart);
      if (second < 0) return -1;
      total += second;
      if (secondStart >= 0) end = secondStart + 2;
    }
    return agree(fields, FIELD.OFFSET, sign === MINUS ? -total : total) ? end : -1;
  };
}

/** `GMT`, `GMT+8`, `GMT+08:00`: the short form, or the full one. */
export function readGmtOffset(full: boolean): Read {
  const form = full ? /GMT(?:([+-])(\d\d):(\d\d)(?::(\d\d))?)?/y : /GMT(?:([+-])(\d{1,2})(?::(\d\d)(?::(\d\d))?)?)?/y;
  return (text, position, fields) => {
    form.lastIndex = position;
    const found = form.exec(text);
    if (found === null) return -1;
    const [all, sign, hours = '0', minutes = '0', seconds = '0'] = found;
    if (Number(hours) > 59 || Number(minutes) > 59 || Number(seconds) > 59) return -1;
    const total = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
    return agree(fields, FIELD.OFFSET, sign === '-' ? -total : total) ? position + all.length : -1;
  };
}
