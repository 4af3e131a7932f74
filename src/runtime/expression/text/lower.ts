/** Calls that make texts -> lines that make them as bytes, where their arguments' bytes are at hand: no JavaScript string is made. */
import type { Expression, FunctionCall } from '../../../planner/physical/expression.ts';
import { timeZone, UTC } from '../../../sql/types/time-zone.ts';
import type { SqlType } from '../../../sql/types/type.ts';
import { MAX_LENGTH } from '../../../sql/types/type.ts';
import type { Generator, Slice } from '../generator.ts';
import { canSlice, isCharacter, sliceOf } from '../slice.ts';
import { evaluateOf, termOf } from '../value.ts';
import { changeCase, copyText, lastCharacters, splitIndex, substring, trim } from './bytes.ts';
import { patternWriter } from './date-pattern.ts';
import { bigintText, dateBytes, integerText, timestampBytes } from './digits.ts';

type Emit = () => Slice;
/** undefined for a call that is left to the function itself. */
type Lowering = (g: Generator, call: FunctionCall) => Emit | undefined;

/** Parts and joints of texts: as good as the text itself where a string is wanted. */
const OF_TEXTS: Readonly<Record<string, Lowering>> = {
  '||': joined,
  CONCAT: joined,
  UPPER: (g, call) => withCase(g, call, 97),
  LOWER: (g, call) => withCase(g, call, 65),
  TRIM: (g, call) => trimmed(g, call, String(call.options.side ?? 'BOTH')),
  BTRIM: (g, call) => trimmed(g, call, 'BOTH'),
  LTRIM: (g, call) => trimmed(g, call, 'LEADING'),
  RTRIM: (g, call) => trimmed(g, call, 'TRAILING'),
  SUBSTRING: part,
  SUBSTR: part,
  LEFT: (g, call) =>
    ofIntegers(g, call, (text, [count]) => `${g.bind(substring)}(writer, u8, ${text}, 1, ${count} < 0 ? 0 : ${count})`),
  RIGHT: (g, call) =>
    ofIntegers(g, call, (text, [count]) => `${g.bind(lastCharacters)}(writer, u8, ${text}, ${count})`),
  SPLIT_INDEX: splitPart,
};

/** Texts written digit by digit: where a string is wanted, the function makes it at once. */
const WRITTEN: Readonly<Record<string, Lowering>> = { CAST: castText, DATE_FORMAT: formatted };

/** What writes the bytes of the call, when that is possible; nothing is written yet. */
export const textLowering: Lowering = (g, call) =>
  isCharacter(call.type) ? (OF_TEXTS[call.name] ?? WRITTEN[call.name])?.(g, call) : undefined;

export const isWritten = (call: FunctionCall): boolean => WRITTEN[call.name] !== undefined;

const isText = (g: Generator, expression: Expression): boolean =>
  isCharacter(expression.type) && canSlice(g, expression);

const INTEGERS: ReadonlySet<SqlType['kind']> = new Set(['TINYINT', 'SMALLINT', 'INT']);
const isInteger = ({ type }: Expression): boolean => INTEGERS.has(type.kind);

const isPresent = ({ length }: Slice): string => `${length} >= 0`;

/** A slice that is NULL unless all conditions hold; `lines` set the pointer and the length. */
function guarded(
  g: Generator,
  call: FunctionCall,
  conditions: readonly string[],
  lines: (pointer: string, length: string) => string,
): Slice {
  const pointer = g.fresh('p');
  const length = g.fresh('l');
  g.line(`let ${pointer} = 0, ${length} = -1;`);
  g.block(`if (${conditions.join(' && ') || 'true'}) {`, () => {
    g.mark(call.span);
    g.line(lines(pointer, length));
  });
  return { pointer, length };
}

function joined(g: Generator, call: FunctionCall): Emit | undefined {
  if (!call.args.every((arg) => isText(g, arg))) return undefined;
  return () => {
    const texts = call.args.map((arg) => sliceOf(g, arg));
    const copy = g.bind(copyText);
    return guarded(g, call, texts.map(isPresent), (pointer, length) => {
      const lines = [`${length} = ${texts.map((t) => t.length).join(' + ')}; ${pointer} = writer.room(${length});`];
      let at = pointer;
      for (const text of texts) {
        lines.push(`${copy}(u8, ${text.pointer}, ${text.length}, ${at});`);
        at += ` + ${text.length}`;
      }
      return [...lines, `writer.keep(${length});`].join(' ');
    });
  };
}

/** Other than ASCII is left to the function, text by text. @param first the first of the letters that change */
function withCase(g: Generator, call: FunctionCall, first: number): Emit | undefined {
  const [arg] = call.args as [Expression];
  if (!isText(g, arg)) return undefined;
  return () => {
    const text = sliceOf(g, arg);
    const convert = g.bind(evaluateOf(g, call));
    return guarded(
      g,
      call,
      [isPresent(text)],
      (pointer, length) =>
        `${length} = ${text.length}; ${pointer} = writer.room(${length});
if (${g.bind(changeCase)}(u8, ${text.pointer}, ${length}, ${pointer}, ${first})) writer.keep(${length});
else { ${pointer} = writer.text(${convert}(buffer.utf8Slice(${text.pointer}, ${text.pointer} + ${length}))); ${length} = writer.length; }`,
    );
  };
}

/** A part of the first argument's bytes: `measure` gives its length and leaves its address in the writer. */
function view(
  g: Generator,
  call: FunctionCall,
  text: Slice,
  conditions: readonly string[],
  measure: (text: string) => string,
): Slice {
  return guarded(
    g,
    call,
    [isPresent(text), ...conditions],
    (pointer, length) => `${length} = ${measure(`${text.pointer}, ${text.length}`)}; ${pointer} = writer.pointer;`,
  );
}

