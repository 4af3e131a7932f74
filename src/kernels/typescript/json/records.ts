import * as plan from '../../json-plan.ts';
import { utf8Kernels } from '../utf8.ts';
import type { Views } from '../views.ts';
import { readObject } from './object.ts';
import { type Call, clear, hasEntryRoom, prepare, wordAt } from './plan.ts';
import { OddRecord, type Reader, readerOf, skipSpace } from './reader.ts';

/** JSON records to columns by a plan: see json-plan.ts. */
export interface JsonRecordKernels {
  /**
   * Decodes records into rows from 0 on; columns of rows that are not done are undefined.
   * @returns how many it did: fewer than asked when the heap or the entries of a map might not do for the next
   */
  jsonRecords(control: number): number;
}

const HEAP_SLACK = 32;

export function jsonRecordKernels(views: Views): JsonRecordKernels {
  return { jsonRecords: (control) => decodeRecords({ views, control, fixupCount: 0 }) };
}

function decodeRecords(call: Call): number {
  const { views, control } = call;
  const { i32, u8 } = views;
  const get = (offset: number) => wordAt(call, control, offset);
  const root = get(plan.ROOT);
  const count = get(plan.RECORD_COUNT);
  let heap = get(plan.HEAP);
  prepare(call, root, count);
  let row = 0;
  for (; row < count; row++) {
    const start = i32[(get(plan.RECORD_POINTERS) >> 2) + row]!;
    const length = i32[(get(plan.RECORD_LENGTHS) >> 2) + row]!;
    if (heap + Math.max(length, 0) + HEAP_SLACK > get(plan.HEAP_END) || !hasEntryRoom(call, root, length)) break;
    const fixups = call.fixupCount;
    const reader = readerOf(views, start, start + Math.max(length, 0), heap);
    const fine = isDone(call, reader, root, row);
    heap = reader.heap;
    u8[get(plan.ODD) + row] = fine ? 0 : 1;
    if (fine) continue;
    clear(call, root, row);
    call.fixupCount = fixups;
  }
  i32[(control + plan.HEAP) >> 2] = heap;
  i32[(control + plan.FIXUP_COUNT) >> 2] = call.fixupCount;
  return row;
}

/** Decodes one record. @returns false when it is odd */
function isDone(call: Call, reader: Reader, root: number, row: number): boolean {
  const length = reader.end - reader.at;
  if (length <= 0 || !utf8Kernels(call.views).isUtf8(reader.at, length)) return false;
  try {
    skipSpace(reader);
    readObject(call, reader, root, row);
    skipSpace(reader);
    return reader.at === reader.end;
  } catch (error) {
    if (error instanceof OddRecord) return false;
    throw error;
  }
}
