/** A user's table function and its code -> an entry of the registry: rows converted one by one as the generator yields them. */
import { RunTimeError } from '../../diagnostics/run-time-error.ts';
import { type RowField, type SqlType, withNullable } from '../../types/type.ts';
import type { Value } from '../../types/value.ts';
import type { TableFunction } from '../define.ts';
import type { UserFunction } from './definition.ts';
import { fromUser } from './from-user.ts';
import type { Implementation } from './loader.ts';
import { failureOf, settled } from './scalar.ts';
import { inferUser, shapeOf } from './shape.ts';
import { givenTo } from './to-user.ts';
import { Unfit } from './unfit.ts';

export function userTable(definition: UserFunction, implementation: Implementation): TableFunction {
  const shape = shapeOf(definition);
  return {
    kind: 'table',
    name: definition.key,
    parameters: shape.parameters,
    infer: (call) => inferUser(shape, definition, call),
    compile: () => emitting(definition, implementation),
  };
}

/** @throws Unfit */
type RowFromUser = (row: unknown) => readonly Value[];

/** A ROW's fields; of another type the only column. There is no row that is NULL as a whole. */
function rowFromUser(type: SqlType): RowFromUser {
  if (type.kind !== 'ROW' && type.kind !== 'STRUCTURED') {
    const take = fromUser(type);
    return (row) => [take(row)];
  }
  const takeRow = fromUser(withNullable(type, false)) as RowFromUser;
  return type.fields.length === 1 ? oneColumn(type.fields[0]!, takeRow) : takeRow;
}

/** What has no fields by name or number can only stand for the only column. */
function oneColumn({ name, type }: RowField, takeRow: RowFromUser): RowFromUser {
  const take = fromUser(type);
  return (row) => {
    const isRow = typeof row === 'object' && row !== null && !(row instanceof Uint8Array || row instanceof Date);
    if (isRow) return takeRow(row);
    try {
      return [take(row)];
    } catch (error) {
      throw error instanceof Unfit ? error.within(name) : error;
    }
  };
}

type Emitting = ReturnType<TableFunction['compile']>;

function emitting(definition: UserFunction, { evaluate, explain }: Implementation): Emitting {
  const { label } = definition;
  const give = givenTo(definition.parameters.map((p) => p.type));
  const take = rowFromUser(definition.returns);
  return (args, emit) => {
    let rows: Iterator<unknown> | undefined;
    let number = 0;
    /** The next row; undefined behind the last. What fails in here is the user's. */
    const next = (): readonly Value[] | undefined => {
      try {
        rows ??= iteratorOf(evaluate(...give(args)), label);
        const { done, value } = rows.next();
        number += 1;
        return done ? nothingReturned(value, label) : take(settled(value, label));
      } catch (error) {
        throw failureOf(error, label, `row ${number} of ${label}`, explain);
      }
    };
    try {
      for (let row = next(); row !== undefined && emit(row); ) row = next();
    } finally {
      close(rows, label, explain);
    }
  };
}

/** A generator that was not asked to its end is told so: its `finally` runs. */
function close(rows: Iterator<unknown> | undefined, label: string, explain: Implementation['explain']): void {
  try {
    rows?.return?.();
  } catch (error) {
    throw failureOf(error, label, '', explain);
  }
}

function iteratorOf(result: unknown, label: string): Iterator<unknown> {
  const rows = settled(result, label);
  if (typeof rows === 'object' && rows !== null && Symbol.iterator in rows)
    return (rows as Iterable<unknown>)[Symbol.iterator]();
  const found = rows === null || rows === undefined ? String(rows) : `a ${typeof rows}`;
  throw new RunTimeError(`${label} returned ${found}: a table function yields its rows, or returns an array of them`);
}

function nothingReturned(value: unknown, label: string): undefined {
  if (value === undefined) return undefined;
  throw new RunTimeError(
    `${label} returned a value at its end: a generator gives its rows with yield (yield* for many)`,
  );
}
