import { check, ParquetError } from '../format/error.ts';
import { ENCODING } from '../format/schema.ts';
import { deltaBinaryPacked, deltaByteArray, deltaLengthByteArray } from './delta.ts';
import { readHybrid, unpack } from './hybrid.ts';
import { fixedValues, pickValues, type ValueShape, type Values, widthOf } from './values.ts';

/** The encoded values of a page to values. */

export function decodeValues(
  shape: ValueShape,
  encoding: number,
  bytes: Uint8Array,
  count: number,
  dictionary: Values | undefined,
): Values {
  switch (encoding) {
    case ENCODING.PLAIN:
      return plain(shape, bytes, count);
    case ENCODING.PLAIN_DICTIONARY:
    case ENCODING.RLE_DICTIONARY:
      return byIds(bytes, count, dictionary);
    case ENCODING.RLE:
      return runsOfBooleans(shape, bytes, count);
    case ENCODING.DELTA_BINARY_PACKED:
      check(shape.type === 'INT32' || shape.type === 'INT64', 'only integers can be differences');
      return deltaBinaryPacked(shape, bytes, count);
    case ENCODING.DELTA_LENGTH_BYTE_ARRAY:
      check(shape.type === 'BYTE_ARRAY', 'only byte arrays have lengths');
      return deltaLengthByteArray(bytes, count);
    case ENCODING.DELTA_BYTE_ARRAY:
      check(shape.type === 'BYTE_ARRAY' || shape.type === 'FIXED_LEN_BYTE_ARRAY', 'only byte arrays have prefixes');
      return deltaByteArray(shape, bytes, count);
    case ENCODING.BYTE_STREAM_SPLIT:
      return splitStreams(shape, bytes, count);
    default:
      throw new ParquetError(`its encoding ${encoding} is not supported`);
  }
}

export function plain(shape: ValueShape, bytes: Uint8Array, count: number): Values {
  if (shape.type === 'BOOLEAN') {
    check(Math.ceil(count / 8) <= bytes.length, 'its values end early');
    const data = new Uint8Array(count);
    unpack(bytes, 0, 1, data, 0, count);
    return { kind: 'boolean', data };
  }
  return shape.type === 'BYTE_ARRAY' ? plainBytes(bytes, count) : fixedValues(shape, bytes, count);
}

function plainBytes(bytes: Uint8Array, count: number): Values {
  // Each value takes four bytes at least.
  check(count * 4 <= bytes.length, 'its values end early');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const starts = new Int32Array(count);
  const lengths = new Int32Array(count);
  let at = 0;
  for (let i = 0; i < count; i++) {
    check(at + 4 <= bytes.length, 'its values end early');
    const length = view.getUint32(at, true);
    at += 4;
    check(length <= bytes.length - at, 'its values end early');
    starts[i] = at;
    lengths[i] = length;
    at += length;
  }
  return { kind: 'bytes', data: bytes, starts, lengths };
}

function byIds(bytes: Uint8Array, count: number, dictionary: Values | undefined): Values {
  const ids = new Int32Array(count);
  if (count > 0) {
    check(dictionary !== undefined, 'it has ids, but no dictionary');
    check(bytes.length > 0, 'its ids end early');
    readHybrid(bytes, 1, bytes.length, bytes[0]!, ids);
  }
  return pickValues(dictionary ?? { kind: 'int32', data: new Int32Array(0) }, ids);
}

function runsOfBooleans(shape: ValueShape, bytes: Uint8Array, count: number): Values {
  check(shape.type === 'BOOLEAN', 'only booleans can be runs');
  const data = new Uint8Array(count);
  if (count > 0) {
    check(bytes.length >= 4, 'its values end early');
    const length = new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0, true);
    check(length <= bytes.length - 4, 'its values end early');
    readHybrid(bytes, 4, 4 + length, 1, data);
  }
  return { kind: 'boolean', data };
}

/** First bytes of all values, then all second bytes, and so on. */
function splitStreams(shape: ValueShape, bytes: Uint8Array, count: number): Values {
  const width = widthOf(shape);
  check(width > 0 && count * width <= bytes.length, 'its values end early');
  const joined = new Uint8Array(count * width);
  for (let byte = 0; byte < width; byte++)
    for (let i = 0; i < count; i++) joined[i * width + byte] = bytes[byte * count + i]!;
  return fixedValues(shape, joined, count);
}
