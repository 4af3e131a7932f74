/** The JSON functions. */
import type { JsonExpression, JsonPair, JsonPathCall, JsonQuery, JsonValue, JsonValueBehavior } from '../index.ts';
import { printExpression } from './expressions.ts';
import { printOrder } from './queries.ts';
import { list, printName, words } from './text.ts';
import { printDataType } from './types.ts';

export function printJson(expression: JsonExpression): string {
  switch (expression.kind) {
    case 'json-exists':
      return `JSON_EXISTS(${words(path(expression), expression.onError && `${expression.onError} ON ERROR`)})`;
    case 'json-value':
      return printJsonValue(expression);
    case 'json-query':
      return printJsonQuery(expression);
    case 'json-object':
      return `JSON_OBJECT(${words(list(expression.pairs, pair), nulls(expression.nulls))})`;
    case 'json-array':
      return `JSON_ARRAY(${words(list(expression.items, printExpression), nulls(expression.nulls))})`;
    case 'json-objectagg':
      return `JSON_OBJECTAGG(${words(pair(expression.pair), nulls(expression.nulls))})`;
    case 'json-arrayagg': {
      const order = expression.orderBy.length > 0 && printOrder(expression.orderBy);
      return `JSON_ARRAYAGG(${words(printExpression(expression.value), order, nulls(expression.nulls))})`;
    }
  }
}

const nulls = (clause: string | undefined): string | undefined => clause && `${clause} ON NULL`;

const pair = ({ key, value }: JsonPair): string => `KEY ${printExpression(key)} VALUE ${printExpression(value)}`;

function path({ input, path: jsonPath, passing }: JsonPathCall): string {
  const passed = list(
    passing,
    ({ value, name }) =>
      `${printExpression(value)} AS ${printName({ name, quoted: false, span: { start: 0, end: 0 } })}`,
  );
  return words(`${printExpression(input)}, ${printExpression(jsonPath)}`, passed && `PASSING ${passed}`);
}

function printJsonValue(call: JsonValue): string {
  const behavior = (what: JsonValueBehavior): string =>
    typeof what === 'string' ? what : `DEFAULT ${printExpression(what.default)}`;
  return `JSON_VALUE(${words(
    path(call),
    call.returning && `RETURNING ${printDataType(call.returning)}`,
    call.onEmpty && `${behavior(call.onEmpty)} ON EMPTY`,
    call.onError && `${behavior(call.onError)} ON ERROR`,
  )})`;
}

function printJsonQuery(call: JsonQuery): string {
  return `JSON_QUERY(${words(
    path(call),
    call.returning && `RETURNING ${printDataType(call.returning)}`,
    call.wrapper && `${call.wrapper} ARRAY WRAPPER`,
    call.onEmpty && `${call.onEmpty} ON EMPTY`,
    call.onError && `${call.onError} ON ERROR`,
  )})`;
}
