/** CAST and TO_TIMESTAMP of texts whose bytes are at hand -> lines that read the usual forms from the bytes, and leave others to the function. */
import type { Expression, FunctionCall } from '../../../planner/physical/expression.ts';
import type { Generator, Term } from '../generator.ts';
import { canSlice, isCharacter, sliceOf } from '../slice.ts';
import { evaluateOf, initialText } from '../value.ts';
import { readableForm, readDecimal, readInteger, readTimestamp } from './read.ts';

/** What reads the bytes, and how its number becomes the value. */
interface Reading {
  readonly read: (g: Generator, slice: string, length: string) => string;
  readonly value: (number: string) => string;
  /** Below it the function reads another calendar. */
  readonly least?: number;
}

/** 1582-10-15: SimpleDateFormat, which reads dates with a pattern, has the Julian calendar before. */
const FIRST_GREGORIAN_MILLIS = -12_219_292_800_000;

const same = (number: string): string => number;
const bigint = (number: string): string => `BigInt(${number})`;
const timestamp = (number: string): string => `{ millis: ${number}, nanos: 0 }`;
const days = (number: string): string => `Math.floor(${number} / 86400000)`;

const integers =
  (most: number): Reading['read'] =>
  (g, slice) =>
    `${g.bind(readInteger)}(u8, ${slice}, ${most})`;
const decimals =
  (most: number): Reading['read'] =>
  (g, slice) =>
    `${g.bind(readDecimal)}(u8, ${slice}, ${most})`;

/** Digits are few enough for every step to be exact, in single precision too. */
const CASTS: Readonly<Record<string, Reading>> = {
  INT: { read: integers(9), value: same },
  BIGINT: { read: integers(15), value: bigint },
  DOUBLE: { read: decimals(15), value: same },
  FLOAT: { read: decimals(7), value: (number) => `Math.fround(${number})` },
  DATE: { read: moments(['yyyy-MM-dd']), value: days },
};
const TIMESTAMP_FORMS = ['yyyy-MM-dd HH:mm:ss', 'yyyy-MM-dd HH:mm:ss.SSS'];

/** One of some forms; the lengths of all are different. */
function moments(patterns: readonly string[]): Reading['read'] {
  const forms = patterns.map((pattern) => readableForm(pattern)!);
  return (g, slice, length) =>
    forms.reduceRight(
      (otherwise, form) =>
        `${length} === ${form.length} ? ${g.bind(readTimestamp)}(u8, ${slice}, ${g.bind(form)}) : ${otherwise}`,
      'NaN',
    );
}

function readingOf(call: FunctionCall): Reading | undefined {
  switch (call.name) {
    case 'CAST':
    case 'TRY_CAST':
      if (call.type.kind !== 'TIMESTAMP') return CASTS[call.type.kind];
      return { read: moments(TIMESTAMP_FORMS.slice(0, call.type.precision < 3 ? 1 : 2)), value: timestamp };
    case 'TO_TIMESTAMP':
      return byPattern(call, TIMESTAMP_FORMS, timestamp);
    case 'TO_DATE':
      return call.args.length === 1 ? CASTS.DATE : byPattern(call, [], days, FIRST_GREGORIAN_MILLIS);
    default:
      return undefined;
  }
}

/** By the constant pattern behind the text, or the usual ones when there is none. */
function byPattern(
  call: FunctionCall,
  usual: readonly string[],
  value: Reading['value'],
  least?: number,
): Reading | undefined {
  const pattern = call.args[1];
  if (pattern === undefined) return { read: moments(usual), value };
  const given = pattern.kind === 'literal' && typeof pattern.value === 'string' ? pattern.value : undefined;
  return given !== undefined && readableForm(given)
    ? { read: moments([given]), value, ...(least === undefined ? {} : { least }) }
    : undefined;
}

export function textReading(g: Generator, call: FunctionCall): Term | undefined {
  const [text, ...rest] = call.args as [Expression, ...Expression[]];
  if (text === undefined || !isCharacter(text.type) || !canSlice(g, text)) return undefined;
  const reading = readingOf(call);
  if (!reading) return undefined;
  const { pointer, length } = sliceOf(g, text);
  const isNull = g.fresh('n');
  const value = g.fresh('v');
  const number = g.fresh('r');
  const others = rest.map((arg) => `, ${g.bind((arg as Extract<Expression, { kind: 'literal' }>).value)}`).join('');
  g.line(`let ${isNull} = true, ${value} = ${initialText(call.type)};`);
  g.block(`if (${length} >= 0) {`, () => {
    g.mark(call.span);
    g.line(`const ${number} = ${reading.read(g, `${pointer}, ${length}`, length)};`);
    // False for NaN too.
    g.line(
      `if (${number} >= ${reading.least ?? '-Infinity'}) { ${value} = ${reading.value(number)}; ${isNull} = false; } else { ${value} = ${g.bind(evaluateOf(g, call))}(buffer.utf8Slice(${pointer}, ${pointer} + ${length})${others}); ${isNull} = ${value} === null; }`,
    );
  });
  return { isNull, value };
}
