import { crc32 } from 'node:zlib';
import type { Kernels } from '../../../../kernels/kernels.ts';
import { LEAF } from '../../../../kernels/typescript/parquet-leaf.ts';
import type { Address, Memory } from '../../../../runtime/batch/memory.ts';
import type { ColumnChunk, PageHeader } from '../format/metadata.ts';
import { writePageHeader } from '../format/metadata-write.ts';
import { ENCODING, PAGE } from '../format/schema.ts';
import type { Compressor } from './compress.ts';
import { abandonDictionary, beginChunk, beginPage, type LeafState, roomBytes } from './leaf.ts';
import type { Scratch } from './scratch.ts';
import type { WriteSettings } from './settings.ts';
import { type Bounds, type BoundsFinder, boundsFinder, mergeBounds, statisticsOf } from './statistics.ts';

/** What writing a chunk needs of its file. */
export interface ChunkTools {
  readonly memory: Memory;
  readonly kernels: Kernels;
  readonly scratch: Scratch;
  readonly compress: Compressor;
  readonly settings: WriteSettings;
}

/** A column chunk in the making: pages that were cut, compressed and kept until the row group is written. */
export interface ChunkWriter {
  readonly leaf: LeafState;
  readonly findBounds: BoundsFinder;
  pages: Buffer[];
  /** Bytes of `pages`. */
  pagesBytes: number;
  uncompressedBytes: number;
  slots: number;
  nulls: number;
  /** Whether pages with ids, and with plain values, were cut. */
  dictionaryPages: number;
  plainPages: number;
  bounds: Bounds | undefined;
}

export function openChunk(tools: ChunkTools, leaf: LeafState): ChunkWriter {
  const { memory, kernels, scratch, settings } = tools;
  const findBounds = settings.statistics
    ? boundsFinder(leaf.node, leaf.width, memory, kernels, scratch)
    : () => undefined;
  beginChunk(memory, leaf);
  return { leaf, findBounds, ...emptyChunk() };
}

const emptyChunk = () => ({
  pages: [],
  pagesBytes: 0,
  uncompressedBytes: 0,
  slots: 0,
  nulls: 0,
  dictionaryPages: 0,
  plainPages: 0,
  bounds: undefined,
});

/** Turns what the leaf has gathered into a page. */
export function cutPage(tools: ChunkTools, chunk: ChunkWriter): void {
  const { memory, kernels, scratch } = tools;
  const { leaf } = chunk;
  const { words } = leaf;
  const slots = words.get(LEAF.slots);
  if (slots === 0) return;
  if (
    words.get(LEAF.dictionaryEncoded) &&
    words.get(LEAF.values) > 0 &&
    chunk.dictionaryPages === 0 &&
    !dictionaryPays(leaf)
  )
    abandonDictionary(memory, kernels, leaf);
  const encoded = words.get(LEAF.dictionaryEncoded);
  const values = words.get(LEAF.values);
  // A page without any value needs no dictionary.
  const byIds = encoded !== 0 && values > 0;
  if (!byIds) words.set(LEAF.dictionaryEncoded, 0);
  const room = scratch.room('body', slots * 4 + (byIds ? values * 5 : words.get(LEAF.dataBytes)) + 64);
  const length = kernels.parquetPageBody(leaf.address, leaf.maxRepetition, room);
  if (!byIds && values > 0)
    chunk.bounds = mergeBounds(
      leaf.node,
      chunk.bounds,
      chunk.findBounds(words.get(LEAF.data), values, words.get(LEAF.dataBytes)),
    );
  const page = pageOf(tools, room, length, {
    type: PAGE.DATA,
    data: {
      valueCount: slots,
      encoding: byIds ? ENCODING.RLE_DICTIONARY : ENCODING.PLAIN,
      definitionEncoding: ENCODING.RLE,
      repetitionEncoding: ENCODING.RLE,
    },
  });
  addPage(chunk, page);
  if (byIds) chunk.dictionaryPages++;
  else chunk.plainPages++;
  chunk.slots += slots;
  chunk.nulls += words.get(LEAF.nulls);
  leaf.valuesBefore += values;
  beginPage(words);
  words.set(LEAF.dictionaryEncoded, encoded);
}

/** Whether ids and dictionary are smaller than plain values, after the first page. */
function dictionaryPays({ words }: LeafState): boolean {
  const values = words.get(LEAF.values);
  const bits = 32 - Math.clz32(Math.max(words.get(LEAF.dictionaryCount) - 1, 1));
  return words.get(LEAF.dictionaryBytes) + (values * bits) / 8 < words.get(LEAF.rawBytes);
}

