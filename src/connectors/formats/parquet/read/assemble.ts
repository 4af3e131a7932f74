import type { Kernels } from '../../../../kernels/kernels.ts';
import { columnBuilder } from '../../../../runtime/batch/builder.ts';
import type { BytesColumn, Column } from '../../../../runtime/batch/column.ts';
import { gather } from '../../../../runtime/batch/gather.ts';
import type { Arena } from '../../../../runtime/batch/memory.ts';
import { check } from '../format/error.ts';
import type { ConversionOptions } from './conversion.ts';
import type { LeafRows } from './leaf-reader.ts';
import type { ReadPlan, Repeated } from './plan.ts';

/** Levels and values of leaves to nested columns (record assembly, as the Dremel paper calls it). */

/** What a batch is made from. */
export interface Assembly {
  readonly arena: Arena;
  readonly kernels: Kernels;
  readonly leaves: ReadonlyMap<number, LeafRows>;
  readonly options: ConversionOptions;
}

/**
 * What stands for a row of the column to make: a place of the leaf whose repetition level is at most, and whose definition level at
 * least, these. The places of other levels belong to elements further down, or to lists that have none.
 */
export interface Scope {
  readonly repetition: number;
  readonly definition: number;
}

export function assemble(assembly: Assembly, plan: ReadPlan, scope: Scope, rowCount: number): Column {
  switch (plan.kind) {
    case 'null':
      return nulls(assembly.arena, plan, rowCount);
    case 'leaf':
      return leafColumn(assembly, plan, scope, rowCount);
    case 'row':
      return {
        layout: 'row',
        validity: rowValidity(assembly, plan, scope, rowCount),
        fields: plan.fields.map((field) => assemble(assembly, field, scope, rowCount)),
      };
    case 'list': {
      const { starts, lengths, inner, elementCount } = elements(assembly, plan, scope, rowCount);
      const element = assemble(assembly, plan.element, inner, elementCount);
      return { layout: 'array', starts, lengths, element, elementCount };
    }
    case 'map': {
      const { starts, lengths, inner, elementCount } = elements(assembly, plan, scope, rowCount);
      const keys = assemble(assembly, plan.key, inner, elementCount);
      const values = assemble(assembly, plan.value, inner, elementCount);
      return { layout: 'map', starts, lengths, keys, values, entryCount: elementCount };
    }
    case 'entry':
      return entryColumn(assembly, plan, scope, rowCount);
  }
}

/** Leaves of one list or row tell of different elements: only a broken file does that. */
const CONTRADICTION = 'its levels contradict each other';

function nulls(arena: Arena, { type }: Extract<ReadPlan, { kind: 'null' }>, rowCount: number): Column {
  const builder = columnBuilder(arena, type, rowCount);
  for (let row = 0; row < rowCount; row++) builder.append(null);
  return builder.finish();
}

function leafColumn(
  { arena, leaves, options }: Assembly,
  plan: Extract<ReadPlan, { kind: 'leaf' }>,
  scope: Scope,
  rowCount: number,
): Column {
  const { count, definitions, repetitions, segments } = leaves.get(plan.leaf)!;
  const { u8 } = arena.memory;
  const validity = arena.allocate(rowCount);
  const rows = new Int32Array(segments.reduce((sum, { from, to }) => sum + to - from, 0));
  let row = 0;
  let value = 0;
  for (let i = 0; i < count; i++) {
    if (repetitions[i]! > scope.repetition || definitions[i]! < scope.definition) continue;
    const valid = definitions[i] === plan.definition;
    check(row < rowCount, CONTRADICTION);
    u8[validity + row] = valid ? 1 : 0;
    if (valid) rows[value++] = row;
    row++;
  }
  check(row === rowCount && value === rows.length, CONTRADICTION);
  return plan.conversion({ arena, rowCount, validity, rows }, segments, options);
}

function rowValidity(
  { arena, leaves }: Assembly,
  plan: Extract<ReadPlan, { kind: 'row' }>,
  scope: Scope,
  rowCount: number,
): number {
  const { count, definitions, repetitions } = leaves.get(plan.leaf)!;
  const validity = arena.allocate(rowCount);
  let row = 0;
  for (let i = 0; i < count; i++) {
    if (repetitions[i]! > scope.repetition || definitions[i]! < scope.definition) continue;
    check(row < rowCount, CONTRADICTION);
    arena.memory.u8[validity + row++] = definitions[i]! >= plan.definition ? 1 : 0;
  }
  check(row === rowCount, CONTRADICTION);
  return validity;
}

/** Where the elements of each list stand among all elements. */
function elements({ arena, leaves }: Assembly, plan: Repeated, scope: Scope, rowCount: number) {
  const { count, definitions, repetitions } = leaves.get(plan.leaf)!;
  const { i32 } = arena.memory;
  const starts = arena.allocate(rowCount * 4);
  const lengths = arena.allocate(rowCount * 4);
  let row = -1;
  let elementCount = 0;
  for (let i = 0; i < count; i++) {
    const [repetition, definition] = [repetitions[i]!, definitions[i]!];
    if (repetition <= scope.repetition) {
      if (definition < scope.definition) continue;
      row++;
      check(row < rowCount, CONTRADICTION);
      i32[(starts >> 2) + row] = elementCount;
      i32[(lengths >> 2) + row] = definition < plan.present ? -1 : 0;
    }
    if (repetition <= plan.repetition && definition >= plan.elementPresent) {
      check(row >= 0 && i32[(lengths >> 2) + row]! >= 0, CONTRADICTION);
      i32[(lengths >> 2) + row]! += 1;
      elementCount++;
    }
  }
  check(row === rowCount - 1, CONTRADICTION);
  const inner: Scope = { repetition: plan.repetition, definition: plan.elementPresent };
  return { starts, lengths, inner, elementCount };
}

/** The values of one key, NULL for maps without it. */
function entryColumn(
  assembly: Assembly,
  plan: Extract<ReadPlan, { kind: 'entry' }>,
  scope: Scope,
  rowCount: number,
): Column {
  const { arena, kernels } = assembly;
  const { starts, lengths, inner, elementCount } = elements(assembly, plan, scope, rowCount);
  const keys = assemble(assembly, plan.key, inner, elementCount) as BytesColumn;
  const values = assemble(assembly, plan.value, inner, elementCount);
  const wanted = Buffer.from(plan.wanted);
  const rows = arena.allocate(rowCount * 4);
  kernels.findMapEntries(
    starts,
    lengths,
    keys.pointers,
    keys.lengths,
    rowCount,
    arena.bytes(wanted),
    wanted.length,
    rows,
  );
  return gather(kernels, arena, values, rows, rowCount);
}
