/** Calls `f(a, b)` with all that may stand in and behind their parentheses. */
import type { Call, Expression, Identifier, OrderItem, TableArgument } from '../ast/index.ts';
import { joinSpans } from '../diagnostics/span.ts';
import { takeName } from './call-parts.ts';
import { type Context, parseExpression } from './expressions.ts';
import { parseSignedNumber } from './literals.ts';
import {
  atName,
  commaList,
  identifierOf,
  openCommaList,
  parseIdentifier,
  parseName,
  parseNameOrList,
} from './names.ts';
import { defined, type Parser } from './parser.ts';
import { parseOrderBy, parseOrderItem, parseQueryOrExpression } from './queries.ts';
import { isReservedFunction } from './special-calls.ts';
import { parseString } from './strings.ts';
import { parseOver } from './windows.ts';

/** What a call has before anything is said about its arguments. */
const NOTHING: Pick<Call, 'args' | 'star' | 'orderBy'> = { args: [], star: false, orderBy: [] };

export function parseFunctionName(p: Parser): Identifier {
  if (!isReservedFunction(p.key())) return parseIdentifier(p, 'a function');
  const token = p.advance();
  const span = { start: token.start, end: token.end };
  return identifierOf([{ name: p.textOf(token), quoted: false, span }]);
}

/** Aggregates with an order and a separator inside their parentheses; all but the first only in PIVOT. */
const GATHERING: readonly string[] = ['ARRAY_AGG', 'ARRAY_CONCAT_AGG', 'GROUP_CONCAT', 'STRING_AGG'];

/** `[SPECIFIC] name(…)` with FILTER, OVER and the rest behind it. */
export function parseNamedCall(p: Parser): Expression {
  const start = p.start;
  const specific = p.accept('SPECIFIC');
  const key = p.key();
  const gathers = GATHERING.includes(key);
  const name = gathers ? takeName(p) : parseFunctionName(p);
  const call = parseSuffixes(
    p,
    gathers
      ? parseStringAggregate(p, name)
      : key.startsWith('PERCENTILE_')
        ? parsePercentile(p, name)
        : parseArguments(p, name),
  );
  if (specific) return { ...call, specific: true, span: p.spanFrom(start) };
  return asDescriptor(call) ?? call;
}

/** `DESCRIPTOR(a, b)` names columns: it is no call. */
function asDescriptor(call: Call): Expression | undefined {
  const { parts } = call.name;
  if (parts.length !== 1 || parts[0]!.name.toUpperCase() !== 'DESCRIPTOR' || call.quantifier) return undefined;
  const columns = call.args.filter((argument): argument is Identifier => argument.kind === 'identifier');
  if (columns.length !== call.args.length || columns.length === 0) return undefined;
  return { kind: 'descriptor', columns, span: call.span };
}

/** `(…)`: `*`, nothing, or arguments with DISTINCT or ALL in front. */
export function parseArguments(p: Parser, name: Identifier): Call {
  const start = name.span.start;
  if (p.accept('(', '*')) {
    p.expect(')');
    return { kind: 'call', name, ...NOTHING, star: true, span: p.spanFrom(start) };
  }
  if (p.accept('(', ')')) return { kind: 'call', name, ...NOTHING, span: p.spanFrom(start) };
  p.expect('(');
  const quantifier = p.acceptOneOf(['DISTINCT', 'ALL'] as const);
  const args = parseArgumentList(p, 'sub-query');
  p.expect(')');
  return { kind: 'call', name, ...NOTHING, args, ...defined({ quantifier }), span: p.spanFrom(start) };
}

/** A call as TABLE(…), CALL and FROM have it: no DISTINCT, nothing behind it. */
export function parseRoutineCall(p: Parser, context: Context): Call {
  const name = parseIdentifier(p, 'a function');
  return parseRoutineArguments(p, name, context);
}

export function parseRoutineArguments(p: Parser, name: Identifier, context: Context): Call {
  p.expect('(');
  const args = p.is(')') ? [] : parseArgumentList(p, context);
  p.expect(')');
  return { kind: 'call', name, ...NOTHING, args, span: p.spanFrom(name.span.start) };
}

export function parseArgumentList(p: Parser, context: Context): Expression[] {
  const args = [parseArgument(p, context, true)];
  while (p.accept(',')) args.push(parseArgument(p, context, false));
  return args;
}

/** Only the first argument may be a query without parentheses of its own. */
function parseArgument(p: Parser, context: Context, first: boolean): Expression {
  const start = p.start;
  if (!atName(p) || p.key(1) !== '=>') return parseArgumentValue(p, context, first);
  const name = parseName(p);
  p.expect('=>');
  const value = parseArgumentValue(p, context, first);
  return { kind: 'named-argument', name, value, span: p.spanFrom(start) };
}