function trimmed(g: Generator, call: FunctionCall, side: string): Emit | undefined {
  const [arg, characters] = call.args as [Expression, Expression | undefined];
  const taken = characters === undefined ? ' ' : characters.kind === 'literal' ? characters.value : undefined;
  if (!isText(g, arg) || typeof taken !== 'string' || /[^\0-\x7f]/.test(taken)) return undefined;
  return () => {
    const flags = new Uint8Array(256);
    for (const byte of Buffer.from(taken, 'latin1')) flags[byte] = 1;
    const ends = `${side !== 'TRAILING'}, ${side !== 'LEADING'}`;
    return view(
      g,
      call,
      sliceOf(g, arg),
      [],
      (text) => `${g.bind(trim)}(writer, u8, ${text}, ${g.bind(flags)}, ${ends})`,
    );
  };
}

/** `text` and integers behind it, none of them NULL. */
function ofIntegers(
  g: Generator,
  call: FunctionCall,
  measure: (text: string, numbers: readonly string[]) => string,
): Emit | undefined {
  const [arg, ...rest] = call.args as [Expression, ...Expression[]];
  if (!isText(g, arg) || !rest.every(isInteger)) return undefined;
  return () => {
    const text = sliceOf(g, arg);
    const numbers = rest.map((number) => termOf(g, number));
    const conditions = numbers.map((number) => `!${number.isNull}`);
    return view(g, call, text, conditions, (slice) =>
      measure(
        slice,
        numbers.map((number) => number.value),
      ),
    );
  };
}

function part(g: Generator, call: FunctionCall): Emit | undefined {
  return ofIntegers(
    g,
    call,
    (text, [from, count]) => `${g.bind(substring)}(writer, u8, ${text}, ${from}, ${count ?? 'Infinity'})`,
  );
}

function splitPart(g: Generator, call: FunctionCall): Emit | undefined {
  const [arg, separator, index] = call.args as [Expression, Expression, Expression];
  const isConstant = separator.kind === 'literal' && typeof separator.value === 'string' && separator.value !== '';
  if (!isText(g, arg) || !isConstant || !isInteger(index)) return undefined;
  return () => {
    const text = sliceOf(g, arg);
    const between = sliceOf(g, separator);
    const at = termOf(g, index);
    return view(
      g,
      call,
      text,
      [`!${at.isNull}`],
      (slice) => `${g.bind(splitIndex)}(writer, u8, ${slice}, ${between.pointer}, ${between.length}, ${at.value})`,
    );
  };
}

/** CAST to STRING, which has room for every text. */
function castText(g: Generator, call: FunctionCall): Emit | undefined {
  const [arg] = call.args as [Expression];
  if (!('length' in call.type) || call.type.kind !== 'VARCHAR' || call.type.length !== MAX_LENGTH) return undefined;
  switch (arg.type.kind) {
    case 'TINYINT':
    case 'SMALLINT':
    case 'INT':
      return () => written(g, call, (value) => `${g.bind(integerText)}(writer, u8, ${value})`);
    case 'BIGINT':
      return () => written(g, call, (value) => `${g.bind(bigintText)}(writer, u8, ${value})`);
    case 'DATE':
      return () => written(g, call, (value) => `${g.bind(dateBytes)}(writer, u8, ${value})`);
    case 'TIMESTAMP':
    case 'TIMESTAMP_LTZ': {
      const { precision } = arg.type;
      const write = (value: string) =>
        `${g.bind(timestampBytes)}(writer, u8, ${localMillis(g, arg.type, value)}, ${value}.nanos, ${precision})`;
      return () => written(g, call, write);
    }
    default:
      return undefined;
  }
}

/** Of a timestamp with local time zone, in the session's. */
function localMillis(g: Generator, type: SqlType, value: string): string {
  if (type.kind !== 'TIMESTAMP_LTZ' || g.env.session.timeZone === 'UTC') return `${value}.millis`;
  const zone = timeZone(g.env.session.timeZone) ?? UTC;
  return `${value}.millis + ${g.bind(zone)}.offsetAt(${value}.millis)`;
}

/** @param write gives the text's address and leaves its length in the writer */
function written(g: Generator, call: FunctionCall, write: (value: string) => string): Slice {
  const term = termOf(g, call.args[0]!);
  return guarded(
    g,
    call,
    [`!${term.isNull}`],
    (pointer, length) => `${pointer} = ${write(term.value)}; ${length} = writer.length;`,
  );
}

const TIMESTAMPS: ReadonlySet<SqlType['kind']> = new Set(['TIMESTAMP', 'TIMESTAMP_LTZ']);

/** DATE_FORMAT by a constant pattern of digits; a year that has not four of them is left to the function. */
function formatted(g: Generator, call: FunctionCall): Emit | undefined {
  const [arg, pattern] = call.args as [Expression, Expression];
  if (!TIMESTAMPS.has(arg.type.kind) || pattern.kind !== 'literal' || typeof pattern.value !== 'string')
    return undefined;
  const write = patternWriter(pattern.value);
  if (!write) return undefined;
  return () => {
    const term = termOf(g, arg);
    const otherwise = `writer.text(${g.bind(evaluateOf(g, call))}(${term.value}, ${g.bind(pattern.value)}))`;
    return guarded(
      g,
      call,
      [`!${term.isNull}`],
      (pointer, length) =>
        `${pointer} = ${g.bind(write)}(writer, u8, ${localMillis(g, arg.type, term.value)}, ${term.value}.nanos); if (${pointer} < 0) ${pointer} = ${otherwise}; ${length} = writer.length;`,
    );
  };
}
