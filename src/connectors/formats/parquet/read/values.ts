import { check, ParquetError } from '../format/error.ts';
import type { PhysicalType } from '../format/schema.ts';

/** Values of a page or a dictionary, decoded, one after another. */
export type Values =
  | { readonly kind: 'boolean'; readonly data: Uint8Array }
  | { readonly kind: 'int32'; readonly data: Int32Array }
  | { readonly kind: 'int64'; readonly data: BigInt64Array }
  | { readonly kind: 'float'; readonly data: Float32Array }
  | { readonly kind: 'double'; readonly data: Float64Array }
  /** `width` bytes each: INT96 and FIXED_LEN_BYTE_ARRAY. */
  | { readonly kind: 'fixed'; readonly data: Uint8Array; readonly width: number }
  /** Slices of `data`. */
  | { readonly kind: 'bytes'; readonly data: Uint8Array; readonly starts: Int32Array; readonly lengths: Int32Array };

/** What a column's bytes are. */
export interface ValueShape {
  readonly type: PhysicalType;
  /** Bytes of a FIXED_LEN_BYTE_ARRAY. */
  readonly typeLength: number;
}

/** Bytes of a value of a fixed width; 0 for booleans and byte arrays. */
export function widthOf({ type, typeLength }: ValueShape): number {
  switch (type) {
    case 'INT32':
    case 'FLOAT':
      return 4;
    case 'INT64':
    case 'DOUBLE':
      return 8;
    case 'INT96':
      return 12;
    case 'FIXED_LEN_BYTE_ARRAY':
      return typeLength;
    case 'BOOLEAN':
    case 'BYTE_ARRAY':
      return 0;
  }
}

/** `count` values that stand one after another as they are in memory, little-endian. The bytes are copied. */
export function fixedValues(shape: ValueShape, bytes: Uint8Array, count: number): Values {
  const width = widthOf(shape);
  check(count * width <= bytes.length, 'its values end early');
  // A Buffer's own slice would be a view.
  const { buffer } = Uint8Array.prototype.slice.call(bytes, 0, count * width);
  switch (shape.type) {
    case 'INT32':
      return { kind: 'int32', data: new Int32Array(buffer) };
    case 'INT64':
      return { kind: 'int64', data: new BigInt64Array(buffer) };
    case 'FLOAT':
      return { kind: 'float', data: new Float32Array(buffer) };
    case 'DOUBLE':
      return { kind: 'double', data: new Float64Array(buffer) };
    default:
      return { kind: 'fixed', data: new Uint8Array(buffer), width };
  }
}

/** The values of a dictionary that ids stand for. */
export function pickValues(dictionary: Values, ids: Int32Array): Values {
  const size = valueCount(dictionary);
  for (const id of ids)
    if (id < 0 || id >= size) throw new ParquetError(`it has value ${id} of a dictionary of ${size}`);
  switch (dictionary.kind) {
    case 'boolean':
      return { kind: 'boolean', data: Uint8Array.from(ids, (id) => dictionary.data[id]!) };
    case 'int32':
      return { kind: 'int32', data: Int32Array.from(ids, (id) => dictionary.data[id]!) };
    case 'int64':
      return { kind: 'int64', data: pick(new BigInt64Array(ids.length), dictionary.data, ids) };
    case 'float':
      return { kind: 'float', data: pick(new Float32Array(ids.length), dictionary.data, ids) };
    case 'double':
      return { kind: 'double', data: pick(new Float64Array(ids.length), dictionary.data, ids) };
    case 'fixed': {
      const { data, width } = dictionary;
      const out = new Uint8Array(ids.length * width);
      ids.forEach((id, i) => {
        for (let byte = 0; byte < width; byte++) out[i * width + byte] = data[id * width + byte]!;
      });
      return { kind: 'fixed', data: out, width };
    }
    case 'bytes':
      return {
        kind: 'bytes',
        data: dictionary.data,
        starts: pick(new Int32Array(ids.length), dictionary.starts, ids),
        lengths: pick(new Int32Array(ids.length), dictionary.lengths, ids),
      };
  }
}

function pick<T extends { [index: number]: unknown }>(out: T, from: T, ids: Int32Array): T {
  for (let i = 0; i < ids.length; i++) out[i] = from[ids[i]!];
  return out;
}

export function valueCount(values: Values): number {
  if (values.kind === 'bytes') return values.starts.length;
  return values.kind === 'fixed' ? values.data.length / values.width : values.data.length;
}
