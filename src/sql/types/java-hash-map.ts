/** The order in which a Java HashMap gives its entries: what Flink's cast between maps leaves behind. */
import { hashCode } from './java-hash.ts';
import type { SqlType } from './type.ts';
import type { MapValue, Value } from './value.ts';

const FIRST_CAPACITY = 16;
const LOAD_FACTOR = 0.75;
const MURMUR_SEED = 42;

const rotateLeft = (bits: number, by: number): number => (bits << by) | (bits >>> (32 - by));

function mixed(hash: number, block: number): number {
  const scrambled = Math.imul(rotateLeft(Math.imul(block, 0xcc9e2d51), 15), 0x1b873593);
  return (Math.imul(rotateLeft(hash ^ scrambled, 13), 5) + 0xe6546b64) | 0;
}

/** Flink's BinaryStringData.hashCode: MurmurHash of the bytes, those behind the last whole word one by one. */
export function murmurHash(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const aligned = bytes.length - (bytes.length % 4);
  let hash = MURMUR_SEED;
  for (let i = 0; i < aligned; i += 4) hash = mixed(hash, view.getInt32(i, true));
  for (let i = aligned; i < bytes.length; i += 1) hash = mixed(hash, view.getInt8(i));
  hash ^= bytes.length;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}

/** The hash of keys of a type; undefined where Java's depends on where an object lies, or is that of a collection. */
function keyHash(type: SqlType): ((key: Value) => number) | undefined {
  switch (type.kind) {
    case 'CHAR':
    case 'VARCHAR':
      return (key) => murmurHash(Buffer.from(key as string));
    case 'BINARY':
    case 'VARBINARY':
    case 'ARRAY':
    case 'MAP':
    case 'MULTISET':
    case 'ROW':
    case 'STRUCTURED':
    case 'VARIANT':
    case 'BITMAP':
    case 'RAW':
      return undefined;
    default:
      return hashCode(type);
  }
}

/** Orders maps of such keys, none of them twice; undefined where the order cannot be told and stays. */
export function hashMapOrder(type: SqlType): ((map: MapValue) => MapValue) | undefined {
  const hashOf = keyHash(type);
  if (hashOf === undefined) return undefined;
  return (map) => {
    const { keys, values } = map;
    if (keys.length < 2) return map;
    let capacity = FIRST_CAPACITY;
    while (keys.length > capacity * LOAD_FACTOR) capacity *= 2;
    const buckets = keys.map((key) => {
      const hash = key === null ? 0 : hashOf(key);
      return (hash ^ (hash >>> 16)) & (capacity - 1);
    });
    const order = keys.map((_, i) => i).sort((a, b) => buckets[a]! - buckets[b]! || a - b);
    return { keys: order.map((i) => keys[i]!), values: order.map((i) => values[i]!) };
  };
}
