/** The JSON functions of the standard, with all their clauses; an absent clause is `undefined`, defaults are the binder's. */
import type { Span } from '../diagnostics/span.ts';
import type { Expression } from './expression.ts';
import type { OrderItem } from './query.ts';
import type { DataType } from './type.ts';

export type JsonExpression = JsonExists | JsonValue | JsonQuery | JsonObject | JsonArray | JsonObjectAgg | JsonArrayAgg;

/** The input of a JSON function: `FORMAT JSON` and `PASSING` are parsed and mean nothing more in Flink. */
export interface JsonPathCall {
  readonly input: Expression;
  readonly path: Expression;
  readonly passing: readonly JsonPassing[];
  readonly span: Span;
}

export interface JsonPassing {
  readonly kind: 'json-passing';
  readonly value: Expression;
  readonly name: string;
  readonly span: Span;
}

export interface JsonExists extends JsonPathCall {
  readonly kind: 'json-exists';
  readonly onError?: 'TRUE' | 'FALSE' | 'UNKNOWN' | 'ERROR';
}

export type JsonValueBehavior = 'ERROR' | 'NULL' | { readonly default: Expression };

export interface JsonValue extends JsonPathCall {
  readonly kind: 'json-value';
  readonly returning?: DataType;
  readonly onEmpty?: JsonValueBehavior;
  readonly onError?: JsonValueBehavior;
}

export type JsonQueryBehavior = 'ERROR' | 'NULL' | 'EMPTY ARRAY' | 'EMPTY OBJECT';

export interface JsonQuery extends JsonPathCall {
  readonly kind: 'json-query';
  readonly returning?: DataType;
  readonly wrapper?: 'WITHOUT' | 'WITH CONDITIONAL' | 'WITH UNCONDITIONAL';
  readonly onEmpty?: JsonQueryBehavior;
  readonly onError?: JsonQueryBehavior;
}

/** NULL ON NULL keeps a null value, ABSENT ON NULL drops it. */
export type JsonNulls = 'NULL' | 'ABSENT';

export interface JsonPair {
  readonly kind: 'json-pair';
  readonly key: Expression;
  readonly value: Expression;
  readonly span: Span;
}

export interface JsonObject {
  readonly kind: 'json-object';
  readonly pairs: readonly JsonPair[];
  readonly nulls?: JsonNulls;
  readonly span: Span;
}

export interface JsonArray {
  readonly kind: 'json-array';
  readonly items: readonly Expression[];
  readonly nulls?: JsonNulls;
  readonly span: Span;
}

export interface JsonAggregate {
  readonly nulls?: JsonNulls;
  readonly span: Span;
}

export interface JsonObjectAgg extends JsonAggregate {
  readonly kind: 'json-objectagg';
  readonly pair: JsonPair;
}

export interface JsonArrayAgg extends JsonAggregate {
  readonly kind: 'json-arrayagg';
  readonly value: Expression;
  readonly orderBy: readonly OrderItem[];
}
