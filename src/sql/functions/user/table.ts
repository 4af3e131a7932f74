/** A user's table function and its code -> an entry of the registry: rows converted one by one as the generator yields them. */
import { RunTimeError } from '../../diagnostics/run-time-error.ts';
import { type RowField, type SqlType, withNullable } from '../../types/type.ts';
import type { Value } from '../../types/value.ts';
import type { TableFunction } from '../define.ts';
import type { UserFunction } from './definition.ts';
import { fromUser } from './from-user.ts';
import type { Implementation } from './loader.ts';
import { settled } from './scalar.ts';
import { inferUser, shapeOf } from './shape.ts';
import { givenTo } from './to-user.ts';

export function userTable(definition: UserFunction, implementation: Implementation): TableFunction {
  const shape = shapeOf(definition);
  return {
    kind: 'table',
    name: definition.key,
    parameters: shape.parameters,
    infer: (call) => inferUser(shape, definition, call),
    compile: () => rowsOf(definition, implementation),
  };
}

type RowFromUser = (row: unknown, where: string) => readonly Value[];

/** A ROW's fields; of another type the only column. There is no row that is NULL as a whole. */
function rowFromUser(type: SqlType): RowFromUser {
  if (type.kind !== 'ROW' && type.kind !== 'STRUCTURED') {
    const take = fromUser(type);
    return (row, where) => [take(row, where)];
  }
  const takeRow = fromUser(withNullable(type, false)) as RowFromUser;
  if (type.fields.length > 1) return takeRow;
  const [{ name, type: only }] = type.fields as [RowField];
  const take = fromUser(only);
  return (row, where) => (isOneValue(row) ? [take(row, `${name} of ${where}`)] : takeRow(row, where));
}

/** It has no fields by name or number, so it can only stand for the only column. */
const isOneValue = (row: unknown): boolean =>
  typeof row !== 'object' || row === null || row instanceof Uint8Array || row instanceof Date;

function rowsOf(
  definition: UserFunction,
  { evaluate, explain }: Implementation,
): (...args: Value[]) => Iterable<readonly Value[]> {
  const { label } = definition;
  const give = givenTo(definition.parameters.map((p) => p.type));
  const take = rowFromUser(definition.returns);
  /** Runs the user's code. */
  const attempt = <T>(run: () => T): T => {
    try {
      return run();
    } catch (error) {
      throw error instanceof RunTimeError ? error : new RunTimeError(`${label} failed: ${explain(error)}`);
    }
  };
  return function* (...args) {
    const iterator = attempt(() => iteratorOf(evaluate(...give(args)), label));
    let finished = false;
    try {
      for (let number = 1; ; number++) {
        const next = attempt(() => iterator.next());
        if (next.done) {
          finished = true;
          return nothingReturned(next.value, label);
        }
        yield attempt(() => take(settled(next.value, label), `row ${number} of ${label}`));
      }
    } finally {
      if (!finished) attempt(() => iterator.return?.());
    }
  };
}

function iteratorOf(result: unknown, label: string): Iterator<unknown> {
  const rows = settled(result, label);
  if (typeof rows === 'object' && rows !== null && Symbol.iterator in rows)
    return (rows as Iterable<unknown>)[Symbol.iterator]();
  throw new RunTimeError(
    `${label} returned ${rows === null || rows === undefined ? String(rows) : `a ${typeof rows}`}: a table function yields its rows, or returns an array of them`,
  );
}

function nothingReturned(value: unknown, label: string): void {
  if (value === undefined) return;
  throw new RunTimeError(
    `${label} returned a value at its end: a generator gives its rows with yield (yield* for many)`,
  );
}

/** The columns of a table function's rows; `EXPR$0` is Flink's name for the only one. */
export const columnsOfRows = (type: SqlType): readonly { readonly name: string; readonly type: SqlType }[] =>
  type.kind === 'ROW' || type.kind === 'STRUCTURED'
    ? type.fields.map(({ name, type: field }) => ({ name, type: field }))
    : [{ name: 'EXPR$0', type }];
