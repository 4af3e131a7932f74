import * as plan from '../../json-plan.ts';
import { utf8Kernels } from '../utf8.ts';
import type { Views } from '../views.ts';
import { exactFloat, integerWithin, parseNumber, unscaledDecimal } from './number.ts';
import {
  ascii,
  isAt,
  isContainer,
  literal,
  numberText,
  OddRecord,
  odd,
  type Reader,
  readEntries,
  readerOf,
  readScalarText,
  type Slice,
  skipSpace,
  skipValue,
} from './reader.ts';

/** JSON records to columns by a plan: see json-plan.ts. */
export interface JsonRecordKernels {
  /**
   * Decodes records into rows from 0 on; columns of rows that are not done are undefined.
   * @returns how many it did: fewer than asked when the heap or the entries of a map might not do for the next
   */
  jsonRecords(control: number): number;
}

const HEAP_SLACK = 32;

/** One call: the memory, the control block's address, and the fix-ups so far. */
interface Call {
  readonly views: Views;
  readonly control: number;
  fixupCount: number;
}

export function jsonRecordKernels(views: Views): JsonRecordKernels {
  return { jsonRecords: (control) => decodeRecords({ views, control, fixupCount: 0 }) };
}

const wordAt = (call: Call, address: number, offset: number) => call.views.i32[(address + offset) >> 2]!;

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

// ---------------------------------------------------------------- the plan

/** Addresses of the node's fields. */
function fieldsOf(call: Call, node: number): number[] {
  const first = wordAt(call, node, plan.NODE_FIELDS);
  return Array.from({ length: wordAt(call, node, plan.NODE_FIELD_COUNT) }, (_, i) => first + i * plan.FIELD_BYTES);
}

function fieldNamed(call: Call, node: number, key: Slice): number | undefined {
  const { u8 } = call.views;
  const name = u8.subarray(key.start, key.start + key.length);
  return fieldsOf(call, node).find((field) => {
    const start = wordAt(call, field, plan.FIELD_KEY);
    const end = start + wordAt(call, field, plan.FIELD_KEY_LENGTH);
    return Buffer.compare(u8.subarray(start, end), name) === 0;
  });
}

const hasLengths = (kind: number) => kind === plan.TEXT || kind === plan.RAW || kind === plan.MAP;

/** All columns of the node and below it NULL for `count` rows, and no entries. */
function prepare(call: Call, node: number, count: number): void {
  const { i32, u8 } = call.views;
  for (const field of fieldsOf(call, node)) {
    const kind = wordAt(call, field, plan.FIELD_KIND);
    const column = wordAt(call, field, hasLengths(kind) ? plan.FIELD_B : plan.FIELD_A);
    if (!hasLengths(kind)) u8.fill(0, column, column + count);
    else if (column) i32.fill(-1, column >> 2, (column >> 2) + count);
    if (kind === plan.MAP) i32[(field + plan.FIELD_ENTRY_COUNT) >> 2] = 0;
    if (kind >= plan.ROW) prepare(call, wordAt(call, field, plan.FIELD_CHILD), count);
  }
}

/** All columns of the node and below it NULL at `row`, its entries taken back. */
function clear(call: Call, node: number, row: number): void {
  const { i32, u8 } = call.views;
  for (const field of fieldsOf(call, node)) {
    const kind = wordAt(call, field, plan.FIELD_KIND);
    const lengths = (wordAt(call, field, plan.FIELD_B) >> 2) + row;
    const starts = wordAt(call, field, plan.FIELD_A);
    const isWanted = kind !== plan.MAP || starts !== 0;
    if (kind === plan.MAP && isWanted && i32[lengths]! >= 0)
      i32[(field + plan.FIELD_ENTRY_COUNT) >> 2] = i32[(starts >> 2) + row]!;
    if (!hasLengths(kind)) u8[starts + row] = 0;
    else if (isWanted) i32[lengths] = -1;
    if (kind >= plan.ROW) clear(call, wordAt(call, field, plan.FIELD_CHILD), row);
  }
}

/** Whether every map has room for as many entries as a record of that length can hold. */
function hasEntryRoom(call: Call, node: number, length: number): boolean {
  return fieldsOf(call, node).every((field) => {
    const kind = wordAt(call, field, plan.FIELD_KIND);
    if (kind === plan.ROW) return hasEntryRoom(call, wordAt(call, field, plan.FIELD_CHILD), length);
    if (kind !== plan.MAP || !wordAt(call, field, plan.FIELD_A)) return true;
    const left = wordAt(call, field, plan.FIELD_ENTRY_CAPACITY) - wordAt(call, field, plan.FIELD_ENTRY_COUNT);
    return left > Math.trunc(length / plan.MIN_ENTRY_BYTES);
  });
}

// ---------------------------------------------------------------- objects

