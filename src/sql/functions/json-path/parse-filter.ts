/** The text of a filter, `[?(@.a > 1 && !@.b)]`, to a tree of conditions. */
import { parseBigDecimal } from './big-decimal.ts';
import { PathCursor } from './cursor.ts';
import { invalidPath, PathError, PathSyntaxError } from './errors.ts';
import { readLenient } from './lenient.ts';
import { parsePath } from './parse-path.ts';
import { compilePattern } from './pattern.ts';
import { type Condition, OPERATORS, type Operand, type Operator, type Token } from './token.ts';
import { unescapePath } from './unescape.ts';

const isRelational = (char: string): boolean => '<>=~!'.includes(char);

/** At `[`; undefined when no `?(…)` follows. */
export function parseFilter(cursor: PathCursor): Token | undefined {
  const mark = cursor.nextSignificant();
  if (cursor.char(mark) !== '?') return undefined;
  const open = cursor.nextSignificant(mark);
  if (cursor.char(open) !== '(') return undefined;
  const close = cursor.closing(open, '(', ')', true);
  if (close < 0 || cursor.significantChar(close) !== ']') return undefined;
  const end = cursor.nextSignificant(close);
  const inner = new PathCursor(cursor.slice(cursor.at, end + 1));
  inner.at = open - cursor.at;
  inner.end = close - cursor.at + 1;
  cursor.at = end + 1;
  return { kind: 'filter', condition: readFilter(inner) };
}

function readFilter(cursor: PathCursor): Condition {
  const condition = readOr(cursor);
  if (cursor.skipBlanks().inside())
    invalidPath(`end of the filter expected at '${cursor.slice(cursor.at, cursor.end)}'`);
  return condition;
}

const readOr = (cursor: PathCursor): Condition => readChain(cursor, 'or', '||', readAnd);
const readAnd = (cursor: PathCursor): Condition => readChain(cursor, 'and', '&&', readTerm);

function readChain(
  cursor: PathCursor,
  kind: 'and' | 'or',
  sign: string,
  operand: (cursor: PathCursor) => Condition,
): Condition {
  const operands = [operand(cursor)];
  for (;;) {
    const before = cursor.at;
    cursor.skipBlanks();
    if (!cursor.inside(cursor.at + sign.length - 1) || !cursor.text.startsWith(sign, cursor.at)) {
      cursor.at = before;
      return operands.length === 1 ? operands[0]! : { kind, operands };
    }
    cursor.at += sign.length;
    operands.push(operand(cursor));
  }
}

function readTerm(cursor: PathCursor): Condition {
  const from = cursor.skipBlanks().at;
  if (cursor.is('!')) {
    cursor.at += 1;
    const next = cursor.skipBlanks().char();
    if (next !== '$' && next !== '@') return { kind: 'not', operand: readTerm(cursor) };
    // `!@.a` is the path's own sign: it must not be there.
    cursor.at = from;
  }
  if (!cursor.is('(')) return readComparison(cursor);
  cursor.at += 1;
  const inner = readOr(cursor);
  if (!cursor.skipBlanks().is(')')) invalidPath("')' expected in the filter");
  cursor.at += 1;
  return inner;
}

function readComparison(cursor: PathCursor): Condition {
  const left = readOperand(cursor);
  const before = cursor.at;
  try {
    const operator = readOperator(cursor);
    return { kind: 'compare', operator, left, right: readOperand(cursor) };
  } catch (error) {
    if (!(error instanceof PathError)) throw error;
    cursor.at = before;
  }
  if (left.kind !== 'path') return invalidPath('a path expected in the filter');
  const right: Operand = { kind: 'boolean', value: left.wanted };
  return { kind: 'compare', operator: 'EXISTS', left: { ...left, exists: true }, right };
}

function readOperator(cursor: PathCursor): Operator {
  const from = cursor.skipBlanks().at;
  const relational = isRelational(cursor.char());
  while (cursor.inside() && (relational ? isRelational(cursor.char()) : !cursor.is(' '))) cursor.at += 1;
  const text = cursor.slice(from, cursor.at).toUpperCase();
  return OPERATORS.find((operator) => operator === text) ?? invalidPath(`'${text}' is no operator of filters`);
}

