import { describe, expect, test } from 'vitest';
import { readOptions } from '../../../src/connectors/options.ts';
import { values } from '../../../src/connectors/values/connector.ts';
import { Arena } from '../../../src/runtime/batch/memory.ts';
import * as T from '../../../src/sql/types/type.ts';
import { physical, readRows, rowText, testJob } from '../../harness/connector-context.ts';
import { entrySuite } from '../../harness/connector-suite.ts';
import { type SourceCase, sourceSuite } from '../../harness/source-suite.ts';

entrySuite(values);

const COLUMNS = [
  { name: 'id', type: T.INT },
  { name: 'ts', type: T.timestamp(3) },
];

const TEXT = `
{"id": 1, "ts": "2024-01-01 00:00:01"}
+I {"id": 2}

-U {"id": 2}
+U {"id": 3}
--
-D{"id": 1, "ts": "2024-01-01 00:00:01"}
`;

const ROWS = [
  [1, { millis: Date.UTC(2024, 0, 1, 0, 0, 1), nanos: 0 }],
  [2, null],
  [2, null],
  [3, null],
  [1, { millis: Date.UTC(2024, 0, 1, 0, 0, 1), nanos: 0 }],
].map(rowText);

const tableOf = (options: Readonly<Record<string, string>>) => ({ connector: values, options, columns: COLUMNS });

sourceSuite((): readonly SourceCase[] => [
  { name: 'one split', table: tableOf({ rows: TEXT }), rows: ROWS },
  { name: 'row by row', table: tableOf({ rows: TEXT, 'batch-size': '1' }), rows: ROWS },
  { name: 'three splits', table: tableOf({ rows: TEXT, splits: '3' }), rows: ROWS },
  { name: 'no rows', table: tableOf({}), rows: [] },
]);

/** What each poll gives: rows with their kinds, `pause`, or an end. */
async function polls(options: Readonly<Record<string, string>>) {
  const job = testJob();
  const table = tableOf(options);
  const implementation = await values.source!();
  const reader = await implementation.openReader(job.context(table), physical(COLUMNS));
  reader.assign(await (await implementation.openEnumerator(job.context(table))).discover(new Map()));
  const found: unknown[] = [];
  for (;;) {
    const arena = new Arena(job.memory);
    const batch = await reader.poll(arena, 10);
    if (batch === 'end') return found;
    if (batch === null) found.push('pause');
    else
      found.push(
        readRows(job.memory, COLUMNS, batch).map(
          ([id], row) =>
            `${batch.rowKinds === 0 ? 0 : job.memory.u8[batch.rowKinds + row]} ${id} ${batch.origin!.describe(row)}`,
        ),
      );
    arena.dispose();
  }
}

describe('rows', () => {
  test('have their kinds and say their line; no batch goes over a pause', async () => {
    expect(await polls({ rows: TEXT })).toEqual([
      [
        "0 1 option 'rows', line 2",
        "0 2 option 'rows', line 3",
        "1 2 option 'rows', line 5",
        "2 3 option 'rows', line 6",
      ],
      'pause',
      ["3 1 option 'rows', line 8"],
    ]);
  });

  test('come in batches of the size wanted', async () => {
    const sizes = (await polls({ rows: TEXT, 'batch-size': '3' })).map((one) =>
      Array.isArray(one) ? one.length : one,
    );
    expect(sizes).toEqual([3, 1, 'pause', 1]);
  });

  test('several pauses follow each other', async () => {
    expect(await polls({ rows: '--\n--\n{"id": 1}\n--' })).toEqual([
      'pause',
      'pause',
      ["0 1 option 'rows', line 3"],
      'pause',
    ]);
  });

  test('a row that cannot be read names its line', async () => {
    await expect(polls({ rows: '{"id": 1}\n{"id": ' })).rejects.toThrow(/^option 'rows', line 2: /);
  });
});

test.each(['splits', 'batch-size'])('%s has to be positive', (key) => {
  expect(readOptions(values.options, { [key]: '0' }, values.rules).problems).toMatchObject([{ at: key }]);
});
