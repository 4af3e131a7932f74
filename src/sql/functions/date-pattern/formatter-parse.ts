/** A pattern of Java's DateTimeFormatter -> the function that reads text with it. */
import { timeZone } from '../../types/time-zone.ts';
import { checkLetters } from './formatter-letters.ts';
import {
  type NumberSpec,
  type OffsetForm,
  type Read,
  readAll,
  readGmtOffset,
  readName,
  readNumber,
  readOffset,
  readOptional,
  readPadded,
  type SignStyle,
} from './formatter-read.ts';
import { type Resolution, resolveFields, resolvePlain } from './formatter-resolve.ts';
import { joinLiterals, literalReader } from './literal-text.ts';
import { FIELD, FIELD_COUNT, type FieldSlot, UNSET } from './parsed-fields.ts';
import { type Part, patternParts, unsupported } from './pattern.ts';
import * as symbols from './symbols.ts';

/** `unresolved` also for text that does not have the form. */
export type Parser = (text: string) => Resolution;

type Letters = Extract<Part, { readonly kind: 'letters' }>;
type Step = { readonly number: NumberSpec; readonly pad: number } | { readonly read: Read };

const SLOTS: Readonly<Record<string, FieldSlot>> = {
  G: FIELD.ERA,
  y: FIELD.YEAR_OF_ERA,
  u: FIELD.YEAR,
  Q: FIELD.QUARTER,
  q: FIELD.QUARTER,
  M: FIELD.MONTH,
  L: FIELD.MONTH,
  D: FIELD.DAY_OF_YEAR,
  d: FIELD.DAY,
  E: FIELD.DAY_OF_WEEK,
  e: FIELD.LOCAL_DAY_OF_WEEK,
  c: FIELD.LOCAL_DAY_OF_WEEK,
  a: FIELD.HALF,
  H: FIELD.HOUR,
  k: FIELD.CLOCK_HOUR,
  K: FIELD.HOUR_OF_HALF,
  h: FIELD.CLOCK_HOUR_OF_HALF,
  m: FIELD.MINUTE,
  s: FIELD.SECOND,
  S: FIELD.NANO,
  A: FIELD.MILLI_OF_DAY,
  n: FIELD.NANO,
  N: FIELD.NANO_OF_DAY,
  g: FIELD.JULIAN_DAY,
  Y: FIELD.WEEK_YEAR,
  w: FIELD.WEEK,
  W: FIELD.WEEK_OF_MONTH,
};

const NAMES: Readonly<Record<string, readonly (readonly string[])[]>> = {
  G: [symbols.ERAS, symbols.LONG_ERAS, symbols.NARROW_ERAS],
  M: [symbols.SHORT_MONTHS, symbols.MONTHS, symbols.NARROW_MONTHS],
  Q: [symbols.SHORT_QUARTERS, symbols.QUARTERS, symbols.NARROW_QUARTERS],
  E: [symbols.SHORT_DAYS, symbols.DAYS, symbols.NARROW_DAYS],
};
const NAMED_AS: Readonly<Record<string, string>> = { G: 'G', M: 'M', L: 'M', Q: 'Q', q: 'Q', E: 'E', e: 'E', c: 'E' };

/** The most digits of a number without a most. */
const MOST = 19;

const form = (none: string, colons: boolean, minutes: OffsetForm['minutes'], seconds: boolean): OffsetForm => ({
  none,
  colons,
  minutes,
  seconds,
});

/** By the letter and its count; `x` is `X` without a `Z` for no offset. */
const OFFSETS: Readonly<Record<string, OffsetForm>> = {
  X1: form('Z', false, 'maybe', false),
  X2: form('Z', false, 'always', false),
  X3: form('Z', true, 'always', false),
  X4: form('Z', false, 'always', true),
  X5: form('Z', true, 'always', true),
  Z1: form('', false, 'always', false),
  Z2: form('', false, 'always', false),
  Z3: form('', false, 'always', false),
  Z5: form('Z', true, 'always', true),
};

const ZONE_ID = /[A-Za-z][A-Za-z0-9~/._+:-]*|[+-][0-9:]+/y;

/** The id of a zone; the local time is not moved by it. */
const readZoneId: Read = (text, position) => {
  ZONE_ID.lastIndex = position;
  const found = ZONE_ID.exec(text)?.[0];
  for (let length = found?.length ?? 0; length > 0; length--) {
    if (timeZone(found!.slice(0, length)) !== undefined) return position + length;
  }
  return -1;
};

function zoneStep({ letter, count }: Letters): Read | undefined {
  if (letter === 'V') return readZoneId;
  if (letter === 'z')
    throw unsupported("the letter 'z' is not supported for reading: names of time zones are ambiguous");
  if (letter === 'O' || (letter === 'Z' && count === 4)) return readGmtOffset(count === 4);
  const offset = OFFSETS[`${letter === 'x' ? 'X' : letter}${count}`];
  if (offset === undefined) return undefined;
  return readOffset(letter === 'x' ? { ...offset, none: '' } : offset);
}

const signOfYear = (count: number): SignStyle => (count < 4 ? 'NORMAL' : 'EXCEEDS_PAD');

