// A JSON value into one row of a column, by the field's kind; what the kind does not take becomes a fix-up.

import { doubleWord, word } from '../bytes';
import { storeDecimal } from './decimal';
import { dateDays, fractionNanos, MILLIS_PER_DAY, readClock, readDate, secondOfDay } from './temporal';
import {
  float32Value,
  float64Value,
  integerValue,
  isExactFloat32,
  isExactFloat64,
  isIntegerWithin,
  readNumber,
} from './number';
import {
  block,
  BOOLEAN,
  DECIMAL,
  FIELD_A,
  FIELD_B,
  FIELD_C,
  FIELD_KIND,
  FIELD_PRECISION,
  FIELD_SCALE,
  FLOAT32,
  FLOAT64,
  INT16,
  INT32,
  INT64,
  RAW,
  STYLE_ISO,
  STYLE_ZONE,
  TEXT,
  TIMESTAMP,
} from './plan';
import { skipNumber, skipValue } from './skip';
import { OPEN_ARRAY, OPEN_OBJECT, QUOTE, readString, setText, skipLiteral, textLength, textStart } from './text';

const NULL_WORD: u32 = 0x6c6c756e;
const TRUE_WORD: u32 = 0x65757274;

/** The list of fix-ups of this call. */
let fixups: usize = 0;
let fixupCapacity: i32 = 0;
export let fixupCount: i32 = 0;

export function openFixups(at: usize, capacity: i32): void {
  fixups = at;
  fixupCapacity = capacity;
  fixupCount = 0;
}

export function dropFixups(count: i32): void {
  fixupCount = count;
}

/** Leaves the value at `at` to the caller. @returns behind it; 0 when it is broken or there is no room */
export function fixUp(field: usize, at: usize, row: i32): usize {
  const end = skipValue(at);
  if (end == 0 || fixupCount == fixupCapacity) return 0;
  const entry = fixups + ((<usize>fixupCount) << 4);
  store<i32>(entry, row);
  store<u32>(entry, <u32>field, 4);
  store<u32>(entry, <u32>at, 8);
  store<u32>(entry, <u32>(end - at), 12);
  fixupCount++;
  return end;
}

/** Reads the value at `at` (which is no space) into `row` of a field that is neither ROW nor MAP. @returns behind it, 0 when it is broken */
@inline
export function readScalarField(field: usize, at: usize, row: i32): usize {
  const kind = load<i32>(field, FIELD_KIND);
  if (kind == TEXT) return readTextField(field, at, row);
  if (load<u32>(at) == NULL_WORD) return at + 4;
  if (kind == RAW) return readRaw(field, at, row);
  if (kind == BOOLEAN) return readBoolean(field, at, row);
  if (kind >= TIMESTAMP) return readTemporal(field, at, row, kind);
  return readNumeric(field, at, row, kind);
}

@inline
function readTextField(field: usize, at: usize, row: i32): usize {
  const c = <u32>load<u8>(at);
  if (c == OPEN_OBJECT || c == OPEN_ARRAY) return fixUp(field, at, row);
  const end = readScalarText(at, c);
  if (end && textLength >= 0) putSlice(field, row, textStart, textLength);
  return end;
}

/** Reads a string, number or literal as text: sets textStart and textLength, -1 for null. @returns behind it, 0 when it is broken */
@inline
export function readScalarText(at: usize, c: u32): usize {
  if (c == QUOTE) return readString(at + 1);
  const end = c >= 0x61 ? skipLiteral(at) : skipNumber(at);
  setText(at, c == 0x6e ? -1 : <i32>(end - at));
  return end;
}

@inline
export function putSlice(field: usize, row: i32, start: usize, length: i32): void {
  store<u32>(word(block(field, FIELD_A), row), <u32>start);
  store<i32>(word(block(field, FIELD_B), row), length);
}

function readRaw(field: usize, at: usize, row: i32): usize {
  const end = skipValue(at);
  if (end) putSlice(field, row, at, <i32>(end - at));
  return end;
}

function readBoolean(field: usize, at: usize, row: i32): usize {
  const end = skipLiteral(at);
  if (end == 0) return fixUp(field, at, row);
  store<u8>(block(field, FIELD_B) + <usize>row, load<u32>(at) == TRUE_WORD ? 1 : 0);
  setValid(field, row);
  return end;
}

@inline
function setValid(field: usize, row: i32): void {
  store<u8>(block(field, FIELD_A) + <usize>row, 1);
}

function readNumeric(field: usize, at: usize, row: i32, kind: i32): usize {
  const quoted: usize = load<u8>(at) == QUOTE ? 1 : 0;
  const end = readNumber(at + quoted);
  if (end == 0 || (quoted && load<u8>(end) != QUOTE)) return fixUp(field, at, row);
  if (kind == DECIMAL) {
    const to = block(field, FIELD_B) + ((<usize>row) << 4);
    if (storeDecimal(to, load<i32>(field, FIELD_PRECISION), load<i32>(field, FIELD_SCALE))) setValid(field, row);
    return end + quoted;
  }
  if (!storeNumber(block(field, FIELD_B), row, kind)) return fixUp(field, at, row);
  setValid(field, row);
  return end + quoted;
}

/** Writes the number that readNumber read. Returns false when the kind does not take it as it is. */
function storeNumber(values: usize, row: i32, kind: i32): bool {
  if (kind == FLOAT64) {
    if (!isExactFloat64()) return false;
    store<f64>(doubleWord(values, row), float64Value());
  } else if (kind == FLOAT32) {
    if (!isExactFloat32()) return false;
    store<f32>(word(values, row), float32Value());
  } else if (kind == INT64) {
    if (!isIntegerWithin(0x7fffffffffffffff)) return false;
    store<i64>(doubleWord(values, row), integerValue());
  } else {
    const limit: u64 = kind == INT32 ? 0x7fffffff : kind == INT16 ? 0x7fff : 0x7f;
    if (!isIntegerWithin(limit)) return false;
    store<i32>(word(values, row), <i32>integerValue());
  }
  return true;
}

/** Reads a date or timestamp in quotes. */
function readTemporal(field: usize, at: usize, row: i32, kind: i32): usize {
  const isTimestamp = kind == TIMESTAMP;
  const style = isTimestamp ? load<i32>(field, FIELD_SCALE) : 0;
  let end = load<u8>(at) == QUOTE ? readDate(at + 1) : 0;
  if (end && isTimestamp) end = load<u8>(end) == (style & STYLE_ISO ? 0x54 : 0x20) ? readClock(end + 1) : 0;
  if (end && style & STYLE_ZONE) end = load<u8>(end) == 0x5a ? end + 1 : 0;
  if (end == 0 || load<u8>(end) != QUOTE) return fixUp(field, at, row);
  const values = block(field, FIELD_B);
  if (isTimestamp) {
    const millis = <f64>dateDays * MILLIS_PER_DAY + <f64>secondOfDay * 1000 + <f64>(fractionNanos / 1000000);
    store<f64>(doubleWord(values, row), millis);
    store<i32>(word(block(field, FIELD_C), row), fractionNanos % 1000000);
  } else store<i32>(word(values, row), dateDays);
  setValid(field, row);
  return end + 1;
}
