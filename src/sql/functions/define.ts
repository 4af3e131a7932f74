import type { Span } from '../diagnostics/span.ts';
import type { SqlType } from '../types/type.ts';
import type { Value } from '../types/value.ts';

export type Category =
  | 'comparison'
  | 'logical'
  | 'arithmetic'
  | 'string'
  | 'temporal'
  | 'conditional'
  | 'conversion'
  | 'collection'
  | 'json'
  | 'variant'
  | 'construction'
  | 'access'
  | 'hash'
  | 'bitmap'
  | 'network'
  | 'auxiliary'
  | 'aggregate'
  | 'table';

/** An argument of a call as the binder knows it: its type, and its value where it is a constant. */
export interface Argument {
  readonly type: SqlType;
  /** Present when the argument is a constant (a literal or folded); `null` is the SQL NULL. */
  readonly constant?: { readonly value: Value };
  /** True for a literal in the text (Flink sometimes demands a literal and not merely a constant). */
  readonly literal: boolean;
  /** True for a number in the text, under signs and casts too: what Calcite's getOperandLiteralValue reads. */
  readonly written?: boolean;
  readonly span: Span;
}

export interface Session {
  /** `table.local-time-zone`, an IANA id, `GMT+hh:mm` or `UTC`. */
  readonly timeZone: string;
  /** `table.exec.legacy-cast-behaviour` and the like, as SET wrote them. */
  readonly config: Readonly<Record<string, string>>;
  readonly currentDatabase: string;
  readonly currentCatalog: string;
  /** True in batch mode (`execution.runtime-mode`): CURRENT_TIMESTAMP and its like are taken once a query. */
  readonly batch: boolean;
  /** When the query was planned, in milliseconds since the epoch: what CURRENT_TIMESTAMP and its like are in batch mode. */
  readonly queryStartMillis?: number;
}

/** Clauses of special syntax, by the name of the clause: `JSON_VALUE(… RETURNING INT NULL ON EMPTY)`, `EXTRACT(DAY FROM …)`, `TRIM(BOTH …)`. */
export type CallOptions = Readonly<Record<string, unknown>>;

export interface Call {
  /** The name as the registry has it, upper case. */
  readonly name: string;
  readonly args: readonly Argument[];
  readonly options: CallOptions;
  readonly session: Session;
}

/** What the binder learns of a call: the types its arguments are cast to (implicitly), and its result type with nullability. */
export type Inference =
  | { readonly ok: true; readonly arguments: readonly SqlType[]; readonly returns: SqlType }
  | { readonly ok: false; readonly message: string; readonly argument?: number; readonly hint?: string };

/** A call whose arguments have the inferred types; passed to `compile` once a query. */
export interface TypedCall extends Call {
  readonly returns: SqlType;
}

/**
 * The per-row part. `evaluate` takes and gives JavaScript values (`types/value.ts`); with `nulls: 'propagate'` it never sees null.
 * `code` gives a JavaScript expression over the given argument expressions instead (each is evaluated where it stands, at most
 * once in the text); `bind` hands a run-time object to the code under a name made for it.
 */
export type Compiled =
  | { readonly evaluate: (...values: never[]) => Value }
  | { readonly code: (args: readonly string[], bind: (object: unknown) => string) => string };

export interface Example {
  readonly sql: string;
  /** The result as text, as the SQL client prints it; `NULL` for null. */
  readonly result: string;
}

export interface Parameter {
  readonly name: string;
  readonly doc: string;
  /** What it takes: a type (implicit casts allowed, as Flink does) or a family. */
  readonly accepts: SqlType | Family | readonly (SqlType | Family)[];
  readonly optional?: boolean;
  readonly variadic?: boolean;
  /** Must be a constant. */
  readonly constant?: boolean;
}

export type Family =
  | 'ANY'
  | 'CHARACTER'
  | 'BINARY'
  | 'NUMERIC'
  | 'EXACT_NUMERIC'
  | 'INTEGER'
  | 'APPROXIMATE'
  | 'BOOLEAN'
  | 'DATETIME'
  | 'TIMESTAMP'
  | 'INTERVAL'
  | 'ARRAY'
  | 'MAP'
  | 'MULTISET'
  | 'ROW'
  | 'COMPARABLE'
  | 'VARIANT'
  | 'BITMAP';

export interface ScalarFunction {
  readonly kind: 'scalar';
  /** Upper case; an operator has its symbol (`+`, `=`, `LIKE`, `[]`, `IS NULL`). */
  readonly name: string;
  readonly aliases?: readonly string[];
  readonly category: Category;
  readonly summary: string;
  /** Forms to show in documentation when they are not `NAME(parameter, …)`. */
  readonly syntax?: readonly string[];
  readonly parameters: readonly Parameter[];
  /**
   * propagate: any null argument gives NULL and `compile`'s part is not called.
   * handled: the per-row part sees nulls itself.
   */
  readonly nulls: 'propagate' | 'handled';
  /** false: another value each time (RAND, UUID), never folded; 'query': fixed at the start of a batch query, a row's time in a stream (CURRENT_TIMESTAMP). */
  readonly deterministic: boolean | 'query';
  /** The result type. With a plain type or a function giving one, nullability follows `nulls`: propagate = nullable when any argument is; pass `infer` to decide all by hand. */
  readonly returns?: SqlType | ((call: Call) => SqlType);
  /** `always`: the result can be NULL for non-null arguments (TO_TIMESTAMP); `never`: it is not NULL for any. Default: by the arguments. */
  readonly returnsNull?: 'always' | 'never';
  /** Full control over types: overrides `parameters` and `returns`. */
  readonly infer?: (call: Call) => Inference;
  /** Once a query: the expensive part (patterns, paths, tables). */
  readonly compile: (call: TypedCall) => Compiled;
  readonly examples: readonly Example[];
}

/** A function whose call stands in FROM: rows for each row that it is called with. */
export interface TableFunction {
  readonly kind: 'table';
  readonly name: string;
  readonly parameters: readonly Parameter[];
  /** `returns` is the type of a row: a ROW is spread over its fields, another type is the only column. */
  readonly infer: (call: Call) => Inference;
  /** Once a query. What it gives hands over the rows of one call, in order, for as long as `emit` says that more are wanted. */
  readonly compile: (call: TypedCall) => (args: readonly Value[], emit: (row: readonly Value[]) => boolean) => void;
}

export const scalarFunction = (definition: Omit<ScalarFunction, 'kind'>): ScalarFunction => ({
  kind: 'scalar',
  ...definition,
});