function readOperand(cursor: PathCursor): Operand {
  let char = cursor.skipBlanks().char();
  if (char === '!') {
    cursor.at += 1;
    char = cursor.skipBlanks().char();
    if (char !== '$' && char !== '@') return invalidPath("'!' must stand before a path");
  }
  if (char === '$' || char === '@') return readPathOperand(cursor);
  if (char === "'" || char === '"') return readText(cursor, char);
  if (char === 't' || char === 'f') return readWord(cursor, char === 't' ? 'true' : 'false');
  if (char === 'n') return readWord(cursor, 'null');
  if (char === '{') return readJson(cursor, '{', '}');
  if (char === '[') return readJson(cursor, '[', ']');
  if (char === '/') return readPattern(cursor);
  return readNumber(cursor);
}

function readPathOperand(cursor: PathCursor): Operand {
  const previous = cursor.previousSignificant();
  const from = cursor.at;
  cursor.at += 1;
  while (cursor.inside()) {
    if (cursor.is('[')) {
      const close = cursor.closing(cursor.at, '[', ']', false);
      if (close < 0) invalidPath("']' is missing in the filter");
      cursor.at = close + 1;
    }
    const ends = cursor.is(')') && !closesCall(cursor, from);
    if (!cursor.inside() || isRelational(cursor.char()) || cursor.is(' ') || ends) break;
    cursor.at += 1;
  }
  const wanted = !(previous >= 0 && cursor.char(previous) === '!');
  return { kind: 'path', path: parsePath(cursor.slice(from, cursor.at)), exists: false, wanted };
}

/** Whether the parenthesis here closes `.name()` that started behind `from`. */
function closesCall(cursor: PathCursor, from: number): boolean {
  const open = cursor.previousSignificant();
  if (open < 0 || cursor.char(open) !== '(') return false;
  const dot = cursor.text.lastIndexOf('.', open - 1);
  return dot > from;
}

function readText(cursor: PathCursor, quote: string): Operand {
  const from = cursor.at;
  const close = cursor.unescaped(quote);
  if (close < 0) invalidPath(`${quote} is missing in the filter`);
  cursor.at = close + 1;
  return { kind: 'string', text: unescapePath(cursor.slice(from + 1, close)) };
}

function readWord(cursor: PathCursor, word: 'true' | 'false' | 'null'): Operand {
  if (!cursor.inside(cursor.at + word.length - 1) || !cursor.text.startsWith(word, cursor.at)) {
    invalidPath(`'${word}' expected in the filter`);
  }
  cursor.at += word.length;
  return word === 'null' ? { kind: 'null' } : { kind: 'boolean', value: word === 'true' };
}

function readJson(cursor: PathCursor, open: string, close: string): Operand {
  const from = cursor.at;
  const end = cursor.closing(from, open, close, false);
  if (end < 0) invalidPath(`'${close}' is missing in the filter`);
  cursor.at = end + 1;
  return { kind: 'json', value: readLenient(cursor.slice(from, end + 1)), literal: true };
}

function readPattern(cursor: PathCursor): Operand {
  const from = cursor.at;
  const close = cursor.unescaped('/');
  if (close < 0) invalidPath("'/' is missing in the filter");
  let end = close + 1;
  while (cursor.inside(end) && 'dixmsuU'.includes(cursor.char(end))) end += 1;
  cursor.at = end;
  return { kind: 'pattern', test: compilePattern(cursor.slice(from + 1, close), cursor.slice(close + 1, end)) };
}

function readNumber(cursor: PathCursor): Operand {
  const from = cursor.at;
  while (cursor.inside() && /[\d.\-eE]/.test(cursor.char())) cursor.at += 1;
  const text = cursor.slice(from, cursor.at);
  const value = parseBigDecimal(text);
  if (value === undefined) throw new PathSyntaxError(`'${text}' is no number`);
  return { kind: 'number', value };
}