function readObject(call: Call, reader: Reader, node: number, row: number): void {
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

/** Reads a value of the kind. @returns false when there is none that it takes as it is */
function isScalar(call: Call, reader: Reader, field: number, row: number, kind: number): boolean {
  if (kind === plan.BOOLEAN) return isBoolean(call, reader, field, row);
  if (kind === plan.TIMESTAMP || kind === plan.DATE) return isTemporal(call, reader, field, row, kind);
  return isNumber(call, reader, field, row, kind);
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

function putSlice(call: Call, field: number, row: number, slice: Slice | null): void {
  const { i32 } = call.views;
  i32[(wordAt(call, field, plan.FIELD_A) >> 2) + row] = slice?.start ?? 0;
  i32[(wordAt(call, field, plan.FIELD_B) >> 2) + row] = slice?.length ?? -1;
}

// ---------------------------------------------------------------- scalars

function setValid(call: Call, field: number, row: number): void {
  call.views.u8[wordAt(call, field, plan.FIELD_A) + row] = 1;
}

/** Reads a boolean. @returns false when there is none */
function isBoolean(call: Call, reader: Reader, field: number, row: number): boolean {
  const word = literal(reader);
  if (word === undefined) return false;
  call.views.u8[wordAt(call, field, plan.FIELD_B) + row] = word === 'true' ? 1 : 0;
  setValid(call, field, row);
  reader.at += word.length;
  return true;
}

/** Reads a number, with or without quotes, into a column of the kind. @returns false when there is none that it takes as it is */
function isNumber(call: Call, reader: Reader, field: number, row: number, kind: number): boolean {
  const quotes = isAt(reader, '"') ? 1 : 0;
  const text = kind < plan.RAW ? numberText(reader, reader.at + quotes) : '';
  const end = reader.at + quotes + text.length;
  if (text === '' || (quotes && (end >= reader.end || reader.u8[end] !== 0x22))) return false;
  if (!storeNumber(call, field, row, kind, text)) return false;
  reader.at = end + quotes;
  return true;
}

const INTEGER_LIMITS: Readonly<Record<number, bigint>> = {
  [plan.INT8]: 0x7fn,
  [plan.INT16]: 0x7fffn,
  [plan.INT32]: 0x7fffffffn,
  [plan.INT64]: 0x7fffffffffffffffn,
};

function storeNumber(call: Call, field: number, row: number, kind: number, text: string): boolean {
  const { i32, i64, f32, f64 } = call.views;
  const values = wordAt(call, field, plan.FIELD_B);
  const number = parseNumber(text);
  if (kind === plan.DECIMAL) {
    const precision = wordAt(call, field, plan.FIELD_PRECISION);
    const unscaled = unscaledDecimal(number, precision, wordAt(call, field, plan.FIELD_SCALE));
    if (unscaled === undefined) return true;
    i64[(values >> 3) + row * 2] = unscaled;
    i64[(values >> 3) + row * 2 + 1] = unscaled >> 64n;
  } else if (kind === plan.FLOAT64) {
    const float = exactFloat(number, 2n ** 53n, 22);
    if (float === undefined) return false;
    f64[(values >> 3) + row] = float;
  } else if (kind === plan.FLOAT32) {
    const float = exactFloat(number, 2n ** 24n, 10);
    if (float === undefined) return false;
    f32[(values >> 2) + row] = float;
  } else {
    const integer = integerWithin(number, INTEGER_LIMITS[kind]!);
    if (integer === undefined) return false;
    if (kind === plan.INT64) i64[(values >> 3) + row] = integer;
    else i32[(values >> 2) + row] = Number(integer);
  }
  setValid(call, field, row);
  return true;
}

const DATE = /^"(\d{4}-\d\d-\d\d)"/;
const TIMESTAMP = /^"(\d{4}-\d\d-\d\d)([ T])(\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?(Z?)"/;
const LONGEST_TIMESTAMP = '"0000-00-00 00:00:00.000000000Z"'.length;

/** Reads a date or timestamp of fixed form, of a day and time that there are. @returns false when there is none */
function isTemporal(call: Call, reader: Reader, field: number, row: number, kind: number): boolean {
  const text = ascii(reader, reader.at, reader.at + LONGEST_TIMESTAMP);
  const found = (kind === plan.DATE ? DATE : TIMESTAMP).exec(text);
  if (!found) return false;
  const [whole, date, separator, clock = '00:00:00', fraction = '', zone = ''] = found;
  const style = wordAt(call, field, plan.FIELD_SCALE);
  const isStyle =
    (separator === 'T') === ((style & plan.STYLE_ISO) !== 0) && (zone === 'Z') === ((style & plan.STYLE_ZONE) !== 0);
  // Date takes what is out of range as the next day or month, and so gives another text back.
  const seconds = Date.parse(`${date}T${clock}Z`);
  if (Number.isNaN(seconds) || new Date(seconds).toISOString() !== `${date}T${clock}.000Z`) return false;
  if (kind === plan.TIMESTAMP && !isStyle) return false;
  const { i32, f64 } = call.views;
  const values = wordAt(call, field, plan.FIELD_B);
  const nanos = fraction.padEnd(9, '0');
  if (kind === plan.DATE) i32[(values >> 2) + row] = seconds / 86_400_000;
  else {
    f64[(values >> 3) + row] = seconds + Number(nanos.slice(0, 3));
    i32[(wordAt(call, field, plan.FIELD_C) >> 2) + row] = Number(nanos.slice(3));
  }
  setValid(call, field, row);
  reader.at += whole.length;
  return true;
}

// ---------------------------------------------------------------- maps

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
