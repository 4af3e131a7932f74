import { describe, expect, test } from 'vitest';
import { print } from '../../../src/connectors/print/connector.ts';
import { valueText } from '../../../src/connectors/print/row-text.ts';
import { linePrefix } from '../../../src/connectors/print/sink.ts';
import { DELETE, UPDATE_AFTER } from '../../../src/runtime/batch/batch.ts';
import { Arena } from '../../../src/runtime/batch/memory.ts';
import * as T from '../../../src/sql/types/type.ts';
import type { Value } from '../../../src/sql/types/value.ts';
import { makeBatch, sinkNode, testJob } from '../../harness/connector-context.ts';
import { entrySuite } from '../../harness/connector-suite.ts';

entrySuite(print);

const at = (text: string) => ({ millis: Date.parse(`${text}Z`), nanos: 0 });

// What Java's toString of the conversion classes gives: LocalDateTime, Instant, BigDecimal, Double, Period, Duration …
const CASES: readonly (readonly [T.SqlType, Value, string])[] = [
  [T.STRING, null, 'null'],
  [T.STRING, 'user-service', 'user-service'],
  [T.BOOLEAN, true, 'true'],
  [T.BIGINT, -9223372036854775808n, '-9223372036854775808'],
  [T.DOUBLE, 1, '1.0'],
  [T.DOUBLE, 1e10, '1.0E10'],
  [T.FLOAT, Math.fround(0.1), '0.1'],
  [T.decimal(10, 2), 1250n, '12.50'],
  [T.decimal(10, 2), -5n, '-0.05'],
  [T.decimal(38, 0), 7n, '7'],
  [T.decimal(18, 8), 1n, '1E-8'],
  [T.decimal(18, 8), 123n, '0.00000123'],
  [T.decimal(18, 10), 123n, '1.23E-8'],
  [T.decimal(10, 7), 0n, '0E-7'],
  [T.decimal(10, 6), 0n, '0.000000'],
  [T.DATE, 0, '1970-01-01'],
  [T.DATE, -719529, '-0001-12-31'],
  [T.time(0), 34_200_000, '09:30'],
  [T.time(3), 34_201_500, '09:30:01.500'],
  [T.timestamp(3), at('2025-08-06T09:12:30'), '2025-08-06T09:12:30'],
  [T.timestamp(3), at('2025-08-06T09:12:00'), '2025-08-06T09:12'],
  [T.timestamp(3), at('2025-08-06T09:12:00.120'), '2025-08-06T09:12:00.120'],
  [T.timestamp(9), { millis: 0, nanos: 1000 }, '1970-01-01T00:00:00.000001'],
  [T.timestamp(9), { millis: 0, nanos: 1 }, '1970-01-01T00:00:00.000000001'],
  [T.timestampLtz(3), at('2025-08-06T09:12:00'), '2025-08-06T09:12:00Z'],
  [T.timestampLtz(3), at('2025-08-06T09:12:00.5'), '2025-08-06T09:12:00.500Z'],
  [T.BYTES, Uint8Array.of(1, 255), '[1, -1]'],
  [T.array(T.INT), [1, null, 3], '[1, null, 3]'],
  [T.map(T.STRING, T.INT), { keys: ['a', 'b'], values: [1, null] }, '{a=1, b=null}'],
  [T.multiset(T.STRING), { keys: ['a'], values: [2] }, '{a=2}'],
  [
    T.row([
      { name: 'x', type: T.INT },
      { name: 'y', type: T.STRING },
    ]),
    [1, null],
    '+I[1, null]',
  ],
  [T.intervalYearMonth('YEAR', 'MONTH'), 14, 'P1Y2M'],
  [T.intervalYearMonth('YEAR', 'MONTH'), -1, 'P-1M'],
  [T.intervalYearMonth('YEAR', 'MONTH'), 0, 'P0D'],
  [T.intervalDayTime('DAY', 'SECOND'), 0, 'PT0S'],
  [T.intervalDayTime('DAY', 'SECOND'), 86_461_500, 'PT24H1M1.5S'],
  [T.intervalDayTime('DAY', 'SECOND'), 60_000, 'PT1M'],
  [T.intervalDayTime('DAY', 'SECOND'), -500, 'PT-0.5S'],
  [T.intervalDayTime('DAY', 'SECOND'), -61_500, 'PT-1M-1.5S'],
];

test.each(CASES.map(([type, value, text]) => ({ type, value, text })))(
  '$type.kind as $text',
  ({ type, value, text }) => {
    expect(valueText(value, type)).toBe(text);
  },
);

test('the prefix names the subtask only where there are several', () => {
  expect(linePrefix('', 0, 1)).toBe('');
  expect(linePrefix('KafkaData', 0, 1)).toBe('KafkaData> ');
  expect(linePrefix('KafkaData', 5, 8)).toBe('KafkaData:6> ');
  expect(linePrefix('', 5, 8)).toBe('6> ');
});

describe('the sink', () => {
  const columns = [
    { name: 'id', type: T.INT },
    { name: 'name', type: T.STRING },
  ];
  const written = async (
    options: Record<string, string>,
    more: { subtask?: number; parallelism?: number; fixed?: Record<string, string> },
  ) => {
    const job = testJob();
    const table = { connector: print, options, columns, partitionKeys: Object.keys(more.fixed ?? {}) };
    const implementation = await print.sink!();
    const node = sinkNode(table, { staticPartitions: more.fixed ?? {} });
    const writer = await implementation.openWriter(job.context(table, more), node, []);
    const arena = new Arena(job.memory);
    const batch = makeBatch(arena, columns, [
      [1, 'a'],
      [2, null],
    ]);
    const rowKinds = arena.bytes(Uint8Array.of(UPDATE_AFTER, DELETE));
    await writer.write(batch);
    await writer.write({ ...batch, rowKinds });
    expect(await writer.prepareCommit(1, true)).toEqual({ committables: [], state: undefined });
    await writer.close();
    return job.host.printed;
  };

  test('prints rows with their kinds at once', async () => {
    expect(await written({}, {})).toEqual([
      { stream: 'stdout', lines: '+I[1, a]\n+I[2, null]\n' },
      { stream: 'stdout', lines: '+U[1, a]\n-D[2, null]\n' },
    ]);
  });

  test('with identifier, subtask and partition on standard error', async () => {
    const printed = await written(
      { 'print-identifier': 'x', 'standard-error': 'true' },
      { subtask: 1, parallelism: 2, fixed: { dt: '2026', h: '6', min: '' } },
    );
    expect(printed[0]).toEqual({
      stream: 'stderr',
      lines: 'x:dt=2026:h=6:2> +I[1, a]\nx:dt=2026:h=6:2> +I[2, null]\n',
    });
  });

  test('large batches come in pieces of whole lines', async () => {
    const job = testJob();
    const table = { connector: print, options: {}, columns };
    const writer = await (await print.sink!()).openWriter(job.context(table), sinkNode(table), []);
    const rows = Array.from({ length: 20_000 }, (_, i) => [i, 'abcdefgh']);
    await writer.write(makeBatch(new Arena(job.memory), columns, rows));
    expect(job.host.printed.length).toBeGreaterThan(3);
    for (const { lines } of job.host.printed) expect(lines.endsWith('\n')).toBe(true);
    const all = job.host.printed.map(({ lines }) => lines).join('');
    expect(all).toBe(rows.map(([id, name]) => `+I[${id}, ${name}]\n`).join(''));
  });
});
