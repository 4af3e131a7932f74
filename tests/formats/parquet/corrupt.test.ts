import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readFooter } from '../../../src/connectors/formats/parquet/read/file.ts';
import { WRITABLE_CODECS } from '../../../src/connectors/formats/parquet/write/compress.ts';
import { MemoryLimitError } from '../../../src/runtime/batch/memory.ts';
import { RunTimeError } from '../../../src/sql/diagnostics/run-time-error.ts';
import * as t from '../../../src/sql/types/type.ts';
import { ALL_TYPES, columnsOf, sampleRows } from './columns.ts';
import { readRows, sourceOf, withMetadata, worker, writeRows } from './support.ts';

const columns = columnsOf(ALL_TYPES);
const rows = sampleRows(columns, 40, 5);
const at = worker('wasm', 64 << 20);

/** Reads a file that may be broken: what comes is rows or an error that names the file. */
async function attempt(bytes: Uint8Array): Promise<'rows' | string> {
  try {
    await readRows(bytes, columns, { worker: at, path: 'broken.parquet' });
    return 'rows';
  } catch (error) {
    if (error instanceof MemoryLimitError) return error.message;
    if (!(error instanceof RunTimeError) || !error.message.startsWith('file broken.parquet: ')) throw error;
    return error.message;
  }
}

test.each([
  ['nothing', Buffer.alloc(0), 'it is no Parquet file: it is too short'],
  ['text', Buffer.from('{"this": "is", "no": "parquet"}'), 'it is no Parquet file: it does not end as one'],
  ['only the end', Buffer.from('PAR1\xff\xff\xff\x7fPAR1', 'latin1'), 'it is no Parquet file: its footer is not whole'],
  ['an empty footer', Buffer.from('PAR1\0\0\0\0PAR1'), 'its metadata ends early'],
  ['an encrypted footer', Buffer.from('PARE\0\0\0\0PARE'), 'it is encrypted, which is not supported'],
])('%s is an error', async (_, bytes, message) => {
  expect(await attempt(bytes)).toBe(`file broken.parquet: ${message}`);
});

describe.each(WRITABLE_CODECS)('%s', (compression) => {
  const file = writeRows(columns, rows, { options: { compression, 'block.size': '4000' }, batchRows: 10 });
  const unchecked = writeRows(columns, rows, {
    options: { compression, 'block.size': '4000', 'page.write-checksum.enabled': 'false' },
    batchRows: 10,
  });

  test('a file that is cut off anywhere is an error', async () => {
    const bytes = await file;
    for (let length = 0; length < bytes.length; length += 97)
      expect(await attempt(bytes.subarray(0, length)), `${length} bytes`).toMatch(
        /^file broken.parquet: it is no Parquet file/,
      );
  });

  test('a changed byte of a page is found by its checksum', async () => {
    const bytes = await file;
    const { rowGroups } = await readFooter(sourceOf(bytes));
    for (const chunk of rowGroups.flatMap((group) => group.columns)) {
      const end = (chunk.dictionaryPageOffset ?? chunk.dataPageOffset) + chunk.compressedBytes;
      const changed = Buffer.from(bytes);
      changed[end - 1]! ^= 0x10;
      const name = chunk.path.join('.');
      expect(await attempt(changed)).toBe(
        `file broken.parquet: column '${name}': a page is damaged: its checksum is another`,
      );
    }
  });

  test('any changes, without checksums, give rows or an error, and end', async () => {
    const bytes = await unchecked;
    const change = fc.tuple(fc.nat(bytes.length - 1), fc.nat(255));
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 4 }), async (changes) => {
        const changed = Buffer.from(bytes);
        for (const [place, value] of changes) changed[place] = value;
        await attempt(changed);
      }),
      { numRuns: 150 },
    );
  });

  test('any changes of the footer give rows or an error, and end', async () => {
    const bytes = await unchecked;
    const footer = bytes.readUInt32LE(bytes.length - 8);
    const change = fc.tuple(fc.integer({ min: bytes.length - 8 - footer, max: bytes.length - 1 }), fc.nat(255));
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 3 }), async (changes) => {
        const changed = Buffer.from(bytes);
        for (const [place, value] of changes) changed[place] = value;
        await attempt(changed);
      }),
      { numRuns: 150 },
    );
  });
});

test('what is read from a broken file does not harm the memory of others', async () => {
  const other = await writeRows(columns, rows, { worker: at });
  expect(await readRows(other, columns, { worker: at })).toEqual(rows);
});

test.each([
  [4, 'it has fewer rows than it says'],
  [2 ** 40, 'it has fewer rows than it says'],
])('a row group that says it has %i rows of 3 is an error', async (rowCount, message) => {
  const schema = columnsOf({ c: t.INT });
  const bytes = await withMetadata(await writeRows(schema, [[1], [2], [3]]), (metadata) => ({
    ...metadata,
    rowGroups: metadata.rowGroups.map((group) => ({ ...group, rowCount })),
  }));
  await expect(readRows(bytes, schema)).rejects.toThrow(`file memory.parquet: column 'c': ${message}`);
});
