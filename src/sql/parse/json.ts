/** The JSON functions of the standard. */
import type {
  Expression,
  JsonExists,
  JsonNulls,
  JsonPair,
  JsonPassing,
  JsonPathCall,
  JsonQuery,
  JsonQueryBehavior,
  JsonValue,
  JsonValueBehavior,
} from '../ast/index.ts';
import { parseGroupOrder } from './calls.ts';
import { parseExpression, startsExpression } from './expressions.ts';
import { commaList, parseName } from './names.ts';
import { defined, type Parser } from './parser.ts';
import { parseOrderBy } from './queries.ts';
import { parseType } from './types.ts';

const FORMS: ReadonlyMap<string, (p: Parser, start: number) => Expression> = new Map([
  ['JSON_EXISTS', parseExists],
  ['JSON_VALUE', parseValue],
  ['JSON_QUERY', parseQueryCall],
  ['JSON_OBJECT', parseObject],
  ['JSON_OBJECTAGG', parseObjectAgg],
  ['JSON_ARRAY', parseArray],
  ['JSON_ARRAYAGG', parseArrayAgg],
]);

/** The parenthesis is known to follow. */
export function tryJsonCall(p: Parser): Expression | undefined {
  const parse = FORMS.get(p.key());
  if (!parse) return undefined;
  const start = p.start;
  p.advance();
  p.expect('(');
  return parse(p, start);
}

const argument = (p: Parser): Expression => parseExpression(p, 'non-query');

/** `input, path [PASSING x AS name, …]`. */
function parsePath(p: Parser): Omit<JsonPathCall, 'span'> {
  const input = argument(p);
  p.expect(',');
  const path = argument(p);
  const passing = p.accept('PASSING') ? commaList(p, () => parsePassing(p)) : [];
  return { input, path, passing };
}

function parsePassing(p: Parser): JsonPassing {
  const start = p.start;
  const value = argument(p);
  p.expect('AS');
  const { name } = parseName(p);
  return { kind: 'json-passing', value, name, span: p.spanFrom(start) };
}

function parseExists(p: Parser, start: number): JsonExists {
  const call = parsePath(p);
  const onError = p.acceptOneOf(['TRUE', 'FALSE', 'UNKNOWN', 'ERROR'] as const);
  if (onError) p.expect('ON', 'ERROR');
  p.expect(')');
  return { kind: 'json-exists', ...call, ...defined({ onError }), span: p.spanFrom(start) };
}

/** `… ON EMPTY`, `… ON ERROR`, in any order; of several of one kind the last counts. */
function parseBehaviors<B>(p: Parser, parseBehavior: () => B | undefined): { onEmpty?: B; onError?: B } {
  const found: { onEmpty?: B; onError?: B } = {};
  for (;;) {
    const behavior = parseBehavior();
    if (behavior === undefined) return found;
    p.expect('ON');
    if (p.expectOneOf(['EMPTY', 'ERROR'] as const) === 'EMPTY') found.onEmpty = behavior;
    else found.onError = behavior;
  }
}

function parseValue(p: Parser, start: number): JsonValue {
  const call = parsePath(p);
  const returning = p.accept('RETURNING') ? parseType(p) : undefined;
  const behaviors = parseBehaviors(p, () => valueBehavior(p));
  p.expect(')');
  return { kind: 'json-value', ...call, ...defined({ returning }), ...behaviors, span: p.spanFrom(start) };
}

function valueBehavior(p: Parser): JsonValueBehavior | undefined {
  if (p.accept('DEFAULT')) return { default: argument(p) };
  return p.acceptOneOf(['ERROR', 'NULL'] as const);
}

function parseQueryCall(p: Parser, start: number): JsonQuery {
  const call = parsePath(p);
  const returning = p.accept('RETURNING') ? parseType(p) : undefined;
  const wrapper = parseWrapper(p);
  const behaviors = parseBehaviors(p, () => queryBehavior(p));
  p.expect(')');
  return { kind: 'json-query', ...call, ...defined({ returning, wrapper }), ...behaviors, span: p.spanFrom(start) };
}

function parseWrapper(p: Parser): JsonQuery['wrapper'] {
  const word = p.acceptOneOf(['WITHOUT', 'WITH'] as const);
  if (!word) return undefined;
  const kind =
    word === 'WITH' ? (p.acceptOneOf(['CONDITIONAL', 'UNCONDITIONAL'] as const) ?? 'UNCONDITIONAL') : undefined;
  p.accept('ARRAY');
  p.expect('WRAPPER');
  return kind ? `WITH ${kind}` : 'WITHOUT';
}

function queryBehavior(p: Parser): JsonQueryBehavior | undefined {
  if (p.accept('EMPTY')) return `EMPTY ${p.expectOneOf(['ARRAY', 'OBJECT'] as const)}`;
  return p.acceptOneOf(['ERROR', 'NULL'] as const);
}

/** `KEY k VALUE v`, `k VALUE v`, `k : v`; KEY is a column of that name where no expression follows it. */
function parsePair(p: Parser): JsonPair {
  const start = p.start;
  const marked = p.is('KEY') && startsExpression(p.peek(1)) && p.accept('KEY');
  const key = argument(p);
  if (marked) p.expect('VALUE');
  else p.expectOneOf(['VALUE', ':']);
  const value = argument(p);
  return { kind: 'json-pair', key, value, span: p.spanFrom(start) };
}

function parseNulls(p: Parser): JsonNulls | undefined {
  const nulls = p.acceptOneOf(['NULL', 'ABSENT'] as const);
  if (nulls) p.expect('ON', 'NULL');
  return nulls;
}

const atNulls = (p: Parser): boolean => p.is('NULL', 'ON') || p.is('ABSENT', 'ON');

function parseObject(p: Parser, start: number): Expression {
  // Flink looks at the first two words, and takes KEY for the keyword there.
  if (p.strict && p.is('KEY') && !startsExpression(p.peek(1))) p.fail('a pair such as KEY k VALUE v');
  const pairs = p.is(')') || atNulls(p) ? [] : commaList(p, () => parsePair(p));
  const nulls = parseNulls(p);
  p.expect(')');
  return { kind: 'json-object', pairs, ...defined({ nulls }), span: p.spanFrom(start) };
}

function parseObjectAgg(p: Parser, start: number): Expression {
  const pair = parsePair(p);
  const nulls = parseNulls(p);
  p.expect(')');
  return { kind: 'json-objectagg', pair, ...defined({ nulls }), span: p.spanFrom(start) };
}

function parseArray(p: Parser, start: number): Expression {
  const items = p.is(')') ? [] : commaList(p, () => argument(p));
  const nulls = parseNulls(p);
  p.expect(')');
  return { kind: 'json-array', items, ...defined({ nulls }), span: p.spanFrom(start) };
}

/** The order stands inside the parentheses or behind WITHIN GROUP, never in both. */
function parseArrayAgg(p: Parser, start: number): Expression {
  const value = argument(p);
  const inner = p.is('ORDER') ? parseOrderBy(p) : [];
  const nulls = parseNulls(p);
  p.expect(')');
  const outer = p.accept('WITHIN') ? parseGroupOrder(p) : [];
  if (inner.length > 0 && outer.length > 0)
    p.failAt(p.spanFrom(start), 'JSON_ARRAYAGG has two orders, one inside and one in WITHIN GROUP');
  return {
    kind: 'json-arrayagg',
    value,
    ...defined({ nulls }),
    orderBy: inner.length > 0 ? inner : outer,
    span: p.spanFrom(start),
  };
}
