/** Functions with a syntax of their own, by their first word. */
import type { Call, Expression } from '../ast/index.ts';
import { parseOne, plainCall, takeName } from './call-parts.ts';
import { parseArguments } from './calls.ts';
import { parseCast, parseConvert, parseTranslate } from './conversions.ts';
import { tryJsonCall } from './json.ts';
import { parseSignedNumber } from './literals.ts';
import { commaList, isNameToken, parseIdentifier } from './names.ts';
import type { Parser } from './parser.ts';
import { parseContainsSubstring, parseOverlay, parsePosition, parseSubstring, parseTrim } from './string-calls.ts';
import { parseDateTrunc, parseExtract, parseRounding, parseUnitFirst, parseUnitLast } from './time-calls.ts';

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
  ...forEach(['TIMESTAMPADD', 'TIMESTAMPDIFF'], (p, start) => parseUnitFirst(p, start)),
  ...forEach(['DATE_DIFF', 'DATETIME_DIFF', 'TIMESTAMP_DIFF', 'TIME_DIFF'], (p, start) => parseUnitLast(p, start, 2)),
  ...forEach(['DATETIME_TRUNC', 'TIMESTAMP_TRUNC', 'TIME_TRUNC'], (p, start) => parseUnitLast(p, start, 1)),
  ['DATE_TRUNC', (p, start) => parseDateTrunc(p, start)],
  ['POSITION', (p, start) => parsePosition(p, start)],
  ['OVERLAY', (p, start) => parseOverlay(p, start)],
  ['SUBSTRING', (p, start) => parseSubstring(p, start)],
  ['TRIM', (p, start) => parseTrim(p, start)],
  ['CONTAINS_SUBSTR', (p, start) => parseContainsSubstring(p, start)],
  ...forEach(['DATE', 'TIME', 'DATETIME', 'TIMESTAMP', 'TUMBLE', 'HOP', 'SESSION'], parsePlain),
  ...forEach(['CLASSIFIER', 'MATCH_NUMBER'], parseWithoutArguments),
  ...forEach(['FIRST', 'LAST', 'PREV', 'NEXT'], parseNavigation),
]);

export function trySpecialCall(p: Parser): Expression | undefined {
  const start = p.start;
  if (p.is('{fn')) return parseJdbcCall(p);
  if (p.is('MODEL') && isNameToken(p.peek(1))) return parseModel(p);
  if ((p.is('RUNNING') || p.is('FINAL')) && p.key(2) === '(') return parseMatchSemantics(p);
  if (p.key(1) !== '(') return undefined;
  return FORMS.get(p.key())?.(p, start) ?? tryJsonCall(p);
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
  const args = [parseOne(p)];
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

/** `{fn NAME(a, b)}`; any word is a name here. */
function parseJdbcCall(p: Parser): Expression {
  const start = p.start;
  p.expect('{fn');
  if (!isNameToken(p.peek()) && !/^[A-Z]/.test(p.key())) p.fail('the name of a function');
  const name = takeName(p);
  p.expect('(');
  const args = p.is(')') ? [] : commaList(p, () => parseOne(p));
  p.expect(')', '}');
  return { ...plainCall(p, start, name, args), jdbc: true };
}

function parseModel(p: Parser): Expression {
  const start = p.start;
  p.expect('MODEL');
  return { kind: 'model-argument', model: parseIdentifier(p, 'a model'), span: p.spanFrom(start) };
}
