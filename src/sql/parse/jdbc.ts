/** `{fn NAME(a, b)}`, a function in the braces of JDBC. */
import type { Expression } from '../ast/index.ts';
import { parseOne, plainCall, takeName } from './call-parts.ts';
import { isNameToken } from './names.ts';
import { parseParenthesised } from './operands.ts';
import type { Parser } from './parser.ts';
import { isReservedFunction, tryTimeCall } from './special-calls.ts';
import { parseContainsSubstring } from './string-calls.ts';

/** Reserved words that are functions in JDBC only. */
const JDBC_FUNCTIONS: readonly string[] = ['INSERT', 'LEFT', 'RIGHT', 'TRUNCATE', 'SUBSTRING'];

export function parseJdbcCall(p: Parser): Expression {
  const start = p.start;
  p.lookAhead(2);
  p.expect('{fn');
  const call = parseCall(p, start);
  p.expect('}');
  return { ...call, span: p.spanFrom(start) };
}

function parseCall(p: Parser, start: number): Expression {
  const time = p.is('DATETIME_TRUNC') ? undefined : tryTimeCall(p, p.start);
  if (time) return time;
  if (p.is('CONTAINS_SUBSTR')) return parseContainsSubstring(p, start);
  if (p.is('CONVERT')) return parseConvert(p, start);
  const key = p.key();
  if (!isNameToken(p.peek()) && !isReservedFunction(key) && !JDBC_FUNCTIONS.includes(key))
    p.fail('the name of a function');
  const name = takeName(p);
  if (p.accept('(', '*')) {
    p.expect(')');
    return { ...plainCall(p, start, name, []), star: true, jdbc: true };
  }
  const args = p.accept('(', ')') ? [] : parseParenthesised(p, 'sub-query').items;
  return { ...plainCall(p, start, name, args), jdbc: true };
}

/** Types of JDBC, each with and without SQL_ in front of it. */
const TYPES: readonly string[] =
  'CHAR VARCHAR DATE TIME TIMESTAMP DECIMAL NUMERIC BOOLEAN INTEGER BINARY VARBINARY TINYINT SMALLINT BIGINT REAL DOUBLE FLOAT'.split(
    ' ',
  );

const INTERVAL_TYPES: readonly string[] = [
  'SQL_INTERVAL_YEAR',
  'SQL_INTERVAL_YEAR_TO_MONTH',
  'SQL_INTERVAL_MONTH',
  'SQL_INTERVAL_DAY',
  'SQL_INTERVAL_DAY_TO_HOUR',
  'SQL_INTERVAL_DAY_TO_MINUTE',
  'SQL_INTERVAL_DAY_TO_SECOND',
  'SQL_INTERVAL_HOUR',
  'SQL_INTERVAL_HOUR_TO_MINUTE',
  'SQL_INTERVAL_HOUR_TO_SECOND',
  'SQL_INTERVAL_MINUTE',
  'SQL_INTERVAL_MINUTE_TO_SECOND',
  'SQL_INTERVAL_SECOND',
];

function parseConvert(p: Parser, start: number): Expression {
  p.expect('CONVERT', '(');
  const operand = parseOne(p);
  p.expect(',');
  const key = p.key();
  if (!TYPES.includes(key.replace(/^SQL_/, '')) && !INTERVAL_TYPES.includes(key)) p.fail('a data type of JDBC');
  p.advance();
  p.expect(')');
  return { kind: 'jdbc-convert', operand, type: key, span: p.spanFrom(start) };
}
