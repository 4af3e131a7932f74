/** Calls that a kernel computes for a whole batch before the loop; the loop finds their slices by position. */
import type { FunctionCall } from '../../planner/physical/expression.ts';
import type { Column } from '../batch/column.ts';
import type { Address, Arena } from '../batch/memory.ts';
import type { Generator, Slice } from './generator.ts';
import { jsonValueKernel } from './json-value-kernel.ts';

/** @param rows Address of the selected rows (i32), or 0 for rows 0 to count - 1 */
export type Precompute = (
  columns: readonly Column[],
  count: number,
  rows: Address,
  arena: Arena,
) => { readonly pointers: Address; readonly lengths: Address };

type Lowering = (call: FunctionCall, g: Generator) => Precompute | undefined;

const LOWERINGS: Readonly<Record<string, Lowering>> = { JSON_VALUE: jsonValueKernel };

const known = new WeakMap<Generator, Map<FunctionCall, Slice | undefined>>();

export function precomputedSlice(g: Generator, call: FunctionCall): Slice | undefined {
  let slices = known.get(g);
  if (!slices) known.set(g, (slices = new Map()));
  if (!slices.has(call)) slices.set(call, lower(g, call, slices.size));
  return slices.get(call);
}

function lower(g: Generator, call: FunctionCall, number: number): Slice | undefined {
  const precompute = LOWERINGS[call.name]?.(call, g);
  if (!precompute) return undefined;
  const result = g.prologue(`pre${number}`, `${g.bind(precompute)}(columns, count, selected, arena)`);
  const pointers = g.prologue(`pre${number}_pointers`, `${result}.pointers >> 2`);
  const lengths = g.prologue(`pre${number}_lengths`, `${result}.lengths >> 2`);
  return { pointer: `i32[${pointers} + i]`, length: `i32[${lengths} + i]` };
}
