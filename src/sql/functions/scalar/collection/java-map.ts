/** The entries of a map in the order Java's HashMap gives them, which is what shows of Flink's MAP_UNION. */
import type { SqlType } from '../../../types/type.ts';
import type { MapValue, TimestampValue, Value } from '../../../types/value.ts';

const utf8 = new TextEncoder();
const floats = new DataView(new ArrayBuffer(8));

const rotateLeft = (value: number, bits: number): number => (value << bits) | (value >>> (32 - bits));

function mix(hash: number, word: number): number {
  const mixed = Math.imul(rotateLeft(Math.imul(word, 0xcc9e2d51), 15), 0x1b873593);
  return (Math.imul(rotateLeft(hash ^ mixed, 13), 5) + 0xe6546b64) | 0;
}

/** Murmur3 of Flink's BinaryStringData: four bytes at a time, the rest one by one. */
function hashText(text: string): number {
  const bytes = utf8.encode(text);
  const words = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let hash = 42;
  let at = 0;
  for (; at + 4 <= bytes.length; at += 4) hash = mix(hash, words.getInt32(at, true));
  for (; at < bytes.length; at += 1) hash = mix(hash, words.getInt8(at));
  hash ^= bytes.length;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}

const hashLong = (value: bigint): number => Number(BigInt.asIntN(32, value ^ (value >> 32n)));

/** Java's BigDecimal.hashCode. */
function hashDecimal(unscaled: bigint, scale: number): number {
  let hash = 0;
  const digits = (unscaled < 0n ? -unscaled : unscaled).toString(16);
  const padded = digits.padStart(Math.ceil(digits.length / 8) * 8, '0');
  for (let at = 0; at < padded.length; at += 8) {
    hash = (Math.imul(hash, 31) + Number.parseInt(padded.slice(at, at + 8), 16)) | 0;
  }
  return (Math.imul(31, unscaled < 0n ? -hash : hash) + scale) | 0;
}

function hashDouble(value: number): number {
  floats.setFloat64(0, value);
  return floats.getInt32(0) ^ floats.getInt32(4);
}

function hashFloat(value: number): number {
  floats.setFloat32(0, value);
  return floats.getInt32(0);
}

const hashTimestamp = ({ millis, nanos }: TimestampValue): number =>
  (Math.imul(31, hashLong(BigInt(millis))) + nanos) | 0;

/** hashCode of Flink's internal object; undefined for types whose hash is of no fixed value or is not known here. */
function hashOf(type: SqlType): ((value: Value) => number) | undefined {
  switch (type.kind) {
    case 'CHAR':
    case 'VARCHAR':
      return (value) => hashText(value as string);
    case 'BOOLEAN':
      return (value) => (value ? 1231 : 1237);
    case 'TINYINT':
    case 'SMALLINT':
    case 'INT':
    case 'DATE':
    case 'TIME':
    case 'INTERVAL_YEAR_MONTH':
      return (value) => value as number;
    case 'BIGINT':
      return (value) => hashLong(value as bigint);
    case 'INTERVAL_DAY_TIME':
      return (value) => hashLong(BigInt(value as number));
    case 'DECIMAL':
      return (value) => hashDecimal(value as bigint, type.scale);
    case 'FLOAT':
      return (value) => hashFloat(value as number);
    case 'DOUBLE':
      return (value) => hashDouble(value as number);
    case 'TIMESTAMP':
    case 'TIMESTAMP_LTZ':
      return (value) => hashTimestamp(value as TimestampValue);
    default:
      return undefined;
  }
}

const INITIAL_BUCKETS = 16;
const LOAD = 0.75;

/** For keys of `type`; keys of other types than plain ones stay in the order they came. */
export function inJavaOrder(type: SqlType): (map: MapValue) => MapValue {
  const hash = hashOf(type);
  if (hash === undefined) return (map) => map;
  return (map) => {
    const { keys, values } = map;
    let buckets = INITIAL_BUCKETS;
    while (keys.length > buckets * LOAD) buckets *= 2;
    const bucketOf = keys.map((key) => {
      const code = key === null ? 0 : hash(key);
      return (code ^ (code >>> 16)) & (buckets - 1);
    });
    const order = [...keys.keys()].sort((a, b) => bucketOf[a]! - bucketOf[b]! || a - b);
    return { keys: order.map((i) => keys[i]!), values: order.map((i) => values[i]!) };
  };
}
