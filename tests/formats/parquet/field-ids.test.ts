import { expect, test } from 'vitest';
import { loadZstd } from '../../../src/connectors/formats/parquet/format/zstd.ts';
import { readFooter } from '../../../src/connectors/formats/parquet/read/file.ts';
import { openParquetWriter } from '../../../src/connectors/formats/parquet/write/file.ts';
import { flinkColumns } from '../../../src/connectors/formats/parquet/write/flink-schema.ts';
import type { WriteNode } from '../../../src/connectors/formats/parquet/write/node.ts';
import { DEFAULT_SETTINGS } from '../../../src/connectors/formats/parquet/write/settings.ts';
import { Arena } from '../../../src/runtime/batch/memory.ts';
import * as t from '../../../src/sql/types/type.ts';
import { runPython } from '../../harness/python.ts';
import { columnsOf } from './columns.ts';
import { batchOf, memorySink, sourceOf, worker } from './support.ts';
import { temporaryFile } from './temporary.ts';

/** Numbers every node, depth first, as catalogs do. */
function numbered(node: WriteNode, next: { id: number }): WriteNode {
  const fieldId = next.id++;
  switch (node.kind) {
    case 'leaf':
      return { ...node, fieldId };
    case 'row':
      return { ...node, fieldId, fields: node.fields.map((field) => numbered(field, next)) };
    case 'list':
      return { ...node, fieldId, element: numbered(node.element, next) };
    case 'map':
      return { ...node, fieldId, key: numbered(node.key, next), value: numbered(node.value, next) };
  }
}

test('a schema of another writer, with field ids, and metadata for its catalog', async () => {
  const columns = columnsOf({
    id: t.notNull(t.BIGINT),
    tags: t.array(t.STRING),
    counts: t.map(t.STRING, t.row([{ name: 'n', type: t.INT }])),
  });
  const next = { id: 1 };
  const nodes = flinkColumns(columns, { zone: false }).map((node) => numbered(node, next));
  const { memory, kernels } = worker();
  const settings = { ...DEFAULT_SETTINGS, rootName: 'table', keyValues: [{ key: 'iceberg.schema', value: '{}' }] };
  const sink = memorySink();
  const writer = openParquetWriter({ memory, kernels, zstd: await loadZstd() }, nodes, settings, sink);
  const batch = batchOf(new Arena(memory), columns, [
    [5n, ['a', null], { keys: ['k'], values: [[1]] }],
    [-2n, null, null],
  ]);
  writer.append(batch, 0, 2);
  expect(writer.metadata).toBeUndefined();
  writer.finish();

  const { schema, rowCount, rowGroups } = writer.metadata!;
  expect([rowCount, rowGroups.length, schema[0]!.name]).toEqual([2, 1, 'table']);
  expect(
    rowGroups[0]!.columns.map(({ path, valueCount, statistics }) => [
      path.join('.'),
      valueCount,
      statistics!.nullCount,
    ]),
  ).toEqual([
    ['id', 2, 0],
    ['tags.list.element', 3, 2],
    ['counts.key_value.key', 2, 1],
    ['counts.key_value.value.n', 2, 1],
  ]);
  expect((await readFooter(sourceOf(sink.bytes()))).keyValues).toEqual(settings.keyValues);

  const ids = await runPython<unknown>(
    `import pyarrow.parquet as pq
def ids(field):
    found = [int((field.metadata or {}).get(b'PARQUET:field_id', -1))]
    t = field.type
    import pyarrow as pa
    children = [t.key_field, t.item_field] if pa.types.is_map(t) else [t.field(i) for i in range(t.num_fields)]
    return found + [ids(child) for child in children]
output = [ids(field) for field in pq.ParquetFile(input).schema_arrow]`,
    temporaryFile(sink.bytes()),
  );
  expect(ids).toEqual([[1], [2, [3]], [4, [5], [6, [7]]]]);
});
