/** `{fn NAME(a, b)}`, a function in the braces of JDBC. */
import type { DataType, Expression, TimeUnit, TypeName } from '../ast/index.ts';
import { parseOne, plainCall, takeName } from './call-parts.ts';
import { isNameToken } from './names.ts';
import { parseParenthesised } from './operands.ts';
import { defined, type Parser } from './parser.ts';
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

/** The types that JDBC converts to; SQL_ may stand in front of each. */
const TYPES: Readonly<Record<string, TypeName>> = {
  CHAR: 'CHAR',
  VARCHAR: 'VARCHAR',
  DATE: 'DATE',
  TIME: 'TIME',
  TIMESTAMP: 'TIMESTAMP',
  DECIMAL: 'DECIMAL',
  NUMERIC: 'DECIMAL',
  BOOLEAN: 'BOOLEAN',
  INTEGER: 'INTEGER',
  BINARY: 'BINARY',
  VARBINARY: 'VARBINARY',
  TINYINT: 'TINYINT',
  SMALLINT: 'SMALLINT',
  BIGINT: 'BIGINT',
  REAL: 'REAL',
  DOUBLE: 'DOUBLE',
  FLOAT: 'FLOAT',
};

/** `{fn CONVERT(x, SQL_INTEGER)}` is a cast. */
function parseConvert(p: Parser, start: number): Expression {
  p.expect('CONVERT', '(');
  const operand = parseOne(p);
  p.expect(',');
  const type = parseJdbcType(p);
  p.expect(')');
  return { kind: 'cast', mode: 'CAST', operand, type, jdbc: true, span: p.spanFrom(start) };
}

function parseJdbcType(p: Parser): DataType {
  const { key, start, end } = p.peek();
  const name = TYPES[key.replace(/^SQL_/, '')];
  const interval = name ? undefined : /^SQL_INTERVAL_([A-Z]+)(?:_TO_([A-Z]+))?$/.exec(key);
  if (!name && !interval) p.fail('a data type of JDBC');
  p.advance();
  const span = { start, end };
  if (name) return { kind: 'named-type', name, parameters: [], span };
  const [, from, to] = interval as unknown as readonly [string, TimeUnit, TimeUnit | undefined];
  return {
    kind: 'interval-type',
    qualifier: { kind: 'interval-qualifier', from, ...defined({ to }), span },
    span,
  };
}
