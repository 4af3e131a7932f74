/** The headers of records as a MAP (of several with one key the last) or as an ARRAY of ROWs in their order. */
import type { Column } from '../../../runtime/batch/column.ts';
import type { Address } from '../../../runtime/batch/memory.ts';
import { RunTimeError } from '../../../sql/diagnostics/run-time-error.ts';
import { placeOf } from '../fetch/partition-state.ts';
import { type MetadataContext, ones } from './metadata-columns.ts';

/** For each row the slice that holds its headers. */
export interface HeaderSlices {
  readonly pointers: Address;
  readonly lengths: Address;
}

interface Headers {
  readonly starts: Address;
  readonly counts: Address;
  readonly total: number;
  readonly keyPointers: Address;
  readonly keyLengths: Address;
  readonly valuePointers: Address;
  readonly valueLengths: Address;
}

export function headerListColumn(context: MetadataContext, slices: HeaderSlices, rows: number): Column {
  const headers = readHeaders(context, slices, rows);
  return {
    layout: 'array',
    starts: headers.starts,
    lengths: headers.counts,
    elementCount: headers.total,
    element: {
      layout: 'row',
      validity: ones(context.arena, headers.total),
      fields: [
        { layout: 'bytes', pointers: headers.keyPointers, lengths: headers.keyLengths },
        { layout: 'bytes', pointers: headers.valuePointers, lengths: headers.valueLengths },
      ],
    },
  };
}

export function headersColumn(context: MetadataContext, slices: HeaderSlices, rows: number): Column {
  const headers = readHeaders(context, slices, rows);
  dropEarlier(context, headers, rows);
  return {
    layout: 'map',
    starts: headers.starts,
    lengths: headers.counts,
    entryCount: headers.total,
    keys: { layout: 'bytes', pointers: headers.keyPointers, lengths: headers.keyLengths },
    values: { layout: 'bytes', pointers: headers.valuePointers, lengths: headers.valueLengths },
  };
}

/** Counts first, then reads: the arrays are exactly as long as there are headers. */
function readHeaders(
  { arena, kernels, topic, partition }: MetadataContext,
  { pointers, lengths }: HeaderSlices,
  rows: number,
): Headers {
  const { i32 } = arena.memory;
  const starts = arena.allocate(rows * 4);
  const counts = arena.allocate(rows * 4);
  let total = 0;
  for (let row = 0; row < rows; row++) {
    const count = kernels.kafkaHeaders(i32[(pointers >> 2) + row]!, i32[(lengths >> 2) + row]!, 0, 0, 0, 0, 0);
    if (count < 0) throw new RunTimeError(`${placeOf({ topic, partition })}: the headers of a record cannot be read`);
    i32[(starts >> 2) + row] = total;
    i32[(counts >> 2) + row] = count;
    total += count;
  }
  const [keyPointers, keyLengths, valuePointers, valueLengths] = Array.from({ length: 4 }, () =>
    arena.allocate(total * 4),
  ) as [Address, Address, Address, Address];
  for (let row = 0; row < rows; row++) {
    const at = i32[(starts >> 2) + row]! * 4;
    const count = i32[(counts >> 2) + row]!;
    if (count > 0)
      kernels.kafkaHeaders(
        i32[(pointers >> 2) + row]!,
        i32[(lengths >> 2) + row]!,
        count,
        keyPointers + at,
        keyLengths + at,
        valuePointers + at,
        valueLengths + at,
      );
  }
  return { starts, counts, total, keyPointers, keyLengths, valuePointers, valueLengths };
}

/** Of headers with one key the last value stays, at the first one's place. */
function dropEarlier({ arena }: MetadataContext, headers: Headers, rows: number): void {
  const { i32, buffer } = arena.memory;
  const arrays = [headers.keyPointers, headers.keyLengths, headers.valuePointers, headers.valueLengths].map(
    (at) => at >> 2,
  );
  const move = (from: number, to: number, what: readonly number[]) => {
    for (const array of what) i32[array + to] = i32[array + from]!;
  };
  const text = (entry: number): string => {
    const at = i32[(headers.keyPointers >> 2) + entry]!;
    return buffer.toString('latin1', at, at + i32[(headers.keyLengths >> 2) + entry]!);
  };
  for (let row = 0; row < rows; row++) {
    const start = i32[(headers.starts >> 2) + row]!;
    const count = i32[(headers.counts >> 2) + row]!;
    if (count < 2) continue;
    const seen = new Map<string, number>();
    let kept = start;
    for (let entry = start; entry < start + count; entry++) {
      const key = text(entry);
      const earlier = seen.get(key);
      if (earlier !== undefined) move(entry, earlier, arrays.slice(2));
      else {
        seen.set(key, kept);
        if (kept !== entry) move(entry, kept, arrays);
        kept++;
      }
    }
    i32[(headers.counts >> 2) + row] = kept - start;
  }
}
