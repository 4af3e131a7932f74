import { crc32 } from 'node:zlib';
import { check, ParquetError } from '../format/error.ts';
import type { PageHeader } from '../format/metadata.ts';
import { ENCODING, PAGE } from '../format/schema.ts';
import { decodeValues, plain } from './decode.ts';
import type { Decompressor } from './decompress.ts';
import { readBitPackedLevels, readHybrid } from './hybrid.ts';
import type { ValueShape, Values } from './values.ts';

/** A page's header and body to levels and values. */

/** What the pages of a leaf are read by. */
export interface PageContext {
  readonly shape: ValueShape;
  readonly maxDefinition: number;
  readonly maxRepetition: number;
  readonly decompress: Decompressor;
}

export interface DataPage {
  /** Places in the page; each has both levels, all 0 where the column has none. */
  readonly count: number;
  readonly definitions: Uint8Array;
  readonly repetitions: Uint8Array;
  readonly values: Values;
}

/** Larger pages than this are taken for broken ones. */
export const MAX_PAGE_BYTES = 1 << 30;
const MAX_PAGE_VALUES = 1 << 28;

export function checkPage(header: PageHeader): void {
  const sizes = [header.compressedBytes, header.uncompressedBytes];
  check(
    sizes.every((size) => size <= MAX_PAGE_BYTES),
    `it has a page of ${Math.max(...sizes)} bytes, more than ${MAX_PAGE_BYTES}`,
  );
  const count = (header.data ?? header.dataV2 ?? header.dictionary)?.valueCount ?? 0;
  check(count <= MAX_PAGE_VALUES, `it has a page of ${count} values, more than ${MAX_PAGE_VALUES}`);
}

export function checkCrc(header: PageHeader, body: Uint8Array): void {
  if (header.crc === undefined) return;
  check((crc32(body) | 0) === (header.crc | 0), 'a page is damaged: its checksum is another');
}

export function readDictionary(context: PageContext, header: PageHeader, body: Uint8Array): Values {
  const { dictionary } = header;
  check(dictionary !== undefined, 'a dictionary has no header');
  check(
    dictionary.encoding === ENCODING.PLAIN || dictionary.encoding === ENCODING.PLAIN_DICTIONARY,
    `its dictionary's encoding ${dictionary.encoding} is not supported`,
  );
  return plain(context.shape, context.decompress(body, header.uncompressedBytes), dictionary.valueCount);
}

export function readDataPage(
  context: PageContext,
  header: PageHeader,
  body: Uint8Array,
  dictionary: Values | undefined,
): DataPage {
  if (header.type === PAGE.DATA) return readVersion1(context, header, body, dictionary);
  if (header.type === PAGE.DATA_V2) return readVersion2(context, header, body, dictionary);
  throw new ParquetError(`it has a page of the unknown type ${header.type}`);
}

const bitsFor = (level: number) => 32 - Math.clz32(level);

/** Levels are compressed with the values, each with its length before it. */
function readVersion1(
  context: PageContext,
  header: PageHeader,
  body: Uint8Array,
  dictionary: Values | undefined,
): DataPage {
  const { data } = header;
  check(data !== undefined, 'a page has no header');
  const count = data.valueCount;
  const bytes = context.decompress(body, header.uncompressedBytes);
  let at = 0;
  const levels = (max: number, encoding: number): Uint8Array => {
    const out = new Uint8Array(count);
    if (max === 0) return out;
    if (encoding === ENCODING.BIT_PACKED) {
      at += readBitPackedLevels(bytes, at, bytes.length, bitsFor(max), out);
      return out;
    }
    check(encoding === ENCODING.RLE, `the encoding ${encoding} of its levels is not supported`);
    check(at + 4 <= bytes.length, 'its levels end early');
    const length = new DataView(bytes.buffer, bytes.byteOffset + at, 4).getUint32(0, true);
    at += 4;
    check(length <= bytes.length - at, 'its levels end early');
    readHybrid(bytes, at, at + length, bitsFor(max), out);
    at += length;
    return out;
  };
  const repetitions = levels(context.maxRepetition, data.repetitionEncoding);
  const definitions = levels(context.maxDefinition, data.definitionEncoding);
  return finishPage(context, count, definitions, repetitions, data.encoding, bytes.subarray(at), dictionary);
}

/** Levels stand before the values, not compressed, and the header has their lengths. */
function readVersion2(
  context: PageContext,
  header: PageHeader,
  body: Uint8Array,
  dictionary: Values | undefined,
): DataPage {
  const { dataV2 } = header;
  check(dataV2 !== undefined, 'a page has no header');
  const { valueCount: count, repetitionBytes, definitionBytes } = dataV2;
  const levelBytes = repetitionBytes + definitionBytes;
  check(levelBytes <= body.length && levelBytes <= header.uncompressedBytes, 'its levels end early');
  const levels = (max: number, from: number, length: number): Uint8Array => {
    const out = new Uint8Array(count);
    if (max > 0) readHybrid(body, from, from + length, bitsFor(max), out);
    return out;
  };
  const repetitions = levels(context.maxRepetition, 0, repetitionBytes);
  const definitions = levels(context.maxDefinition, repetitionBytes, definitionBytes);
  const rest = body.subarray(levelBytes);
  const length = header.uncompressedBytes - levelBytes;
  // Some writers compress nothing where there is nothing.
  const bytes = dataV2.compressed && rest.length > 0 ? context.decompress(rest, length) : rest;
  return finishPage(context, count, definitions, repetitions, dataV2.encoding, bytes, dictionary);
}

function finishPage(
  { shape, maxDefinition, maxRepetition }: PageContext,
  count: number,
  definitions: Uint8Array,
  repetitions: Uint8Array,
  encoding: number,
  bytes: Uint8Array,
  dictionary: Values | undefined,
): DataPage {
  let values = 0;
  for (let i = 0; i < count; i++) {
    if (definitions[i] === maxDefinition) values++;
    check(
      definitions[i]! <= maxDefinition && repetitions[i]! <= maxRepetition,
      'its levels are higher than its schema',
    );
  }
  return { count, definitions, repetitions, values: decodeValues(shape, encoding, bytes, values, dictionary) };
}
