import type { FileSource } from '../../../format.ts';
import { check } from '../format/error.ts';
import type { ColumnChunk, PageHeader } from '../format/metadata.ts';
import { readPageHeader } from '../format/metadata-read.ts';
import { PAGE } from '../format/schema.ts';
import { ThriftTooShort } from '../format/thrift-read.ts';
import type { Segment } from './conversion.ts';
import { checkCrc, checkPage, type DataPage, type PageContext, readDataPage, readDictionary } from './page.ts';
import type { Values } from './values.ts';

/** A column chunk of a file to the levels and values of rows, page by page. */

/** Some rows of a leaf: a place for each value, NULL or empty list, and the values in their order. */
export interface LeafRows {
  readonly count: number;
  readonly definitions: Uint8Array;
  readonly repetitions: Uint8Array;
  readonly segments: readonly Segment[];
}

export interface LeafReader {
  /** The next `rows` rows. @throws ParquetError when the chunk has fewer */
  read(rows: number): Promise<LeafRows>;
}

/** Bytes asked of the file at once, at least, where the chunk has so many. */
const WINDOW_BYTES = 1 << 20;

export function openLeafReader(file: FileSource, chunk: ColumnChunk, context: PageContext): LeafReader {
  const pages = pageReader(file, chunk, context);
  let page: DataPage | undefined;
  let place = 0;
  let value = 0;
  /** Goes to the next page with a place in it. @returns whether there is one */
  const more = async (): Promise<boolean> => {
    while (!page || place === page.count) {
      page = await pages.next();
      place = 0;
      value = 0;
      if (!page) return false;
    }
    return true;
  };
  return {
    async read(rows) {
      const parts: { readonly page: DataPage; readonly from: number; readonly to: number }[] = [];
      const segments: Segment[] = [];
      let begun = 0;
      let done = false;
      while (!done && (await more())) {
        const current = page!;
        const from = place;
        const firstValue = value;
        ({ place, value, begun, done } = takeRows(current, context, place, value, begun, rows));
        if (place > from) parts.push({ page: current, from, to: place });
        if (value > firstValue) segments.push({ values: current.values, from: firstValue, to: value });
      }
      check(begun === rows, 'it has fewer rows than it says');
      return { ...joinLevels(parts), segments };
    },
  };
}

/** Goes on in a page until `rows` rows were begun and the next begins (done), or the page ends. */
function takeRows(
  page: DataPage,
  { maxDefinition, maxRepetition }: PageContext,
  place: number,
  value: number,
  begun: number,
  rows: number,
): { place: number; value: number; begun: number; done: boolean } {
  const { definitions, repetitions, count } = page;
  for (; place < count; place++) {
    if (repetitions[place] === 0) {
      if (begun === rows) return { place, value, begun, done: true };
      begun++;
    } else check(begun > 0, 'a row group begins within a row');
    if (definitions[place] === maxDefinition) value++;
  }
  // Only a column that repeats can go on with the same row in the next page.
  return { place, value, begun, done: maxRepetition === 0 && begun === rows };
}

function joinLevels(parts: readonly { readonly page: DataPage; readonly from: number; readonly to: number }[]) {
  if (parts.length === 1) {
    const { page, from, to } = parts[0]!;
    const [definitions, repetitions] = [page.definitions.subarray(from, to), page.repetitions.subarray(from, to)];
    return { count: to - from, definitions, repetitions };
  }
  const count = parts.reduce((sum, { from, to }) => sum + to - from, 0);
  const definitions = new Uint8Array(count);
  const repetitions = new Uint8Array(count);
  let at = 0;
  for (const { page, from, to } of parts) {
    definitions.set(page.definitions.subarray(from, to), at);
    repetitions.set(page.repetitions.subarray(from, to), at);
    at += to - from;
  }
  return { count, definitions, repetitions };
}

interface PageReader {
  /** The next data page; undefined behind the last. */
  next(): Promise<DataPage | undefined>;
}

function pageReader(file: FileSource, chunk: ColumnChunk, context: PageContext): PageReader {
  const { dictionaryPageOffset: dictionaryOffset, dataPageOffset } = chunk;
  const start = dictionaryOffset === undefined ? dataPageOffset : Math.min(dictionaryOffset, dataPageOffset);
  const bytes = byteWindow(file, start, start + chunk.compressedBytes);
  let valuesLeft = chunk.valueCount;
  let dictionary: Values | undefined;
  return {
    async next() {
      while (valuesLeft > 0) {
        const header = await nextHeader(bytes);
        checkPage(header);
        const body = await bytes.take(header.compressedBytes);
        checkCrc(header, body);
        if (header.type === PAGE.DICTIONARY) dictionary = readDictionary(context, header, body);
        else if (header.type !== PAGE.INDEX) {
          const page = readDataPage(context, header, body, dictionary);
          valuesLeft -= page.count;
          return page;
        }
      }
      return undefined;
    },
  };
}

interface ByteWindow {
  /** At least `length` bytes that come next, or all there are. */
  peek(length: number): Promise<Uint8Array>;
  /** The next `length` bytes. @throws ParquetError when there are fewer */
  take(length: number): Promise<Uint8Array>;
}

/** Bytes of a file from `start` on, asked for up to `expectedEnd` in pieces of a sensible size. */
function byteWindow(file: FileSource, start: number, expectedEnd: number): ByteWindow {
  let window: Uint8Array = new Uint8Array(0);
  let at = start;
  const fill = async (length: number): Promise<void> => {
    if (window.length >= length) return;
    check(at < file.sizeBytes, 'it ends within a column');
    const wanted = Math.max(length, Math.min(WINDOW_BYTES, expectedEnd - at));
    window = await file.read(at, Math.min(wanted, file.sizeBytes - at));
  };
  return {
    async peek(length) {
      await fill(length);
      return window;
    },
    async take(length) {
      await fill(length);
      check(window.length >= length, 'it ends within a column');
      const taken = window.subarray(0, length);
      window = window.subarray(length);
      at += length;
      return taken;
    },
  };
}

const FIRST_HEADER_BYTES = 256;
/** Headers hold statistics of values of any size. */
const MAX_HEADER_BYTES = 16 << 20;

async function nextHeader(bytes: ByteWindow): Promise<PageHeader> {
  for (let size = FIRST_HEADER_BYTES; ; size *= 8) {
    const window = await bytes.peek(size);
    try {
      const { header, length } = readPageHeader(window);
      await bytes.take(length);
      return header;
    } catch (error) {
      if (!(error instanceof ThriftTooShort) || window.length < size || size > MAX_HEADER_BYTES) throw error;
    }
  }
}
