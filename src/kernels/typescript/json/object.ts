import * as plan from '../../json-plan.ts';
import { type Call, fieldNamed, fieldsOf, putSlice, wordAt } from './plan.ts';
import {
  isAt,
  isContainer,
  literal,
  odd,
  type Reader,
  readEntries,
  readScalarText,
  type Slice,
  skipValue,
} from './reader.ts';
import { isScalar } from './scalar.ts';

/** Reads an object into one row of the columns that a node of the plan wants. */
export function readObject(call: Call, reader: Reader, node: number, row: number): void {
  const found = new Set<number>();
  readEntries(reader, (key) => {
    const field = fieldNamed(call, node, key);
    if (field === undefined) return skipValue(reader);
    if (found.has(field)) odd();
    found.add(field);
    readField(call, reader, field, row);
  });
  const allNeeded = wordAt(call, node, plan.NODE_FLAGS) & plan.ALL_FIELDS_NEEDED;
  if (allNeeded && found.size < fieldsOf(call, node).length) odd();
}

function readField(call: Call, reader: Reader, field: number, row: number): void {
  const kind = wordAt(call, field, plan.FIELD_KIND);
  if (literal(reader) === 'null') reader.at += 4;
  else if (kind === plan.TEXT && !isContainer(reader)) putSlice(call, field, row, readScalarText(reader));
  else if (kind === plan.RAW) {
    const start = reader.at;
    skipValue(reader);
    putSlice(call, field, row, { start, length: reader.at - start });
  } else if (kind === plan.ROW && isAt(reader, '{')) {
    call.views.u8[wordAt(call, field, plan.FIELD_A) + row] = 1;
    readObject(call, reader, wordAt(call, field, plan.FIELD_CHILD), row);
  } else if (kind === plan.MAP && isAt(reader, '{')) readMap(call, reader, field, row);
  else if (!isScalar(call, reader, field, row, kind)) fixUp(call, reader, field, row);
}

/** Leaves the value to the caller. */
function fixUp(call: Call, reader: Reader, field: number, row: number): void {
  const start = reader.at;
  skipValue(reader);
  if (call.fixupCount === wordAt(call, call.control, plan.FIXUP_CAPACITY)) odd();
  const entry = wordAt(call, call.control, plan.FIXUPS) + call.fixupCount * plan.FIXUP_BYTES;
  call.views.i32.set([row, field, start, reader.at - start], entry >> 2);
  call.fixupCount++;
}

function readMap(call: Call, reader: Reader, field: number, row: number): void {
  const child = wordAt(call, field, plan.FIELD_CHILD);
  const whole = wordAt(call, field, plan.FIELD_A) !== 0;
  const entries: { key: Slice; value: Slice | null }[] = [];
  readEntries(reader, (key) => {
    const wanted = fieldNamed(call, child, key);
    if (!whole && wanted === undefined) return skipValue(reader);
    if (isContainer(reader)) odd();
    const value = readScalarText(reader);
    if (wanted !== undefined) putSlice(call, wanted, row, value);
    if (whole) entries.push({ key, value });
  });
  if (whole && entries.length > plan.MAP_COMPARE_LIMIT) odd();
  if (whole) putEntries(call, field, row, distinct(reader, entries));
}

/** Of entries with the same key, the last value where the first stood. */
function distinct<T extends { key: Slice }>(reader: Reader, entries: readonly T[]): T[] {
  const byKey = new Map<string, T>();
  for (const entry of entries) {
    const { start, length } = entry.key;
    const key = Buffer.from(reader.u8.subarray(start, start + length)).toString('latin1');
    byKey.set(key, { ...entry, key: byKey.get(key)?.key ?? entry.key });
  }
  return [...byKey.values()];
}

function putEntries(
  call: Call,
  field: number,
  row: number,
  entries: readonly { key: Slice; value: Slice | null }[],
): void {
  const { i32 } = call.views;
  const get = (offset: number) => wordAt(call, field, offset) >> 2;
  const first = wordAt(call, field, plan.FIELD_ENTRY_COUNT);
  entries.forEach(({ key, value }, i) => {
    i32[get(plan.FIELD_C) + first + i] = key.start;
    i32[get(plan.FIELD_D) + first + i] = key.length;
    i32[get(plan.FIELD_E) + first + i] = value?.start ?? 0;
    i32[get(plan.FIELD_F) + first + i] = value?.length ?? -1;
  });
  i32[get(plan.FIELD_A) + row] = first;
  i32[get(plan.FIELD_B) + row] = entries.length;
  i32[(field + plan.FIELD_ENTRY_COUNT) >> 2] = first + entries.length;
}
