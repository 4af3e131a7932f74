/** A function made by CREATE FUNCTION as plain data: it crosses threads, and each thread loads the code again. */
import type { SqlType } from '../../types/type.ts';

export interface UserParameter {
  readonly name: string;
  readonly type: SqlType;
}

export interface UserFunction {
  /** table: its call stands in FROM and gives rows. */
  readonly kind: 'scalar' | 'table';
  /** What calls in plans carry: one definition's name in its session, never that of a built-in function. */
  readonly key: string;
  /** The name as the statement has it, for messages. */
  readonly label: string;
  readonly source: FunctionSource;
  readonly parameters: readonly UserParameter[];
  /** Of a table function the type of a row: a ROW is spread over its fields, another type is the only column. */
  readonly returns: SqlType;
  /** false: a call is never folded, moved or merged with an equal one. */
  readonly deterministic: boolean;
}

export type FunctionSource = FileSource | InlineSource;

/** `AS './functions.ts#name'`. */
export interface FileSource {
  readonly kind: 'file';
  /** Absolute. */
  readonly path: string;
  /** `default` when the statement names none. */
  readonly export: string;
}

/** `AS $$ … $$`: the body of a function whose parameters the statement names. */
export interface InlineSource {
  readonly kind: 'inline';
  readonly body: string;
  readonly typescript: boolean;
  /** A generator's body: rows are what it yields. */
  readonly table: boolean;
  readonly parameters: readonly string[];
  /** The SQL text it stands in, as messages name it, and where the body begins there (from 1). */
  readonly file: string;
  readonly line: number;
  readonly column: number;
}
