/** The raw snappy blocks of a payload: the payload itself, or what Java's snappy streams (xerial) put together. */
import type { Address } from '../../../runtime/batch/memory.ts';

export interface Block {
  readonly start: Address;
  readonly length: number;
}

const XERIAL_MAGIC = Buffer.from([0x82, 0x53, 0x4e, 0x41, 0x50, 0x50, 0x59, 0x00]);
/** The magic and two version numbers. */
const XERIAL_HEADER_BYTES = 16;

/** @returns undefined when the framing is broken */
export function snappyBlocks(bytes: Buffer, start: Address, end: Address): readonly Block[] | undefined {
  if (bytes.compare(XERIAL_MAGIC, 0, 8, start, Math.min(start + 8, end)) !== 0) return [{ start, length: end - start }];
  const blocks: Block[] = [];
  let at = start + XERIAL_HEADER_BYTES;
  while (at < end) {
    if (at + 4 > end) return undefined;
    const length = bytes.readInt32BE(at);
    at += 4;
    if (length < 0 || length > end - at) return undefined;
    blocks.push({ start: at, length });
    at += length;
  }
  return blocks;
}
