/** DER bytes as a tree of values, as far as PKCS12 needs it. */
export interface Der {
  readonly tag: number;
  readonly content: Buffer;
  /** The value with its tag and length. */
  readonly whole: Buffer;
}

export const SEQUENCE = 0x30;
export const OCTETS = 0x04;
export const OBJECT_ID = 0x06;
export const CONTEXT_0 = 0xa0;
/** Values nest no deeper in a PKCS12 file that is sound. */
const MAX_VALUES = 10_000;

/** The values that stand one behind the other. @throws RangeError when the bytes are no DER */
export function derValues(bytes: Buffer): Der[] {
  const values: Der[] = [];
  let at = 0;
  while (at < bytes.length) {
    const start = at;
    const tag = bytes.readUInt8(at++);
    let length = bytes.readUInt8(at++);
    if (length > 0x80) {
      const size = length & 0x7f;
      length = bytes.readUIntBE(at, size);
      at += size;
    } else if (length === 0x80) throw new RangeError('indefinite length');
    if (at + length > bytes.length || values.length >= MAX_VALUES) throw new RangeError('beyond the end');
    values.push({ tag, content: bytes.subarray(at, at + length), whole: bytes.subarray(start, at + length) });
    at += length;
  }
  return values;
}

/** The one value at the start. */
export const der = (bytes: Buffer): Der => {
  const [first] = derValues(bytes);
  if (!first) throw new RangeError('empty');
  return first;
};

/** `1.2.840.113549.1.7.1` */
export function objectId(value: Der | undefined): string {
  if (value?.tag !== OBJECT_ID) throw new RangeError('expected an object identifier');
  const parts: number[] = [];
  let part = 0;
  for (const byte of value.content) {
    part = part * 128 + (byte & 127);
    if (byte < 128) {
      if (parts.length === 0)
        parts.push(Math.min(2, Math.floor(part / 40)), part - 40 * Math.min(2, Math.floor(part / 40)));
      else parts.push(part);
      part = 0;
    }
  }
  return parts.join('.');
}