/** Widths and sign as Java's DateTimeFormatterBuilder.parseField chooses them. */
function numberOf(letter: string, count: number): NumberSpec {
  const slot = SLOTS[letter]!;
  const spec = (min: number, max: number, sign: SignStyle): NumberSpec => ({ slot, min, max, sign, reserved: 0 });
  switch (letter) {
    case 'y':
    case 'u':
    case 'Y':
      return count === 2 ? { ...spec(2, 2, 'NOT_NEGATIVE'), reduced: true } : spec(count, MOST, signOfYear(count));
    case 'S':
      return { ...spec(count, count, 'NOT_NEGATIVE'), fraction: true };
    case 'D':
      return count === 1 ? spec(1, MOST, 'NORMAL') : spec(count, 3, 'NOT_NEGATIVE');
    case 'A':
    case 'n':
    case 'N':
      return spec(count, MOST, 'NOT_NEGATIVE');
    case 'g':
      return spec(count, MOST, 'NORMAL');
    case 'w':
      return spec(count, 2, 'NOT_NEGATIVE');
    case 'W':
    case 'e':
    case 'c':
      return spec(count, count, 'NOT_NEGATIVE');
    default:
      return count === 1 ? spec(1, MOST, 'NORMAL') : spec(count, count, 'NOT_NEGATIVE');
  }
}

function stepOf(part: Letters): Step {
  const { letter, count, pad } = part;
  const padded = (read: Read): Step => ({ read: pad > 0 ? readPadded(pad, read) : read });
  const zone = zoneStep(part);
  if (zone) return padded(zone);
  const slot = SLOTS[letter];
  if (slot === undefined) throw unsupported(`the letter '${letter}' is not supported for reading`);
  if (letter === 'a') return padded(readName(slot, symbols.HALVES, 0));
  const names = NAMES[NAMED_AS[letter] ?? ''];
  if (names && (count > 2 || letter === 'E' || letter === 'G')) {
    const list = names[count === 4 ? 1 : count === 5 ? 2 : 0]!;
    const day = letter === 'e' || letter === 'c' ? FIELD.DAY_OF_WEEK : slot;
    return padded(readName(day, list, letter === 'G' ? 0 : 1));
  }
  return { number: numberOf(letter, count), pad };
}

/** Numbers that stand side by side: those of a fixed width take their digits from the first one's (Java's adjacent value parsing). */
class Sequence {
  private readonly steps: (Read | NumberSpec)[] = [];
  private readonly pads = new Map<number, number>();
  private first = -1;

  number(spec: NumberSpec, pad: number): void {
    const base = this.first < 0 ? undefined : (this.steps[this.first] as NumberSpec);
    if (base === undefined) {
      this.first = this.steps.length;
      this.push(spec, pad);
    } else if (spec.min === spec.max && spec.sign === 'NOT_NEGATIVE') {
      this.steps[this.first] = { ...base, reserved: base.reserved + spec.max };
      this.push({ ...spec, reserved: -1 }, pad);
    } else {
      this.steps[this.first] = { ...base, reserved: -1 };
      this.first = this.steps.length;
      this.push(spec, pad);
    }
  }

  other(read: Read): void {
    this.first = -1;
    this.steps.push(read);
  }

  private push(spec: NumberSpec, pad: number): void {
    if (pad > 0) this.pads.set(this.steps.length, pad);
    this.steps.push(spec);
  }

  reads(): readonly Read[] {
    return this.steps.map((step, i) => {
      if (typeof step === 'function') return step;
      const pad = this.pads.get(i);
      return pad === undefined ? readNumber(step) : readPadded(pad, readNumber(step));
    });
  }
}

function readsOf(parts: readonly Part[]): readonly Read[] {
  const sequence = new Sequence();
  for (const part of joinLiterals(parts)) {
    if (part.kind === 'literal') sequence.other(literalReader(part.text));
    else if (part.kind === 'optional') sequence.other(readOptional(readsOf(part.parts)));
    else {
      const step = stepOf(part);
      if ('read' in step) sequence.other(step.read);
      else sequence.number(step.number, step.pad);
    }
  }
  return sequence.reads();
}

const hasLetter = (parts: readonly Part[], letters: string): boolean =>
  parts.some((part) =>
    part.kind === 'optional'
      ? hasLetter(part.parts, letters)
      : part.kind === 'letters' && letters.includes(part.letter),
  );

/** Year, month and day, a time on the clock of 24 hours, an offset that is not applied; nothing that could contradict them. */
const isPlain = (parts: readonly Part[]): boolean =>
  ['y', 'M', 'd'].every((letter) => parts.some((part) => part.kind === 'letters' && part.letter === letter)) &&
  parts.every((part) => part.kind === 'literal' || (part.kind === 'letters' && 'yMdHmsSXxZ'.includes(part.letter)));

/** @throws PatternError */
export function formatterParser(pattern: string): Parser {
  const parts = patternParts(pattern, true);
  checkLetters(parts);
  if (hasLetter(parts, 'YwW') && hasLetter(parts, 'Eec')) {
    throw unsupported('a date made of a week and a day of the week is not supported for reading');
  }
  if (hasLetter(parts, 'A') && hasLetter(parts, 'SnN')) {
    throw unsupported('milliseconds of the day beside smaller units are not supported for reading');
  }
  const reads = readsOf(parts);
  const resolve = isPlain(parts) ? resolvePlain : resolveFields;
  const fields = new Array<number>(FIELD_COUNT).fill(UNSET);
  return (text) => {
    for (let i = 0; i < FIELD_COUNT; i++) fields[i] = UNSET;
    if (readAll(reads, text, 0, fields) !== text.length) return 'unresolved';
    return resolve(fields);
  };
}