function parseArgumentValue(p: Parser, context: Context, first: boolean): Expression {
  const start = p.start;
  if (p.accept('DEFAULT')) return { kind: 'default', span: p.spanFrom(start) };
  if (p.is('TABLE') && p.key(1) !== '(') return parseTableArgument(p);
  if (!first) return parseExpression(p, context);
  const inner = context === 'sub-query' ? 'noncursor' : context === 'cursor' ? 'all' : context;
  const value = parseQueryOrExpression(p, inner);
  return p.is('PARTITION') || p.is('ORDER') ? finishTableArgument(p, asTable(p, value), start) : value;
}

function parseTableArgument(p: Parser): TableArgument {
  const start = p.start;
  p.expect('TABLE');
  const table = parseIdentifier(p, 'a table');
  return finishTableArgument(p, table, start);
}

function asTable(p: Parser, value: Expression): TableArgument['table'] {
  if (value.kind === 'scalar-subquery') return value.query;
  if (value.kind === 'call' || value.kind === 'identifier') return value;
  return p.failAt(value.span, 'expected a table or a query before PARTITION BY or ORDER BY');
}

function finishTableArgument(p: Parser, table: TableArgument['table'], start: number): TableArgument {
  const partitionBy = p.accept('PARTITION') ? parsePartitionNames(p) : [];
  const orderBy = p.accept('ORDER') ? parseSetOrder(p) : [];
  return { kind: 'table-argument', table, partitionBy, orderBy, span: p.spanFrom(start) };
}

function parsePartitionNames(p: Parser): Identifier[] {
  p.expect('BY');
  return parseNameOrList(p).map((name) => identifierOf([name]));
}

/** One column, or several in parentheses: a comma without them would end the argument. */
function parseSetOrder(p: Parser): OrderItem[] {
  p.expect('BY');
  if (!p.accept('(')) return [parseOrderItem(p)];
  const items = openCommaList(p, () => parseOrderItem(p));
  p.expect(')');
  return items;
}

/** `ARRAY_AGG(x IGNORE NULLS ORDER BY y SEPARATOR ',')`. */
function parseStringAggregate(p: Parser, name: Identifier): Call {
  p.expect('(');
  const quantifier = p.acceptOneOf(['DISTINCT', 'ALL'] as const);
  const args = commaList(p, () => parseArgument(p, 'sub-query', false));
  const nullTreatment = parseNullTreatment(p, true);
  const orderBy = p.is('ORDER') ? parseOrderBy(p) : [];
  const separator = p.accept('SEPARATOR') ? parseString(p) : undefined;
  p.expect(')');
  return {
    kind: 'call',
    name,
    ...NOTHING,
    args,
    orderBy,
    ...defined({ quantifier, nullTreatment, separator }),
    span: p.spanFrom(name.span.start),
  };
}

function parsePercentile(p: Parser, name: Identifier): Call {
  p.expect('(');
  const args = [parseArgument(p, 'sub-query', false)];
  let nullTreatment: Call['nullTreatment'];
  if (p.accept(',')) {
    args.push(parseSignedNumber(p));
    nullTreatment = parseNullTreatment(p, true);
  }
  p.expect(')');
  return { kind: 'call', name, ...NOTHING, args, ...defined({ nullTreatment }), span: p.spanFrom(name.span.start) };
}

/** Behind the parentheses, where IGNORE may be an alias, NULLS must follow for the word to count. */
function parseNullTreatment(p: Parser, inside = false): Call['nullTreatment'] {
  if (!inside && p.key(1) !== 'NULLS') return undefined;
  const word = p.acceptOneOf(['IGNORE', 'RESPECT'] as const);
  if (word) p.expect('NULLS');
  return word && `${word} NULLS`;
}

function parseSuffixes(p: Parser, call: Call): Call {
  const nullTreatment = parseNullTreatment(p) ?? call.nullTreatment;
  const withinDistinct = p.accept('WITHIN', 'DISTINCT') ? parseDistinctList(p) : undefined;
  const withinGroup = p.accept('WITHIN') ? parseGroupOrder(p) : undefined;
  const filter = p.is('FILTER') ? parseFilter(p) : undefined;
  const over = p.is('OVER') ? parseOver(p) : undefined;
  const suffixes = defined({ nullTreatment, withinDistinct, withinGroup, filter, over });
  return { ...call, ...suffixes, span: joinSpans(call.span, p.spanFrom(call.span.start)) };
}

function parseDistinctList(p: Parser): Expression[] {
  p.expect('(');
  const items = openCommaList(p, () => parseExpression(p, 'sub-query'));
  p.expect(')');
  return items;
}

/** Behind WITHIN. */
export function parseGroupOrder(p: Parser): OrderItem[] {
  p.expect('GROUP', '(');
  const items = parseOrderBy(p);
  p.expect(')');
  return items;
}

export function parseFilter(p: Parser): Expression {
  p.expect('FILTER', '(', 'WHERE');
  const condition = parseExpression(p, 'sub-query');
  p.expect(')');
  return condition;
}
