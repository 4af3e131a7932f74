/** VALUES as a source: one split whose position is the number of rows already given. */
import type { Expression } from '../../planner/physical/expression.ts';
import type { ValuesNode } from '../../planner/physical/plan.ts';
import type { Value } from '../../sql/types/value.ts';
import type { Batch } from '../batch/batch.ts';
import { columnBuilder } from '../batch/builder.ts';
import type { Arena } from '../batch/memory.ts';
import { readValue } from '../batch/reader.ts';
import { compileCalc } from '../expression/compile.ts';
import type { ExpressionEnvironment } from '../expression/environment.ts';
import type { Enumerator, Reader } from '../pipeline/endpoint.ts';

const SPLIT = 'rows';
const ROWS_PER_BATCH = 1024;

export const valuesEnumerator = (): Enumerator => ({
  async discover(restored) {
    return [{ id: SPLIT, detail: undefined, position: restored.get(SPLIT) ?? 0 }];
  },
  async close() {},
});

export function valuesReader(node: ValuesNode, env: ExpressionEnvironment): Reader {
  let next: number | undefined;
  return {
    assign(splits) {
      for (const split of splits) next = split.position as number;
    },
    async poll(arena) {
      if (next === undefined || next >= node.rows.length) return 'end';
      const rows = node.rows.slice(next, next + ROWS_PER_BATCH);
      next += rows.length;
      return batchOf(node, rows, env, arena);
    },
    positions: () => new Map(next === undefined ? [] : [[SPLIT, next]]),
    async close() {},
  };
}

function batchOf(
  node: ValuesNode,
  rows: readonly (readonly Expression[])[],
  env: ExpressionEnvironment,
  arena: Arena,
): Batch {
  const builders = node.columns.map(({ type }) => columnBuilder(arena, type, rows.length));
  for (const row of rows) {
    const values = row.every((one) => one.kind === 'literal') ? row.map((one) => one.value) : evaluate(row, env, arena);
    for (const [i, builder] of builders.entries()) builder.append(values[i]!);
  }
  return { rowCount: rows.length, columns: builders.map((builder) => builder.finish()), rowKinds: 0 };
}

/** Expressions that are no constants: RAND(), CURRENT_TIMESTAMP. */
function evaluate(row: readonly Expression[], env: ExpressionEnvironment, arena: Arena): Value[] {
  const result = compileCalc({ projections: row }, env)({ rowCount: 1, columns: [], rowKinds: 0 }, arena)!;
  return result.columns.map((column, i) => readValue(env.memory, column, row[i]!.type, 0));
}
