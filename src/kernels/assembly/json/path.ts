// JSON_VALUE with a path of member names and NULL on empty and on error, over a column of documents.

import { equalBytes, word } from '../bytes';
import { isAscii, isUtf8 } from '../utf8';
import {
  digitsStart,
  exponentWritten,
  fractionDigits,
  integral,
  negative,
  readNumber,
  significantDigits,
} from './number';
import { skipValue } from './skip';
import {
  CLOSE_OBJECT,
  COLON,
  COMMA,
  heap,
  OPEN_ARRAY,
  OPEN_OBJECT,
  QUOTE,
  readString,
  setHeap,
  skipLiteral,
  skipSpace,
  textLength,
  textStart,
} from './text';

const POINTERS: usize = 0;
const LENGTHS: usize = 4;
const ROWS: usize = 8;
const COUNT: usize = 12;
const PATH: usize = 16;
const DEPTH: usize = 20;
const HEAP: usize = 24;
const HEAP_END: usize = 28;
const OUT_POINTERS: usize = 32;
const OUT_LENGTHS: usize = 36;

const ABSENT: i32 = -1;
const UNSURE: i32 = -2;
const HEAP_SLACK: usize = 32;

/** What the path leads to in the document at hand: a slice, ABSENT or UNSURE. */
let valueStart: usize = 0;
let valueLength: i32 = 0;

let path: usize = 0;
let depth: i32 = 0;

/** @returns how many rows are UNSURE */
export function jsonValues(block: usize): i32 {
  const pointers = <usize>load<u32>(block, POINTERS);
  const lengths = <usize>load<u32>(block, LENGTHS);
  const rows = <usize>load<u32>(block, ROWS);
  const count = load<i32>(block, COUNT);
  const heapEnd = <usize>load<u32>(block, HEAP_END);
  const outPointers = <usize>load<u32>(block, OUT_POINTERS);
  const outLengths = <usize>load<u32>(block, OUT_LENGTHS);
  path = <usize>load<u32>(block, PATH);
  depth = load<i32>(block, DEPTH);
  setHeap(<usize>load<u32>(block, HEAP));
  let unsure = 0;
  for (let i = 0; i < count; i++) {
    const row = rows ? load<i32>(word(rows, i)) : i;
    const length = load<i32>(word(lengths, row));
    if (length < 0) valueLength = ABSENT;
    else if (heap + <usize>length + HEAP_SLACK > heapEnd) valueLength = UNSURE;
    else readDocument(<usize>load<u32>(word(pointers, row)), <usize>length);
    store<u32>(word(outPointers, i), <u32>valueStart);
    store<i32>(word(outLengths, i), valueLength);
    if (valueLength == UNSURE) unsure++;
  }
  store<u32>(block, <u32>heap, HEAP);
  return unsure;
}

/** A document that is no object has no member: NULL, whether it is JSON or not. One that is broken is UNSURE. */
function readDocument(start: usize, length: usize): void {
  const end = start + length;
  const behind = load<u8>(end);
  store<u8>(end, 0);
  const at = skipSpace(start);
  if (load<u8>(at) != OPEN_OBJECT) valueLength = ABSENT;
  else if (!isAscii(start, length) && !isUtf8(start, length)) valueLength = UNSURE;
  else {
    const objectEnd = readMembers(at, 0);
    if (objectEnd == 0 || skipSpace(objectEnd) != end) valueLength = UNSURE;
  }
  store<u8>(end, behind);
}

/** Looks for the path's name of that level among the members of the object at `at`; the last of several counts. @returns behind it, 0 when it is broken */
function readMembers(at: usize, level: i32): usize {
  const name = <usize>load<u32>(path + ((<usize>level) << 3));
  const nameLength = load<i32>(path + ((<usize>level) << 3), 4);
  valueLength = ABSENT;
  at = skipSpace(at + 1);
  if (load<u8>(at) == CLOSE_OBJECT) return at + 1;
  let c: u32 = COMMA;
  while (c == COMMA) {
    if (load<u8>(at) != QUOTE) return 0;
    at = readString(at + 1);
    if (at == 0) return 0;
    const isWanted = textLength == nameLength && equalBytes(textStart, name, <usize>nameLength);
    at = skipSpace(at);
    if (load<u8>(at) != COLON) return 0;
    at = skipSpace(at + 1);
    if (isWanted) at = level + 1 < depth ? readBelow(at, level + 1) : readValue(at);
    else at = skipValue(at);
    if (at == 0) return 0;
    at = skipSpace(at);
    c = load<u8>(at);
    if (c == COMMA) at = skipSpace(at + 1);
  }
  return c == CLOSE_OBJECT ? at + 1 : 0;
}

function readBelow(at: usize, level: i32): usize {
  if (load<u8>(at) == OPEN_OBJECT) return readMembers(at, level);
  valueLength = ABSENT;
  return skipValue(at);
}

/** The value that the path leads to: a scalar as text, NULL for others. */
function readValue(at: usize): usize {
  const c = <u32>load<u8>(at);
  if (c == QUOTE) {
    const end = readString(at + 1);
    valueStart = textStart;
    valueLength = textLength;
    return end;
  }
  if (c == OPEN_OBJECT || c == OPEN_ARRAY) {
    valueLength = ABSENT;
    return skipValue(at);
  }
  const end = c >= 0x61 ? skipLiteral(at) : readNumber(at);
  valueStart = at;
  if (c == 0x6e) valueLength = ABSENT;
  else if (c >= 0x61 || isCanonical()) valueLength = <i32>(end - at);
  else valueLength = UNSURE;
  return end;
}

/** Whether BigDecimal and BigInteger print the number as it is written: no exponent, no negative zero, not too small. */
function isCanonical(): bool {
  if (exponentWritten || (negative && significantDigits == 0)) return false;
  if (integral) return true;
  // With six digits behind the point even 0.000001 is written plainly.
  return fractionDigits <= 6 || load<u8>(digitsStart) != 48;
}
