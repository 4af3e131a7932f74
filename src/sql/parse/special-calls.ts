/** Functions with a syntax of their own, by their first word. */
import type { Call, Expression } from '../ast/index.ts';
import { parseOne, plainCall, takeName } from './call-parts.ts';
import { parseArguments } from './calls.ts';
import { parseCast, parseConvert, parseTranslate } from './conversions.ts';
import { parseJdbcCall } from './jdbc.ts';
import { tryJsonCall } from './json.ts';
import { parseSignedNumber } from './literals.ts';
import { isNameToken, parseIdentifier } from './names.ts';
import { parseOperand } from './operands.ts';
import type { Parser } from './parser.ts';
import { parseContainsSubstring, parseOverlay, parsePosition, parseSubstring, parseTrim } from './string-calls.ts';
import { parseDateTrunc, parseExtract, parseRounding, parseUnitFirst, parseUnitLast } from './time-calls.ts';
import type { Token } from './token.ts';

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

const forEach = (words: readonly string[], parse: Parse): [string, Parse][] => words.map((word) => [word, parse]);

/** Functions with a unit of time, which JDBC's braces may hold as they are. */
const TIME_FORMS: readonly (readonly [string, Parse])[] = [
  ...forEach(['TIMESTAMPADD', 'TIMESTAMPDIFF'], (p, start) => parseUnitFirst(p, start)),
  ...forEach(['DATE_DIFF', 'DATETIME_DIFF', 'TIMESTAMP_DIFF', 'TIME_DIFF'], (p, start) => parseUnitLast(p, start, 2)),
  ...forEach(['DATETIME_TRUNC', 'TIMESTAMP_TRUNC', 'TIME_TRUNC'], (p, start) => parseUnitLast(p, start, 1)),
  ['DATE_TRUNC', (p, start) => parseDateTrunc(p, start)],
];

/** By the word in front of the parenthesis; called late, because these files need each other. */
const FORMS: ReadonlyMap<string, Parse> = new Map<string, Parse>([
  ['CAST', (p, start) => parseCast(p, start, 'CAST')],
  ['TRY_CAST', (p, start) => parseCast(p, start, 'TRY_CAST')],
  ['SAFE_CAST', (p, start) => parseCast(p, start, 'SAFE_CAST')],
  ['CONVERT', (p, start) => parseConvert(p, start)],
  ['TRANSLATE', (p, start) => parseTranslate(p, start)],
  ['EXTRACT', (p, start) => parseExtract(p, start)],
  ['FLOOR', (p, start) => parseRounding(p, start, 'FLOOR')],
  ...forEach(['CEIL', 'CEILING'], (p, start) => parseRounding(p, start, 'CEIL')),
  ...TIME_FORMS,
  ['POSITION', (p, start) => parsePosition(p, start)],
  ['OVERLAY', (p, start) => parseOverlay(p, start)],
  ['SUBSTRING', (p, start) => parseSubstring(p, start)],
  ['TRIM', (p, start) => parseTrim(p, start)],
  ['CONTAINS_SUBSTR', (p, start) => parseContainsSubstring(p, start)],
  ...forEach(['DATE', 'TIME', 'DATETIME', 'TIMESTAMP', 'TUMBLE', 'HOP', 'SESSION'], parsePlain),
  ...forEach(['CLASSIFIER', 'MATCH_NUMBER'], parseWithoutArguments),
  ...forEach(['FIRST', 'LAST', 'PREV', 'NEXT'], parseNavigation),
]);

/** Whether the word is a function that reads its parentheses in a way of its own. */
export const hasOwnSyntax = (key: string): boolean =>
  FORMS.has(key) || key === 'MAP' || key === 'ARRAY_AGG' || key.startsWith('JSON_') || key.startsWith('PERCENTILE_');

/** The function with a unit of time that stands here. */
export const tryTimeCall = (p: Parser, start: number): Expression | undefined =>
  TIME_FORMS.find(([word]) => p.is(word))?.[1](p, start);

export function trySpecialCall(p: Parser): Expression | undefined {
  const start = p.start;
  if (p.is('{fn')) return parseJdbcCall(p);
  if (p.is('MODEL') && isNameToken(p.peek(1))) return parseModel(p);
  if (atMatchSemantics(p)) return parseMatchSemantics(p);
  if (p.key(1) !== '(') return undefined;
  return FORMS.get(p.key())?.(p, start) ?? tryJsonCall(p);
}

/** At least one argument, and no star. */
function parsePlain(p: Parser): Expression {
  const name = takeName(p);
  if (p.is('(', '*') || p.is('(', ')')) {
    p.advance();
    p.fail('an argument');
  }
  return parseArguments(p, name);
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
  const args = [parseOne(p)];
  if (p.accept(',')) args.push(parseSignedNumber(p));
  p.expect(')');
  return plainCall(p, start, name, args);
}

/** FINAL is a name where no operand follows; outside strict mode also where no call does. */
function atMatchSemantics(p: Parser): boolean {
  if (!p.is('RUNNING') && !p.is('FINAL')) return false;
  return p.strict ? p.key() === 'RUNNING' || startsOperand(p.peek(1)) : p.key(2) === '(';
}

/** `FINAL LAST(a)`; Flink's grammar takes any operand behind the word. */
function parseMatchSemantics(p: Parser): Expression {
  const start = p.start;
  p.lookAhead(2);
  const operator = p.expectOneOf(['RUNNING', 'FINAL'] as const);
  const operand = parseOperand(p, 'non-query');
  const span = p.spanFrom(start);
  return operand.kind === 'call' && !operand.matchSemantics
    ? { ...operand, matchSemantics: operator, span }
    : { kind: 'unary', operator, operand, span };
}

const OPERAND_STARTS: ReadonlySet<string> = new Set(
  (
    'integer decimal approximate string prefixed unicode cstring binary ? ( {fn {d {t {ts TRUE FALSE UNKNOWN NULL INTERVAL CASE ROW ARRAY ' +
    'MULTISET PERIOD SPECIFIC CURSOR NEW NEXT CURRENT JSON_EXISTS JSON_VALUE JSON_QUERY JSON_OBJECT JSON_OBJECTAGG JSON_ARRAY JSON_ARRAYAGG RUNNING ' +
    'ARRAY_CONCAT_AGG GROUP_CONCAT STRING_AGG + -'
  ).split(' '),
);

/** Whether an operand may begin with the token. */
export const startsOperand = (token: Token): boolean =>
  isNameToken(token) ||
  OPERAND_STARTS.has(token.key) ||
  FORMS.has(token.key) ||
  isReservedFunction(token.key) ||
  isNiladic(token.key);

function parseModel(p: Parser): Expression {
  const start = p.start;
  p.expect('MODEL');
  return { kind: 'model-argument', model: parseIdentifier(p, 'a model'), span: p.spanFrom(start) };
}
