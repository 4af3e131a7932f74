/** CAST to BINARY(n) and VARBINARY(n): the UTF-8 bytes of text, or other bytes, cut to n and, for BINARY, filled up with zeros. */
import type { LengthType, SqlType } from '../type.ts';
import type { Value } from '../value.ts';
import { checkFilling } from './filling.ts';
import type { Cast } from './rule.ts';

const utf8 = new TextEncoder();

/** Cuts bytes to VARBINARY(n), or cuts and fills them to BINARY(n). */
export function fitBytes(target: LengthType): (bytes: Uint8Array) => Uint8Array {
  const { length } = target;
  return (bytes) => {
    if (bytes.length > length) return bytes.subarray(0, length);
    if (bytes.length === length || target.kind === 'VARBINARY') return bytes;
    checkFilling(target);
    const filled = new Uint8Array(length);
    filled.set(bytes);
    return filled;
  };
}

export function toBinary(from: SqlType, target: LengthType): Cast | undefined {
  const adapt = fitBytes(target);
  switch (from.kind) {
    case 'CHAR':
    case 'VARCHAR':
      return (value: Value) => adapt(utf8.encode(value as string));
    case 'BINARY':
    case 'VARBINARY':
      return (value: Value) => adapt(value as Uint8Array);
    default:
      return undefined;
  }
}
