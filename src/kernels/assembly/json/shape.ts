// Keys recognised without reading them: most records of a topic have the same keys in the same order, so a node remembers, key by key,
// the bytes from the brace or comma to the colon of the last record, and compares those first.

import { equalBytes } from '../bytes';
import {
  block,
  FIELD_BYTES,
  FIELD_KEY,
  FIELD_KEY_LENGTH,
  fieldsEnd,
  NODE_CREDIT,
  NODE_FIELDS,
  NODE_SHAPE_COUNT,
  NODE_SHAPES,
} from './plan';
import { COLON, QUOTE, readString, skipSpace, textLength, textStart } from './text';

const SHAPE_BYTES: usize = 80;
const SHAPE_LIMIT: i32 = 64;
/** The pattern's first 16 bytes, their mask, the second 16, their mask; then words. */
const MASK: usize = 16;
const SECOND: usize = 32;
const SECOND_MASK: usize = 48;
const LENGTH: usize = 64;
const FIELD: usize = 68;
const KEY_OFFSET: usize = 72;
const KEY_LENGTH: usize = 76;

const PATTERN_LIMIT: usize = 32;

/** Learning a shape costs several times what using one saves: a node whose keys keep changing stops learning for a while. */
const LEARNING_COST: i32 = 4;
const CREDIT_LIMIT: i32 = 256;

/** What `readKey` found: the wanted field (0 for none), the key's text, and where the search goes on in the node's shapes. */
export let keyField: usize = 0;
export let keyStart: usize = 0;
export let keyLength: i32 = 0;
export let nextShape: i32 = 0;
/** Whether a shape recognised the key. */
export let recognised: bool = false;

@inline
function shapeAt(node: usize, index: i32): usize {
  return block(node, NODE_SHAPES) + (<usize>index) * SHAPE_BYTES;
}

@inline
function matches(at: usize, shape: usize): bool {
  const first = v128.and(v128.xor(v128.load(at), v128.load(shape)), v128.load(shape, MASK));
  if (v128.any_true(first)) return false;
  if (load<i32>(shape, LENGTH) <= 16) return true;
  const second = v128.and(v128.xor(v128.load(at, 16), v128.load(shape, SECOND)), v128.load(shape, SECOND_MASK));
  return !v128.any_true(second);
}

@inline
function takeShape(at: usize, shape: usize, next: i32): usize {
  keyField = block(shape, FIELD);
  keyStart = at + <usize>load<u32>(shape, KEY_OFFSET);
  keyLength = load<i32>(shape, KEY_LENGTH);
  nextShape = next;
  recognised = true;
  return at + <usize>load<u32>(shape, LENGTH);
}

/**
 * Reads the key behind the brace or comma at `at`, and its colon. `shape` is where in the node's shapes it is expected; one that is
 * missing from the record is stepped over. Returns behind the colon, 0 when there is no key.
 */
@inline
export function readKey(node: usize, at: usize, shape: i32): usize {
  const known = load<i32>(node, NODE_SHAPE_COUNT);
  if (shape < known && matches(at, shapeAt(node, shape))) return takeShape(at, shapeAt(node, shape), shape + 1);
  if (shape + 1 < known && matches(at, shapeAt(node, shape + 1)))
    return takeShape(at, shapeAt(node, shape + 1), shape + 2);
  return readNewKey(node, at, shape);
}

function readNewKey(node: usize, at: usize, shape: i32): usize {
  const quote = skipSpace(at + 1);
  if (load<u8>(quote) != QUOTE) return 0;
  let end = readString(quote + 1);
  if (end == 0) return 0;
  keyStart = textStart;
  keyLength = textLength;
  keyField = fieldNamed(node, keyStart, keyLength);
  recognised = false;
  nextShape = shape;
  end = skipSpace(end);
  if (load<u8>(end) != COLON) return 0;
  end++;
  const isPlain = keyStart == quote + 1;
  if (isPlain && end - at <= PATTERN_LIMIT && shape < SHAPE_LIMIT) learn(node, at, end, shape);
  return end;
}

/** The wanted field of that name, 0 for none. */
function fieldNamed(node: usize, name: usize, length: i32): usize {
  const end = fieldsEnd(node);
  let field = block(node, NODE_FIELDS);
  while (field < end) {
    if (
      load<i32>(field, FIELD_KEY_LENGTH) == length &&
      equalBytes(block(field, FIELD_KEY), name, <usize>length)
    )
      return field;
    field += FIELD_BYTES;
  }
  return 0;
}

/** Remembers the bytes from `at` to `end` as the shape of that number; what was known behind it stays. */
function learn(node: usize, at: usize, end: usize, index: i32): void {
  const credit = load<i32>(node, NODE_CREDIT);
  if (credit < LEARNING_COST) return;
  store<i32>(node, credit - LEARNING_COST, NODE_CREDIT);
  const shape = shapeAt(node, index);
  const length = end - at;
  memory.fill(shape, 0, LENGTH);
  for (let i: usize = 0; i < length; i++) {
    const to = shape + i + (i < 16 ? 0 : 16);
    store<u8>(to, load<u8>(at + i));
    store<u8>(to + MASK, 0xff);
  }
  store<u32>(shape, <u32>length, LENGTH);
  store<u32>(shape, <u32>keyField, FIELD);
  store<u32>(shape, <u32>(keyStart - at), KEY_OFFSET);
  store<i32>(shape, keyLength, KEY_LENGTH);
  nextShape = index + 1;
  if (nextShape > load<i32>(node, NODE_SHAPE_COUNT)) store<i32>(node, nextShape, NODE_SHAPE_COUNT);
}

/** Forgets the shapes from `index` on. */
@inline
export function forgetShapes(node: usize, index: i32): void {
  store<i32>(node, min(index, load<i32>(node, NODE_SHAPE_COUNT)), NODE_SHAPE_COUNT);
}

/** At each row a node regains the right to learn. */
@inline
export function earnCredit(node: usize): void {
  const credit = load<i32>(node, NODE_CREDIT);
  if (credit < CREDIT_LIMIT) store<i32>(node, credit + 1, NODE_CREDIT);
}
