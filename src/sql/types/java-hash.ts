/** Java's hashCode of values as Flink's generated code computes it (CodeGenUtils.hashCodeForType). */
import type { SqlType } from './type.ts';
import type { TimestampValue, Value } from './value.ts';

const longHash = (value: bigint): number => {
  const bits = BigInt.asUintN(64, value);
  return Number(BigInt.asIntN(32, bits ^ (bits >> 32n)));
};

const view = new DataView(new ArrayBuffer(8));
const doubleHash = (value: number): number => {
  view.setFloat64(0, value);
  return view.getInt32(0) ^ view.getInt32(4);
};
const floatHash = (value: number): number => {
  view.setFloat32(0, value);
  return view.getInt32(0);
};

const INT_BITS = 32n;

/** BigDecimal.hashCode: of the unscaled number, 32 bits at a time, and the scale. */
function decimalHash(unscaled: bigint, scale: number): number {
  let hash = 0;
  const size = unscaled < 0n ? -unscaled : unscaled;
  const words = Math.ceil(size.toString(2).length / Number(INT_BITS));
  for (let i = words - 1; i >= 0; i--)
    hash = (Math.imul(31, hash) + Number(BigInt.asIntN(32, size >> (BigInt(i) * INT_BITS)))) | 0;
  return (Math.imul(31, unscaled < 0n ? -hash : hash) + scale) | 0;
}

/** String.hashCode: over UTF-16 units. */
export function stringHash(text: string): number {
  let hash = 0;
  for (let i = 0; i < text.length; i++) hash = (Math.imul(31, hash) + text.charCodeAt(i)) | 0;
  return hash;
}

const bytesHash = (bytes: Uint8Array): number => {
  let hash = 1;
  for (const byte of bytes) hash = (Math.imul(31, hash) + ((byte << 24) >> 24)) | 0;
  return hash;
};

/** The hash code of values of `type` that are not NULL. */
export function hashCode(type: SqlType): (value: Value) => number {
  switch (type.kind) {
    case 'BOOLEAN':
      return (value) => (value ? 1231 : 1237);
    case 'BIGINT':
      return (value) => longHash(value as bigint);
    case 'INTERVAL_DAY_TIME':
      return (value) => longHash(BigInt(value as number));
    case 'FLOAT':
      return (value) => floatHash(value as number);
    case 'DOUBLE':
      return (value) => doubleHash(value as number);
    case 'DECIMAL':
      return (value) => decimalHash(value as bigint, type.scale);
    case 'CHAR':
    case 'VARCHAR':
      return (value) => stringHash(value as string);
    case 'BINARY':
    case 'VARBINARY':
      return (value) => bytesHash(value as Uint8Array);
    case 'TIMESTAMP':
    case 'TIMESTAMP_LTZ':
    case 'TIMESTAMP_TZ':
      return (value) => {
        const { millis, nanos } = value as TimestampValue;
        return (Math.imul(31, longHash(BigInt(millis))) + nanos) | 0;
      };
    default:
      return (value) => (value as number) | 0;
  }
}
