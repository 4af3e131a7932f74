import { afterEach, describe, expect, test } from 'vitest';
import {
  instantOfLocal,
  localOfInstant,
  processIsInUtc,
  quarterly,
} from '../../../src/connectors/formats/parquet/zone.ts';
import * as t from '../../../src/sql/types/type.ts';
import type { TimestampValue } from '../../../src/sql/types/value.ts';
import { columnsOf } from './columns.ts';
import { type Row, readRows, writeRows } from './support.ts';

const before = process.env['TZ'];

afterEach(() => {
  if (before === undefined) delete process.env['TZ'];
  else process.env['TZ'] = before;
});

const at = (text: string, nanos = 0): TimestampValue => ({ millis: Date.parse(`${text}Z`), nanos });
const schema = columnsOf({ c: t.timestamp(9), l: t.array(t.timestampLtz(3)) });
const rowsOf = (...values: TimestampValue[]): Row[] => [
  ...values.map((value): Row => [value, [value, null]]),
  [null, null],
];

describe.each<Record<string, string>>([{}, { 'write.int64.timestamp': 'true', 'timestamp.time.unit': 'nanos' }])(
  '%o',
  (options) => {
    test("a local date-time is written as the instant that the process's clocks show it at", async () => {
      process.env['TZ'] = 'Asia/Shanghai';
      const rows = rowsOf(
        at('2024-02-29T10:00:00.123', 456_789),
        at('1969-12-31T23:59:59.999', 999_999),
        at('1990-07-01T00:30:00'),
      );
      const bytes = await writeRows(schema, rows, { options });
      expect(await readRows(bytes, schema)).toEqual(rows);
      expect(await readRows(bytes, schema, { options: { 'utc-timezone': 'true' } })).toEqual(
        // In the summer of 1990 the clocks of Shanghai were an hour ahead.
        rowsOf(
          at('2024-02-29T02:00:00.123', 456_789),
          at('1969-12-31T15:59:59.999', 999_999),
          at('1990-06-30T15:30:00'),
        ),
      );
    });

    test('with utc-timezone it is written as it is', async () => {
      process.env['TZ'] = 'America/New_York';
      const rows = rowsOf(at('2024-07-01T12:00:00'));
      const bytes = await writeRows(schema, rows, { options: { ...options, 'utc-timezone': 'true' } });
      expect(await readRows(bytes, schema, { options: { 'utc-timezone': 'true' } })).toEqual(rows);
      expect(await readRows(bytes, schema)).toEqual(rowsOf(at('2024-07-01T08:00:00')));
    });
  },
);

test('the times around changes of the clocks', () => {
  process.env['TZ'] = 'America/New_York';
  expect(processIsInUtc()).toBe(false);
  const instant = quarterly(instantOfLocal);
  const local = quarterly(localOfInstant);
  for (const text of [
    '2024-03-10T01:59:59.999',
    '2024-03-10T03:00:00',
    '2024-11-03T00:59:59',
    '2024-11-03T02:00:00',
    '0001-01-01T00:00:00',
    '9999-12-31T23:59:59.999',
  ]) {
    const millis = Date.parse(`${text}Z`);
    expect(new Date(local(instant(millis))).toISOString(), text).toBe(new Date(millis).toISOString());
  }
  // The hour that is left out: the clocks go on.
  expect(new Date(instant(Date.parse('2024-03-10T02:30:00Z'))).toISOString()).toBe('2024-03-10T07:30:00.000Z');
});
