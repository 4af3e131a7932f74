/** Verifies the checksums of fetched record batches by the processor's own CRC32C, where the native package is installed. */
import { createRequire } from 'node:module';
import type { Address } from '../../../runtime/batch/memory.ts';

type Crc32c = (bytes: Uint8Array) => number;

const LENGTH_END = 12;
const CHECKSUM = 17;
const COVERED_FROM = 21;

/** undefined: the package does not exist for this platform, and the kernel's checksum takes its place (four times slower). */
export function nativeCrc32c(): Crc32c | undefined {
  try {
    return (createRequire(import.meta.url)('@node-rs/crc32') as { crc32c: Crc32c }).crc32c;
  } catch {
    return undefined;
  }
}

/** @param bytes the worker's whole memory; whole batches lie from `start` to `end` @returns the first whose checksum is wrong */
export function firstCorrupt(crc32c: Crc32c, bytes: Buffer, start: Address, end: Address): Address | undefined {
  for (let at = start; at < end; ) {
    const next = at + LENGTH_END + bytes.readInt32BE(at + 8);
    if (crc32c(bytes.subarray(at + COVERED_FROM, next)) !== bytes.readUInt32BE(at + CHECKSUM)) return at;
    at = next;
  }
  return undefined;
}
