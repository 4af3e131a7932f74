import * as block from '../../json-value-block.ts';
import { utf8Kernels } from '../utf8.ts';
import type { Views } from '../views.ts';
import {
  isAt,
  isContainer,
  literal,
  numberText,
  OddRecord,
  odd,
  type Reader,
  readEntries,
  readerOf,
  readString,
  type Slice,
  skipSpace,
  skipValue,
} from './reader.ts';

/** JSON_VALUE with a path of member names and NULL on empty and on error: see json-value-block.ts. */
export interface JsonValueKernels {
  /** @returns how many rows are UNSURE: broken documents, and numbers that Java prints in another way than they are written */
  jsonValues(control: number): number;
}

const HEAP_SLACK = 32;

/** What the path leads to: a slice, nothing, or something that takes more care. */
type Found = Slice | undefined | 'unsure';

export function jsonValueKernels(views: Views): JsonValueKernels {
  return { jsonValues: (control) => readColumn(views, control) };
}

function readColumn(views: Views, control: number): number {
  const { i32 } = views;
  const get = (offset: number) => i32[(control + offset) >> 2]!;
  const names = pathNames(views, get(block.PATH), get(block.DEPTH));
  let unsure = 0;
  for (let i = 0; i < get(block.COUNT); i++) {
    const row = get(block.ROWS) ? i32[(get(block.ROWS) >> 2) + i]! : i;
    const start = i32[(get(block.POINTERS) >> 2) + row]!;
    const length = i32[(get(block.LENGTHS) >> 2) + row]!;
    const heap = get(block.HEAP);
    let found: Found = 'unsure';
    if (length < 0) found = undefined;
    else if (heap + length + HEAP_SLACK <= get(block.HEAP_END)) {
      const reader = readerOf(views, start, start + length, heap);
      found = readDocument(views, reader, names);
      i32[(control + block.HEAP) >> 2] = reader.heap;
    }
    const slice = typeof found === 'object' ? found : undefined;
    i32[(get(block.OUT_POINTERS) >> 2) + i] = slice?.start ?? 0;
    i32[(get(block.OUT_LENGTHS) >> 2) + i] = slice?.length ?? (found === 'unsure' ? block.UNSURE : -1);
    if (found === 'unsure') unsure++;
  }
  return unsure;
}

const pathNames = ({ i32, u8 }: Views, path: number, depth: number) =>
  Array.from({ length: depth }, (_, level) => {
    const start = i32[(path >> 2) + level * 2]!;
    return u8.subarray(start, start + i32[(path >> 2) + level * 2 + 1]!);
  });

/** A document that is no object has no member: nothing, whether it is JSON or not. One that is broken is unsure. */
function readDocument(views: Views, reader: Reader, names: readonly Uint8Array[]): Found {
  const start = reader.at;
  skipSpace(reader);
  if (!isAt(reader, '{')) return undefined;
  if (!utf8Kernels(views).isUtf8(start, reader.end - start)) return 'unsure';
  try {
    const found = readMembers(reader, names);
    skipSpace(reader);
    return reader.at === reader.end ? found : 'unsure';
  } catch (error) {
    if (error instanceof OddRecord) return 'unsure';
    throw error;
  }
}

/** What stands under the first name, and under the others below it; the last of several members counts. */
function readMembers(reader: Reader, [name, ...below]: readonly Uint8Array[]): Found {
  let found: Found;
  readEntries(reader, (key) => {
    const isWanted = Buffer.compare(reader.u8.subarray(key.start, key.start + key.length), name!) === 0;
    if (!isWanted) skipValue(reader);
    else if (below.length === 0) found = readValue(reader);
    else if (isAt(reader, '{')) found = readMembers(reader, below);
    else {
      found = undefined;
      skipValue(reader);
    }
  });
  return found;
}

/** A scalar as text; nothing for null, arrays and objects. */
function readValue(reader: Reader): Found {
  if (isAt(reader, '"')) return readString(reader);
  if (isContainer(reader)) {
    skipValue(reader);
    return undefined;
  }
  const start = reader.at;
  const word = literal(reader);
  const text = word ?? numberText(reader);
  if (text === '') odd();
  reader.at += text.length;
  if (word === 'null') return undefined;
  return word || isCanonical(text) ? { start, length: text.length } : 'unsure';
}

/** Whether BigDecimal and BigInteger print the number as it is written: no exponent, no negative zero, not too small. */
const isCanonical = (text: string) =>
  !/[eE]/.test(text) &&
  !/^-[0.]+$/.test(text) &&
  (/^-?\d+$/.test(text) || /^-?[1-9]/.test(text) || /\.\d{1,6}$/.test(text));
