/** Functions with a syntax of their own: CAST, EXTRACT, TRIM … */
import type { Call, Expression, TimestampArithmetic, Trim } from '../ast/index.ts';
import { parseArguments } from './calls.ts';
import { parseExpression } from './expressions.ts';
import { atTimeUnit, parseTimeUnit } from './intervals.ts';
import { tryJsonCall } from './json.ts';
import { parseNumber, parseSignedNumber } from './literals.ts';
import { commaList, identifierOf, isNameToken, parseIdentifier, parseName } from './names.ts';
import { parseOperand } from './operands.ts';
import { defined, type Parser } from './parser.ts';
import { isTypeKey, parseIntervalType, parseType } from './types.ts';

/** Reserved words that are functions where a parenthesis follows. */
const RESERVED_FUNCTIONS: ReadonlySet<string> = new Set(
  (
    'ABS AVG CARDINALITY CEILING CHAR CHAR_LENGTH CHARACTER_LENGTH COALESCE COLLECT COVAR_POP COVAR_SAMP CUME_DIST COUNT CURRENT_DATE ' +
    'CURRENT_TIME CURRENT_TIMESTAMP DENSE_RANK ELEMENT EVERY EXP FIRST_VALUE FLOOR FUSION INTERSECTION GROUPING HOUR LAG LEAD LEFT ' +
    'LAST_VALUE LN LOCALTIME LOCALTIMESTAMP LOWER MAX MIN MINUTE MOD MONTH NTH_VALUE NTILE NULLIF OCTET_LENGTH PERCENTILE_CONT ' +
    'PERCENTILE_DISC PERCENT_RANK POWER RANK REGR_COUNT REGR_SXX REGR_SYY RIGHT ROW_NUMBER SECOND SOME SQRT STDDEV_POP STDDEV_SAMP SUM ' +
    'UPPER TRUNCATE USER VAR_POP VAR_SAMP YEAR'
  ).split(' '),
);

export const isReservedFunction = (key: string): boolean => RESERVED_FUNCTIONS.has(key);

const NILADIC: ReadonlySet<string> = new Set(
  (
    'CURRENT_CATALOG CURRENT_DATE CURRENT_DEFAULT_TRANSFORM_GROUP CURRENT_PATH CURRENT_ROLE CURRENT_SCHEMA CURRENT_TIME ' +
    'CURRENT_TIMESTAMP CURRENT_USER LOCALTIME LOCALTIMESTAMP SESSION_USER SYSTEM_USER USER'
  ).split(' '),
);

export const isNiladic = (key: string): boolean => NILADIC.has(key);

type Parse = (p: Parser, start: number) => Expression;

/** By the word in front of the parenthesis. */
const FORMS: ReadonlyMap<string, Parse> = new Map<string, Parse>([
  ['CAST', (p, start) => parseCast(p, start, 'CAST')],
  ['TRY_CAST', (p, start) => parseCast(p, start, 'TRY_CAST')],
  ['SAFE_CAST', (p, start) => parseCast(p, start, 'SAFE_CAST')],
  ['EXTRACT', parseExtract],
  ['POSITION', parsePosition],
  ['CONVERT', parseConvert],
  ['TRANSLATE', parseTranslate],
  ['OVERLAY', parseOverlay],
  ['FLOOR', (p, start) => parseRounding(p, start, 'FLOOR')],
  ['CEIL', (p, start) => parseRounding(p, start, 'CEIL')],
  ['CEILING', (p, start) => parseRounding(p, start, 'CEIL')],
  ['SUBSTRING', parseSubstring],
  ['TRIM', parseTrim],
  ['CONTAINS_SUBSTR', parseContainsSubstring],
  ...['TIMESTAMPADD', 'TIMESTAMPDIFF'].map((word): [string, Parse] => [word, parseUnitFirst]),
  ...['DATE_DIFF', 'DATETIME_DIFF', 'TIMESTAMP_DIFF', 'TIME_DIFF'].map((word): [string, Parse] => [
    word,
    (p, start) => parseUnitLast(p, start, 2),
  ]),
  ...['DATETIME_TRUNC', 'TIMESTAMP_TRUNC', 'TIME_TRUNC'].map((word): [string, Parse] => [
    word,
    (p, start) => parseUnitLast(p, start, 1),
  ]),
  ['DATE_TRUNC', parseDateTrunc],
  ...['DATE', 'TIME', 'DATETIME', 'TIMESTAMP', 'TUMBLE', 'HOP', 'SESSION'].map((word): [string, Parse] => [
    word,
    parsePlain,
  ]),
  ...['CLASSIFIER', 'MATCH_NUMBER'].map((word): [string, Parse] => [word, parseWithoutArguments]),
  ...['FIRST', 'LAST', 'PREV', 'NEXT'].map((word): [string, Parse] => [word, parseNavigation]),
]);