interface Page {
  readonly bytes: Buffer;
  readonly uncompressed: number;
}

function pageOf(
  { compress, settings }: ChunkTools,
  at: Address,
  length: number,
  head: Pick<PageHeader, 'type' | 'data' | 'dictionary'>,
): Page {
  const body = compress(at, length);
  const header = writePageHeader({
    ...head,
    uncompressedBytes: length,
    compressedBytes: body.length,
    // The format's field is signed.
    ...(settings.checksums && { crc: crc32(body) | 0 }),
  });
  const bytes = Buffer.allocUnsafeSlow(header.length + body.length);
  bytes.set(header);
  bytes.set(body, header.length);
  return { bytes, uncompressed: header.length + length };
}

function addPage(chunk: ChunkWriter, page: Page): void {
  chunk.pages.push(page.bytes);
  chunk.pagesBytes += page.bytes.length;
  chunk.uncompressedBytes += page.uncompressed;
}

/** Bytes of memory that the chunk takes. */
export const heldBytes = ({ pagesBytes, leaf }: ChunkWriter): number => pagesBytes + roomBytes(leaf);

/** Bytes that the chunk has gathered: pages, and what no page has been made of yet. */
export function bufferedBytes(chunk: ChunkWriter): number {
  const { words } = chunk.leaf;
  return (
    chunk.pagesBytes +
    words.get(LEAF.dictionaryBytes) +
    (words.get(LEAF.dictionaryEncoded) ? words.get(LEAF.values) * 4 : words.get(LEAF.dataBytes))
  );
}

/** Before a chunk shows how well it compresses, this is assumed, and counts as much as so many bytes do later. */
const ASSUMED_RATIO = 0.5;
const ASSUMED_BYTES = 32 * 1024;

/** Bytes that the chunk would have if it were written now, about. */
export function estimatedChunkBytes(chunk: ChunkWriter): number {
  const { words } = chunk.leaf;
  const ratio = (chunk.pagesBytes + ASSUMED_BYTES * ASSUMED_RATIO) / (chunk.uncompressedBytes + ASSUMED_BYTES);
  const open = words.get(LEAF.dictionaryEncoded) ? words.get(LEAF.values) : words.get(LEAF.dataBytes);
  return chunk.pagesBytes + Math.round((words.get(LEAF.dictionaryBytes) + open) * ratio);
}

/** Hands the finished chunk's bytes to `write`, in order, and begins the next. @param offset where they will stand in the file */
export function finishChunk(
  tools: ChunkTools,
  chunk: ChunkWriter,
  offset: number,
  write: (bytes: Uint8Array) => void,
): ColumnChunk {
  const { memory, settings } = tools;
  const { leaf } = chunk;
  cutPage(tools, chunk);
  const { pages } = chunk;
  let dataPageOffset = offset;
  if (chunk.dictionaryPages > 0) {
    const page = dictionaryPage(tools, chunk);
    write(page.bytes);
    chunk.pagesBytes += page.bytes.length;
    chunk.uncompressedBytes += page.uncompressed;
    dataPageOffset += page.bytes.length;
  }
  for (const page of pages) write(page);
  const encodings: number[] = [ENCODING.RLE];
  if (chunk.dictionaryPages > 0 || chunk.plainPages > 0) encodings.push(ENCODING.PLAIN);
  if (chunk.dictionaryPages > 0) encodings.push(ENCODING.RLE_DICTIONARY);
  const finished: ColumnChunk = {
    type: leaf.node.type,
    encodings,
    path: leaf.path,
    codec: settings.codec,
    valueCount: chunk.slots,
    uncompressedBytes: chunk.uncompressedBytes,
    compressedBytes: chunk.pagesBytes,
    dataPageOffset,
    ...(chunk.dictionaryPages > 0 && { dictionaryPageOffset: offset }),
    ...(settings.statistics && {
      statistics: statisticsOf(leaf.node, chunk.bounds, chunk.nulls, settings.statisticsBytes),
    }),
  };
  Object.assign(chunk, emptyChunk());
  beginChunk(memory, leaf);
  return finished;
}

function dictionaryPage(tools: ChunkTools, chunk: ChunkWriter): Page {
  const { node, words } = chunk.leaf;
  const at = words.get(LEAF.dictionary);
  const bytes = words.get(LEAF.dictionaryBytes);
  const valueCount = words.get(LEAF.dictionaryCount);
  chunk.bounds = mergeBounds(node, chunk.bounds, chunk.findBounds(at, valueCount, bytes));
  return pageOf(tools, at, bytes, { type: PAGE.DICTIONARY, dictionary: { valueCount, encoding: ENCODING.PLAIN } });
}
