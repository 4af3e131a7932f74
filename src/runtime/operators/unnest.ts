/** The elements of a collection in each row of a batch, beside that row; columns are gathered and no value is made. */
import type { Unnest } from '../../planner/physical/expression.ts';
import type { CorrelateNode } from '../../planner/physical/plan.ts';
import type { Batch } from '../batch/batch.ts';
import type { Column } from '../batch/column.ts';
import { gatherBatch, gatherRows } from '../batch/gather.ts';
import type { Arena, Memory } from '../batch/memory.ts';
import type { ExpressionEnvironment } from '../expression/environment.ts';
import { type CorrelatedRows, ROWS_PER_BATCH } from './correlated-rows.ts';

type Node = Pick<CorrelateNode, 'carried' | 'emitted' | 'outer'>;
type Collection = Extract<Column, { readonly layout: 'array' | 'map' }>;

/** Of the element that stands for no element, in an outer join. */
const NONE = -1;

export function unnestedRows(node: Node, unnest: Unnest, env: ExpressionEnvironment): CorrelatedRows {
  const isMultiset = unnest.args[0]!.type.kind === 'MULTISET';
  const room = { rows: indexes(), elements: indexes(), ordinals: indexes() };
  return (batch, [argument], arena, emit) => {
    const collection = argument as Collection;
    const visit = isMultiset ? visitMultiset : visitElements;
    const joined = joining(batch, partsOf(collection, isMultiset), node, room, env, arena, emit);
    for (let row = 0; row < batch.rowCount; row++) {
      const before = joined.count;
      visit(env.memory, collection, row, joined.add);
      if (node.outer && joined.count === before) joined.add(row, NONE, 0);
    }
    joined.flush();
  };
}

/** The columns of an element: a ROW's fields, a MAP's key and value. */
function partsOf(collection: Collection, isMultiset: boolean): readonly Column[] {
  const element = collection.layout === 'array' ? collection.element : collection.keys;
  if (collection.layout === 'map' && !isMultiset) return [collection.keys, collection.values];
  return element.layout === 'row' ? element.fields : [element];
}

/** @param ordinal the element's place in its collection, from 1 */
type Add = (row: number, element: number, ordinal: number) => void;

/** Elements that are NULL ROWs are left out, as Flink's UnnestRowsFunction does. */
function isMissing(memory: Memory, element: Column, at: number): boolean {
  return element.layout === 'row' && memory.u8[element.validity + at] === 0;
}

function visitElements(memory: Memory, collection: Collection, row: number, add: Add): void {
  const { i32 } = memory;
  const start = i32[(collection.starts >> 2) + row]!;
  const length = i32[(collection.lengths >> 2) + row]!;
  for (let i = 0; i < length; i++) {
    if (collection.layout === 'array' && isMissing(memory, collection.element, start + i)) continue;
    add(row, start + i, i + 1);
  }
}

/** An element as often as it is there. */
function visitMultiset(memory: Memory, collection: Collection, row: number, add: Add): void {
  if (collection.layout !== 'map' || collection.values.layout !== 'i32')
    throw new Error('assertion: a MULTISET that does not count its elements');
  const { i32 } = memory;
  const start = i32[(collection.starts >> 2) + row]!;
  const end = start + i32[(collection.lengths >> 2) + row]!;
  let ordinal = 0;
  for (let at = start; at < end; at++) {
    const count = i32[(collection.values.values >> 2) + at]!;
    if (!isMissing(memory, collection.keys, at)) for (let i = 0; i < count; i++) add(row, at, ++ordinal);
  }
}

const indexes = (): Int32Array => new Int32Array(ROWS_PER_BATCH);

/** Of the rows of one batch: the input's row, the element, and the element's place in its collection; used again for the next. */
interface Room {
  readonly rows: Int32Array;
  readonly elements: Int32Array;
  readonly ordinals: Int32Array;
}

interface Joining {
  /** Rows added so far. */
  readonly count: number;
  readonly add: Add;
  flush(): void;
}

function joining(
  batch: Batch,
  parts: readonly Column[],
  { carried, emitted }: Node,
  { rows, elements, ordinals }: Room,
  { kernels }: ExpressionEnvironment,
  arena: Arena,
  emit: (joined: Batch) => boolean,
): Joining {
  let filled = 0;
  let count = 0;
  const flush = () => {
    if (filled === 0) return;
    const input = gatherBatch(kernels, arena, batch, rows.slice(0, filled), carried);
    const made = emitted.map((i) =>
      i < parts.length
        ? gatherRows(kernels, arena, parts[i]!, elements.subarray(0, filled))
        : ordinalColumn(ordinals.subarray(0, filled), arena),
    );
    filled = 0;
    emit({ ...input, columns: [...input.columns, ...made] });
  };
  const add: Add = (row, element, ordinal) => {
    rows[filled] = row;
    elements[filled] = element;
    ordinals[filled] = ordinal;
    filled++;
    count++;
    if (filled === ROWS_PER_BATCH) flush();
  };
  return {
    get count() {
      return count;
    },
    add,
    flush,
  };
}

/** NULL for 0. */
function ordinalColumn(ordinals: Int32Array, arena: Arena): Column {
  const { u8, i32 } = arena.memory;
  const validity = arena.allocate(ordinals.length);
  const values = arena.allocate(ordinals.length * 4);
  i32.set(ordinals, values >> 2);
  for (let i = 0; i < ordinals.length; i++) u8[validity + i] = ordinals[i] === 0 ? 0 : 1;
  return { layout: 'i32', validity, values };
}
