/** Records of a chunk -> a batch: values and keys decoded, metadata columns beside them, each row with its place. */
import type { Batch } from '../../../runtime/batch/batch.ts';
import type { Column } from '../../../runtime/batch/column.ts';
import { gatherRows } from '../../../runtime/batch/gather.ts';
import type { Address, Arena } from '../../../runtime/batch/memory.ts';
import { RunTimeError } from '../../../sql/diagnostics/run-time-error.ts';
import type { ProducedColumn, WorkerContext } from '../../connector.ts';
import type { Decoded, RecordDecoder } from '../../format.ts';
import { type FormatChoice, skippingHint } from '../../format-options.ts';
import { type PartitionState, placeOf } from '../fetch/partition-state.ts';
import { partColumns } from '../part-columns.ts';
import type { Chunk } from './chunk.ts';
import { joinKeys } from './join-keys.ts';
import { metadataColumn } from './metadata-columns.ts';
import { type Production, production } from './produce.ts';

export interface DecodedRows {
  readonly batch: Batch;
  /** Records before this one are dealt with. */
  readonly nextRecord: number;
  /** What is wrong with the record `nextRecord`: to be thrown when the batch has been handed out. */
  readonly failure: RunTimeError | undefined;
}

export interface RowMaker {
  readonly production: Production;
  /** Rows of the records [from, to) of a chunk; may stop early. */
  make(chunk: Chunk, from: number, to: number, state: PartitionState, arena: Arena): DecodedRows;
}

export async function openRowMaker(
  context: WorkerContext,
  choices: readonly FormatChoice[],
  produced: readonly ProducedColumn[],
): Promise<RowMaker> {
  const plan = production(context.options, produced);
  const value = await openDecoder(context, choices, 'value', plan.value);
  const key = plan.wanted.keys ? await openDecoder(context, choices, 'key', plan.key) : undefined;
  const hint = choices.map(skippingHint).find((one) => one !== undefined);
  return { production: plan, make: (...place) => make(context, plan, value, key, hint, ...place) };
}

async function openDecoder(
  context: WorkerContext,
  choices: readonly FormatChoice[],
  part: 'value' | 'key',
  produced: readonly ProducedColumn[],
): Promise<RecordDecoder> {
  const choice = choices.find((one) => one.part === part);
  const implementation = await choice?.format.implementation();
  if (!choice || !implementation?.openDecoder) throw new Error(`assertion: no decoder for the ${part}`);
  const { memory, kernels, session, count, warn, host } = context;
  const recordColumns = partColumns(part, context.options, context.table.physicalColumns);
  return implementation.openDecoder(
    { memory, kernels, session, count, warn, host, formatOptions: choice.options, recordColumns },
    produced,
  );
}

type Place = Parameters<RowMaker['make']>;

function make(
  context: WorkerContext,
  plan: Production,
  value: RecordDecoder,
  key: RecordDecoder | undefined,
  hint: string | undefined,
  ...[chunk, from, to, state, arena]: Place
): DecodedRows {
  const values = { count: chunk.count, pointers: chunk.valuePointers, lengths: chunk.valueLengths };
  const keys = { count: chunk.count, pointers: chunk.keyPointers, lengths: chunk.keyLengths };
  let end = to;
  let failure: RunTimeError | undefined;
  // Each round decodes fewer records: up to where both sides came without a failure.
  for (;;) {
    const decodedValue = value.decode(values, from, end, arena);
    const decodedKey = key?.decode(keys, from, end, arena);
    const reached = Math.min(decodedValue.nextRecord, decodedKey?.nextRecord ?? end);
    const bad = firstFailure(decodedValue, decodedKey, reached);
    const good = bad === undefined ? reached : bad.record;
    const complete = decodedValue.nextRecord === good && (decodedKey === undefined || decodedKey.nextRecord === good);
    if (bad === undefined && complete) {
      const skipped = decodedValue.skipped + (decodedKey?.skipped ?? 0);
      if (skipped > 0) context.count('skippedRecords', skipped);
      return {
        batch: toBatch(context, plan, decodedValue, decodedKey, chunk, from, state, arena),
        nextRecord: good,
        failure,
      };
    }
    if (bad !== undefined) {
      const offset = arena.memory.i64[(chunk.offsets >> 3) + bad.record]!;
      failure = new RunTimeError(`${placeOf(state)}, offset ${offset}: ${bad.reason}`, { hint });
      if (good === from) return { batch: emptyBatch, nextRecord: good, failure };
    }
    end = good;
  }
}

const emptyBatch: Batch = { rowCount: 0, columns: [], rowKinds: 0 };

function firstFailure(value: Decoded, key: Decoded | undefined, before: number) {
  const all = [
    ...value.failures,
    ...(key?.failures ?? []).map(({ record, reason }) => ({ record, reason: `the key: ${reason}` })),
  ].filter((one) => one.record < before);
  return all.length === 0 ? undefined : all.reduce((first, one) => (one.record < first.record ? one : first));
}

function toBatch(
  { kernels }: WorkerContext,
  plan: Production,
  value: Decoded,
  key: Decoded | undefined,
  chunk: Chunk,
  from: number,
  state: PartitionState,
  arena: Arena,
): Batch {
  const joined = key && joinKeys(value, key, from);
  const recordOf = joined ? joined.recordOf : value.recordOf;
  const rowCount = joined ? joined.recordOf.length : value.rowCount;
  const side = (columns: readonly Column[], rows: Int32Array | undefined) => (index: number) =>
    rows ? gatherRows(kernels, arena, columns[index]!, rows) : columns[index]!;
  const fromValue = side(value.columns, joined?.valueRows);
  const fromKey = side(key?.columns ?? [], joined?.keyRows);
  const rows = { chunk, from, count: rowCount, recordOf };
  const place = { kernels, arena, topic: state.topic, partition: state.partition };
  const columns = plan.origins.map((origin) => {
    if (origin.kind === 'metadata') return metadataColumn(origin.key, rows, place);
    return origin.kind === 'value' ? fromValue(origin.index) : fromKey(origin.index);
  });
  const offsets = chunk.offsets >> 3;
  return {
    rowCount,
    columns,
    rowKinds: joined ? gatherKinds(kernels, arena, value.rowKinds ?? 0, joined.valueRows) : (value.rowKinds ?? 0),
    origin: {
      describe: (row) => `${placeOf(state)}, offset ${arena.memory.i64[offsets + (recordOf?.[row] ?? from + row)]}`,
    },
  };
}

function gatherKinds(kernels: WorkerContext['kernels'], arena: Arena, kinds: Address, rows: Int32Array): Address {
  if (kinds === 0) return 0;
  const at = arena.allocate(rows.length * 4);
  arena.memory.i32.set(rows, at >> 2);
  const to = arena.allocate(rows.length);
  kernels.gather8(kinds, at, rows.length, to);
  return to;
}
