import type { Views } from './views.ts';

/** CRC-32C (Castagnoli): the checksum of Kafka's record batches. */
export interface Crc32cKernels {
  /** The checksum of `length` bytes, an unsigned word in the bits of a signed one. */
  crc32c(at: number, length: number): number;
}

const TABLE = Int32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0x82f63b78 : value >>> 1;
  return value;
});

export function crc32cKernels({ u8 }: Views): Crc32cKernels {
  return {
    crc32c(at, length) {
      let crc = -1;
      for (let i = at; i < at + length; i++) crc = TABLE[(crc ^ u8[i]!) & 255]! ^ (crc >>> 8);
      return ~crc;
    },
  };
}