export function trySpecialCall(p: Parser): Expression | undefined {
  const start = p.start;
  if (p.is('{fn')) return parseJdbcCall(p);
  if (p.is('MODEL') && isNameToken(p.peek(1))) return parseModel(p);
  if ((p.is('RUNNING') || p.is('FINAL')) && p.key(2) === '(') return parseMatchSemantics(p);
  if (p.key(1) !== '(') return undefined;
  return FORMS.get(p.key())?.(p, start) ?? tryJsonCall(p);
}

/** The word in front of the parenthesis as the name of an ordinary call. */
function takeName(p: Parser): ReturnType<typeof identifierOf> {
  const token = p.advance();
  return identifierOf([{ name: p.textOf(token), quoted: false, span: { start: token.start, end: token.end } }]);
}

const argument = (p: Parser): Expression => parseExpression(p, 'sub-query');

const plainCall = (p: Parser, start: number, name: Call['name'], args: readonly Expression[]): Call => ({
  kind: 'call',
  name,
  args,
  star: false,
  orderBy: [],
  span: p.spanFrom(start),
});

function open(p: Parser): void {
  p.advance();
  p.expect('(');
}

function parsePlain(p: Parser): Expression {
  return parseArguments(p, takeName(p));
}

function parseWithoutArguments(p: Parser, start: number): Expression {
  const name = takeName(p);
  p.expect('(', ')');
  return plainCall(p, start, name, []);
}

/** `FIRST(a, 2)`: the second argument is a number as written. */
function parseNavigation(p: Parser, start: number): Call {
  const name = takeName(p);
  p.expect('(');
  const args = [argument(p)];
  if (p.accept(',')) args.push(parseSignedNumber(p));
  p.expect(')');
  return plainCall(p, start, name, args);
}

/** `FINAL LAST(a)`. */
function parseMatchSemantics(p: Parser): Expression {
  const start = p.start;
  const matchSemantics = p.expectOneOf(['RUNNING', 'FINAL'] as const);
  const call = p.is('FIRST') || p.is('LAST') ? parseNavigation(p, p.start) : parseArguments(p, parseIdentifier(p));
  return { ...call, matchSemantics, span: p.spanFrom(start) };
}

function parseCast(p: Parser, start: number, mode: 'CAST' | 'TRY_CAST' | 'SAFE_CAST'): Expression {
  open(p);
  const operand = argument(p);
  p.expect('AS');
  const type = p.is('INTERVAL') ? parseIntervalType(p) : parseType(p);
  p.expect(')');
  return { kind: 'cast', mode, operand, type, span: p.spanFrom(start) };
}

function parseExtract(p: Parser, start: number): Expression {
  open(p);
  const unit = parseTimeUnit(p);
  p.expect('FROM');
  const operand = argument(p);
  p.expect(')');
  return { kind: 'extract', unit, operand, span: p.spanFrom(start) };
}

function parsePosition(p: Parser, start: number): Expression {
  open(p);
  const needle = parseOperand(p, 'sub-query');
  p.expect('IN');
  const haystack = argument(p);
  const from = p.accept('FROM') ? argument(p) : undefined;
  p.expect(')');
  return { kind: 'position', needle, haystack, ...defined({ from }), span: p.spanFrom(start) };
}

function parseConvert(p: Parser, start: number): Expression {
  open(p);
  if ((isTypeKey(p.key()) && p.key(1) !== 'string') || p.is('INTERVAL')) return parseTypeConversion(p, start);
  const operand = argument(p);
  const charsets = [];
  if (p.accept('USING')) charsets.push(parseName(p));
  else {
    p.expect(',');
    charsets.push(parseName(p));
    p.expect(',');
    charsets.push(parseName(p));
  }
  p.expect(')');
  return { kind: 'transcode', function: 'CONVERT', operand, charsets, span: p.spanFrom(start) };
}

function parseTypeConversion(p: Parser, start: number): Expression {
  const type = p.is('INTERVAL') ? parseIntervalType(p) : parseType(p);
  p.expect(',');
  const operand = argument(p);
  const style = p.accept(',') ? parseStyle(p) : undefined;
  p.expect(')');
  return { kind: 'convert', type, operand, ...defined({ style }), span: p.spanFrom(start) };
}

function parseStyle(p: Parser): Expression {
  const start = p.start;
  return p.accept('NULL') ? { kind: 'null', span: p.spanFrom(start) } : parseNumber(p);
}

function parseTranslate(p: Parser, start: number): Expression {
  const name = takeName(p);
  p.expect('(');
  const args = [argument(p)];
  if (p.accept('USING')) {
    const charsets = [parseName(p)];
    p.expect(')');
    return { kind: 'transcode', function: 'TRANSLATE', operand: args[0]!, charsets, span: p.spanFrom(start) };
  }
  while (p.accept(',')) args.push(argument(p));
  p.expect(')');
  return plainCall(p, start, name, args);
}

