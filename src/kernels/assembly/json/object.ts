// A JSON object into one row of the columns that a node of the plan wants.

import { readMap } from './map';
import {
  ALL_FIELDS_NEEDED,
  block,
  FIELD_A,
  FIELD_CHILD,
  FIELD_KIND,
  FIELD_SEEN,
  MAP,
  NODE_FIELD_COUNT,
  NODE_FLAGS,
  ROW,
} from './plan';
import { earnCredit, keyField, nextShape, readKey } from './shape';
import { skipValue } from './skip';
import { CLOSE_OBJECT, COMMA, OPEN_OBJECT, skipLiteral, skipSpace } from './text';
import { fixUp, readScalarField } from './value';

const NULL_WORD: u32 = 0x6c6c756e;

/** Reads the object at `at` into `row`. @returns behind it; 0 when it is broken, a wanted field stands twice, or a needed one is missing */
export function readObject(node: usize, at: usize, row: i32): usize {
  if (load<u8>(at) != OPEN_OBJECT) return 0;
  earnCredit(node);
  let found = 0;
  const inside = skipSpace(at + 1);
  if (load<u8>(inside) == CLOSE_OBJECT) {
    at = inside;
  } else {
    let shape = 0;
    let c: u32 = COMMA;
    while (c == COMMA) {
      at = readKey(node, at, shape);
      if (at == 0) return 0;
      shape = nextShape;
      const field = keyField;
      at = skipSpace(at);
      if (field) {
        if (load<i32>(field, FIELD_SEEN) > row) return 0;
        store<i32>(field, row + 1, FIELD_SEEN);
        found++;
        at = readField(field, at, row);
      } else at = skipValue(at);
      if (at == 0) return 0;
      c = load<u8>(at);
      if (c <= 32) {
        at = skipSpace(at);
        c = load<u8>(at);
      }
    }
    if (c != CLOSE_OBJECT) return 0;
  }
  if (load<i32>(node, NODE_FLAGS) & ALL_FIELDS_NEEDED && found < load<i32>(node, NODE_FIELD_COUNT)) return 0;
  return at + 1;
}

@inline
function readField(field: usize, at: usize, row: i32): usize {
  const kind = load<i32>(field, FIELD_KIND);
  if (kind < ROW) return readScalarField(field, at, row);
  if (load<u32>(at) == NULL_WORD) return skipLiteral(at);
  if (load<u8>(at) != OPEN_OBJECT) return fixUp(field, at, row);
  if (kind == MAP) return readMap(field, at, row);
  store<u8>(block(field, FIELD_A) + <usize>row, 1);
  return readObject(block(field, FIELD_CHILD), at, row);
}
