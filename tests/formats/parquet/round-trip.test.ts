import { describe, expect, test } from 'vitest';
import { WRITABLE_CODECS } from '../../../src/connectors/formats/parquet/write/compress.ts';
import { ALL_TYPES, columnsOf, sampleRows } from './columns.ts';
import { readRows, worker, writeRows } from './support.ts';

const columns = columnsOf(ALL_TYPES);

describe.each(['wasm', 'typescript'] as const)('written by %s kernels', (implementation) => {
  test.each(WRITABLE_CODECS)('every type comes back, compressed as %s', async (codec) => {
    const rows = sampleRows(columns, 300);
    const at = worker(implementation);
    const bytes = await writeRows(columns, rows, { options: { compression: codec }, worker: at });
    expect(await readRows(bytes, columns, { worker: at })).toEqual(rows);
  });
});