function parseOverlay(p: Parser, start: number): Expression {
  open(p);
  const operand = argument(p);
  p.expect('PLACING');
  const placing = argument(p);
  p.expect('FROM');
  const from = argument(p);
  const length = p.accept('FOR') ? argument(p) : undefined;
  p.expect(')');
  return { kind: 'overlay', operand, placing, from, ...defined({ length }), span: p.spanFrom(start) };
}

/** `FLOOR(x)` is a call like any other, `FLOOR(x TO DAY)` is not. */
function parseRounding(p: Parser, start: number, direction: 'FLOOR' | 'CEIL'): Expression {
  const name = takeName(p);
  p.expect('(');
  const operand = argument(p);
  const unit = p.accept('TO') ? parseTimeUnit(p) : undefined;
  p.expect(')');
  return unit
    ? { kind: 'round-to', direction, operand, unit, span: p.spanFrom(start) }
    : plainCall(p, start, name, [operand]);
}

function parseSubstring(p: Parser, start: number): Expression {
  open(p);
  const operand = argument(p);
  p.expectOneOf(['FROM', ',']);
  const from = argument(p);
  const length = p.acceptOneOf(['FOR', ',']) ? argument(p) : undefined;
  p.expect(')');
  return { kind: 'substring', operand, from, ...defined({ length }), span: p.spanFrom(start) };
}

function parseTrim(p: Parser, start: number): Trim {
  open(p);
  const side = p.acceptOneOf(['BOTH', 'TRAILING', 'LEADING'] as const);
  const first = p.is('FROM') && side ? undefined : argument(p);
  const from = p.accept('FROM');
  const operand = from ? argument(p) : first;
  p.expect(')');
  const characters = from ? first : undefined;
  return { kind: 'trim', side: side ?? 'BOTH', ...defined({ characters }), operand: operand!, span: p.spanFrom(start) };
}

function parseContainsSubstring(p: Parser, start: number): Expression {
  const name = takeName(p);
  p.expect('(');
  const args = [argument(p)];
  p.expect(',');
  args.push(argument(p));
  if (p.accept(',')) args.push(parseJsonScope(p));
  p.expect(')');
  return plainCall(p, start, name, args);
}

function parseJsonScope(p: Parser): Expression {
  const start = p.start;
  if (!p.is('JSON_SCOPE')) p.fail();
  const [name] = takeName(p).parts;
  p.expect('=>');
  const value = argument(p);
  return { kind: 'named-argument', name: name!, value, span: p.spanFrom(start) };
}

/** `TIMESTAMPADD(unit, a, b)`. */
function parseUnitFirst(p: Parser, start: number): Expression {
  const name = p.key() as TimestampArithmetic['function'];
  open(p);
  const unit = parseTimeUnit(p);
  p.expect(',');
  const args = [argument(p)];
  p.expect(',');
  args.push(argument(p));
  p.expect(')');
  return { kind: 'timestamp-arithmetic', function: name, unit, args, span: p.spanFrom(start) };
}

/** `DATE_DIFF(a, b, unit)`, `TIME_TRUNC(a, unit)`. */
function parseUnitLast(p: Parser, start: number, count: number): Expression {
  const name = p.key() as TimestampArithmetic['function'];
  open(p);
  const args: Expression[] = [];
  for (let i = 0; i < count; i += 1) {
    args.push(argument(p));
    p.expect(',');
  }
  const unit = parseTimeUnit(p);
  p.expect(')');
  return { kind: 'timestamp-arithmetic', function: name, unit, args, span: p.spanFrom(start) };
}

/** The unit of DATE_TRUNC may be an expression too. */
function parseDateTrunc(p: Parser, start: number): Expression {
  const name = takeName(p);
  p.expect('(');
  const args = [argument(p)];
  p.expect(',');
  const unit = atTimeUnit(p) ? parseTimeUnit(p) : undefined;
  if (!unit) args.push(argument(p));
  p.expect(')');
  if (!unit) return plainCall(p, start, name, args);
  return { kind: 'timestamp-arithmetic', function: 'DATE_TRUNC', unit, args, span: p.spanFrom(start) };
}

/** `{fn NAME(a, b)}`; any word is a name here. */
function parseJdbcCall(p: Parser): Expression {
  const start = p.start;
  p.expect('{fn');
  if (!isNameToken(p.peek()) && !/^[A-Z]/.test(p.key())) p.fail('the name of a function');
  const name = takeName(p);
  p.expect('(');
  const args = p.is(')') ? [] : commaList(p, () => argument(p));
  p.expect(')', '}');
  return { ...plainCall(p, start, name, args), jdbc: true };
}

function parseModel(p: Parser): Expression {
  const start = p.start;
  p.expect('MODEL');
  return { kind: 'model-argument', model: parseIdentifier(p, 'a model'), span: p.spanFrom(start) };
}
