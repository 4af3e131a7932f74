/** A calc's filter and projections -> one generated loop each over a batch's columns. */
import type { Expression } from '../../planner/physical/expression.ts';
import type { CalcNode } from '../../planner/physical/plan.ts';
import { RunTimeError } from '../../sql/diagnostics/run-time-error.ts';
import type { Batch } from '../batch/batch.ts';
import { selectedOrigin } from '../batch/batch.ts';
import type { Column } from '../batch/column.ts';
import { gather } from '../batch/gather.ts';
import { type Address, type Arena, MemoryLimitError } from '../batch/memory.ts';
import { TextWriter } from './access.ts';
import type { ExpressionEnvironment } from './environment.ts';
import { Generator } from './generator.ts';
import type { OutputRoom } from './output.ts';
import { allocateOutput, finishOutput, storeOutput } from './output.ts';
import { RowFailure } from './row-failure.ts';
import { termOf } from './value.ts';

/** @returns the batch of the rows that pass, projected, allocated in the arena; null when none does. @throws RowFailure */
export type CompiledCalc = (batch: Batch, arena: Arena) => Batch | null;

export function compileCalc(node: Pick<CalcNode, 'filter' | 'projections'>, env: ExpressionEnvironment): CompiledCalc {
  const select = node.filter && compileFilter(node.filter, env);
  const project = compileProjections(node.projections, env);
  return (batch, arena) => {
    if (!select) return { ...batch, columns: project(batch.columns, batch.rowCount, 0, arena) };
    const rows = arena.allocate(batch.rowCount * 4);
    const count = select(batch.columns, batch.rowCount, rows, arena);
    if (count === 0) return null;
    if (count === batch.rowCount) return { ...batch, columns: project(batch.columns, count, 0, arena) };
    const { i32 } = env.memory;
    const origin = selectedOrigin(batch.origin, i32.slice(rows >> 2, (rows >> 2) + count));
    const columns = project(batch.columns, count, rows, arena);
    return {
      rowCount: count,
      columns,
      rowKinds: gatherKinds(batch.rowKinds, rows, count, arena, env),
      ...(origin ? { origin } : {}),
    };
  };
}

function gatherKinds(
  rowKinds: Address,
  rows: Address,
  count: number,
  arena: Arena,
  env: ExpressionEnvironment,
): Address {
  if (rowKinds === 0) return 0;
  const { u8, i32 } = env.memory;
  const kinds = arena.allocate(count);
  for (let i = 0; i < count; i++) u8[kinds + i] = u8[rowKinds + i32[(rows >> 2) + i]!]!;
  return kinds;
}

type Loop = (
  columns: readonly Column[],
  count: number,
  selected: Address,
  arena: Arena,
  rooms: readonly OutputRoom[],
  kept: Address,
) => number;

type Select = (columns: readonly Column[], count: number, rows: Address, arena: Arena) => number;

/** Writes the numbers of the rows for which the condition is TRUE, and returns how many. */
function compileFilter(condition: Expression, env: ExpressionEnvironment): Select {
  const g = new Generator(env);
  const term = termOf(g, condition);
  const holds = term.isNull === 'false' ? term.value : `!${term.isNull} && ${term.value}`;
  g.line(`if (${holds}) i32[keptBase + passed++] = row;`);
  const loop = buildLoop(g, false);
  return (columns, count, rows, arena) => loop(columns, count, 0, arena, [], rows);
}

type Project = (columns: readonly Column[], count: number, selected: Address, arena: Arena) => Column[];

/** Columns passed through are shared (or gathered); the others are computed in one loop. */
function compileProjections(projections: readonly Expression[], env: ExpressionEnvironment): Project {
  const computed = projections.filter((p) => p.kind !== 'column');
  const g = new Generator(env);
  for (const [index, expression] of computed.entries()) storeOutput(g, expression, index);
  const loops = computed.length === 0 ? undefined : { all: buildLoop(g, false), selected: buildLoop(g, true) };
  return (columns, count, selected, arena) => {
    const rooms = computed.map((expression) => allocateOutput(expression.type, count, arena));
    if (loops) (selected === 0 ? loops.all : loops.selected)(columns, count, selected, arena, rooms, 0);
    let next = 0;
    return projections.map((projection) => {
      if (projection.kind !== 'column') return finishOutput(rooms[next++]!);
      const column = columns[projection.index]!;
      return selected === 0 ? column : gather(env.kernels, arena, column, selected, count);
    });
  };
}

/** Only names made by the generator and constants' numbers are in the text; values and functions come in through `bound`. */
function buildLoop(g: Generator, withSelection: boolean): Loop {
  const { memory } = g.env;
  const text = `
const { u8, i32, i64, f32, f64, buffer } = memory;
${g.header()}
return function calc(columns, count, selected, arena, rooms, kept) {
  writer.begin(arena);
  const selectedBase = selected >> 2, keptBase = kept >> 2;
  let row = 0, at = 0, passed = 0;
  ${g.preparation()}
  try {
    for (let i = 0; i < count; i++) {
      row = ${withSelection ? 'i32[selectedBase + i]' : 'i'};
      ${g.body()}
    }
  } catch (error) {
    fail(error, at, row);
  }
  return passed;
};`;
  const fail = (error: unknown, at: number, row: number): never => {
    // No fault of the row's.
    if (error instanceof MemoryLimitError) throw error;
    const known = error instanceof RunTimeError;
    throw new RowFailure(
      known ? error.message : 'the expression could not be evaluated',
      g.spans[at] ?? { start: 0, end: 0 },
      row,
      error,
    );
  };
  return new Function('memory', 'bound', 'writer', 'fail', text)(memory, g.bound, new TextWriter(memory), fail) as Loop;
}
