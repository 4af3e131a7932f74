/** The rows that a table function gives for each row of a batch, beside that row. */
import type { Expression, TableFunctionCall } from '../../planner/physical/expression.ts';
import type { CorrelateNode } from '../../planner/physical/plan.ts';
import { RunTimeError } from '../../sql/diagnostics/run-time-error.ts';
import type { TableFunction } from '../../sql/functions/define.ts';
import type { Value } from '../../sql/types/value.ts';
import type { Batch } from '../batch/batch.ts';
import { columnBuilder } from '../batch/builder.ts';
import type { Column } from '../batch/column.ts';
import { gatherBatch } from '../batch/gather.ts';
import type { Arena } from '../batch/memory.ts';
import { readValue } from '../batch/reader.ts';
import type { ExpressionEnvironment } from '../expression/environment.ts';
import { RowFailure } from '../expression/row-failure.ts';
import { type CorrelatedRows, ROWS_PER_BATCH } from './correlated-rows.ts';

type Node = Pick<CorrelateNode, 'carried' | 'emitted' | 'outer'>;

export function tableFunctionRows(node: Node, call: TableFunctionCall, env: ExpressionEnvironment): CorrelatedRows {
  const fn = env.functions.table(call.name);
  if (!fn) throw new Error(`assertion: no table function ${call.name}`);
  const emitRows = compileCall(fn, call, env);
  return (batch, args, arena, emit) => {
    const joined = joining(batch, node, call, env, arena, emit);
    for (let row = 0; row < batch.rowCount; row++) {
      const values = args.map((column, i) => readValue(env.memory, column, call.args[i]!.type, row));
      const before = joined.count;
      let wanted = true;
      try {
        emitRows(values, (made) => (wanted = joined.add(row, made)));
      } catch (error) {
        throw error instanceof RunTimeError ? new RowFailure(error.message, call.span, row, error) : error;
      }
      if (!wanted) return;
      if (node.outer && joined.count === before) joined.add(row, undefined);
    }
    joined.flush();
  };
}

function compileCall(fn: TableFunction, call: TableFunctionCall, env: ExpressionEnvironment) {
  const args = call.args.map((arg: Expression) => ({
    type: arg.type,
    literal: arg.kind === 'literal',
    span: arg.span,
    ...(arg.kind === 'literal' ? { constant: { value: arg.value } } : {}),
  }));
  return fn.compile({ name: fn.name, args, options: {}, session: env.session, returns: call.type });
}

interface Joining {
  /** Rows added so far. */
  readonly count: number;
  /** `undefined` for a row of NULLs. @returns whether more are wanted */
  add(row: number, made: readonly Value[] | undefined): boolean;
  flush(): boolean;
}

function joining(
  batch: Batch,
  { carried, emitted }: Node,
  call: TableFunctionCall,
  env: ExpressionEnvironment,
  arena: Arena,
  emit: (joined: Batch) => boolean,
): Joining {
  const builders = () => emitted.map((i) => columnBuilder(arena, call.columns[i]!.type));
  let built = builders();
  let rows: number[] = [];
  let count = 0;
  const flush = (): boolean => {
    if (rows.length === 0) return true;
    const input = gatherBatch(env.kernels, arena, batch, Int32Array.from(rows), carried);
    const columns: Column[] = [...input.columns, ...built.map((builder) => builder.finish())];
    built = builders();
    rows = [];
    return emit({ ...input, columns });
  };
  return {
    get count() {
      return count;
    },
    add(row, made) {
      for (let i = 0; i < built.length; i++) built[i]!.append(made ? made[emitted[i]!]! : null);
      rows.push(row);
      count++;
      return rows.length < ROWS_PER_BATCH || flush();
    },
    flush,
  };
}
