/** Reads how large the content of a compressed frame can become, before any of it is decompressed. */

const LZ4_MAGIC = 0x184d2204;
/** What a byte of a compressed lz4 block can become at most. */
const LZ4_MOST_RATIO = 255;
const UNCOMPRESSED = 0x80000000;

/** @returns the most that an lz4 frame can become, undefined when its framing is broken */
export function lz4MostBytes(frame: Buffer): number | undefined {
  if (frame.length < 11 || frame.readUInt32LE(0) !== LZ4_MAGIC) return undefined;
  const flags = frame[4]!;
  const blockMaxBytes = 1 << (8 + 2 * ((frame[5]! >> 4) & 7));
  if (flags >> 6 !== 1 || blockMaxBytes < 65536) return undefined;
  const blockChecksumBytes = flags & 16 ? 4 : 0;
  let at = 7 + (flags & 8 ? 8 : 0) + (flags & 1 ? 4 : 0);
  let most = 0;
  while (at + 4 <= frame.length) {
    const word = frame.readUInt32LE(at);
    if (word === 0) return most;
    const length = word & ~UNCOMPRESSED;
    most += (word & UNCOMPRESSED) !== 0 ? length : Math.min(blockMaxBytes, length * LZ4_MOST_RATIO);
    at += 4 + length + blockChecksumBytes;
  }
  return undefined;
}

const ZSTD_MAGIC = 0xfd2fb528;

/** @returns what a zstd frame says its content is, undefined when it does not say */
export function zstdContentSize(frame: Buffer): number | undefined | 'broken' {
  if (frame.length < 6 || frame.readUInt32LE(0) !== ZSTD_MAGIC) return 'broken';
  const descriptor = frame[4]!;
  const single = (descriptor & 32) !== 0;
  const dictionaryBytes = [0, 1, 2, 4][descriptor & 3]!;
  const sizeFlag = descriptor >> 6;
  const at = 5 + (single ? 0 : 1) + dictionaryBytes;
  if (sizeFlag === 0 && !single) return undefined;
  const bytes = [1, 2, 4, 8][sizeFlag]!;
  if (at + bytes > frame.length) return 'broken';
  if (bytes === 8) return Number(frame.readBigUInt64LE(at));
  // Two bytes count from 256 on.
  return frame.readUIntLE(at, bytes) + (bytes === 2 ? 256 : 0);
}
