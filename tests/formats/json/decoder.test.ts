import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FormatContext } from '../../../src/connectors/format.ts';
import { jsonFormat } from '../../../src/connectors/formats/json/index.ts';
import * as layout from '../../../src/kernels/json-plan.ts';
import type { Kernels } from '../../../src/kernels/kernels.ts';
import type { ProducedColumn } from '../../../src/planner/physical/plan.ts';
import type { SqlType } from '../../../src/sql/types/type.ts';
import { type DecodedRows, decodeAll, formatContext, physical } from '../../harness/format-answers.ts';
import { sqlType } from '../../harness/sql-type.ts';
import * as json from '../../kernels/json/documents.ts';

const decode = (
  produced: readonly ProducedColumn[],
  records: readonly (Uint8Array | string | null)[],
  options: Readonly<Record<string, string>> = {},
  change: (context: FormatContext) => FormatContext = (context) => context,
): Promise<DecodedRows> =>
  decodeAll(
    jsonFormat,
    change(formatContext(jsonFormat, options)),
    produced,
    records.map((record) => (typeof record === 'string' ? new Uint8Array(Buffer.from(record)) : record)),
  );

/** Kernels that leave every record to TypeScript. */
const leavingAll = (context: FormatContext): FormatContext => ({
  ...context,
  kernels: {
    ...context.kernels,
    jsonRecords(control: number) {
      const { i32, u8 } = context.memory;
      const count = i32[(control + layout.RECORD_COUNT) >> 2]!;
      const done = context.kernels.jsonRecords(control);
      const odd = i32[(control + layout.ODD) >> 2]!;
      u8.fill(1, odd, odd + count);
      i32[(control + layout.FIXUP_COUNT) >> 2] = 0;
      return done;
    },
  } satisfies Kernels,
});

const produced = (...columns: [name: string, type: string, path?: readonly string[]][]): ProducedColumn[] =>
  columns.map(([name, type, path]) => ({
    name,
    type: sqlType(type),
    from: { kind: 'physical', ...(path ? { path } : {}) },
  }));

const COLUMNS = produced(
  ['s', 'STRING'],
  ['b', 'BOOLEAN'],
  ['t', 'TINYINT'],
  ['i', 'INT'],
  ['l', 'BIGINT'],
  ['f', 'FLOAT'],
  ['d', 'DOUBLE'],
  ['c', 'DECIMAL(12, 3)'],
  ['e', 'DATE'],
  ['g', 'TIMESTAMP(3)'],
  ['h', 'TIMESTAMP_LTZ(9)'],
  ['a', 'ARRAY<INT>'],
  ['m', 'MAP<STRING, STRING>'],
  ['m', 'STRING', ['k']],
  ['n', 'MAP<STRING, INT>'],
  ['n', 'INT', ['k']],
  ['r', 'ROW<x INT, y STRING, z ARRAY<STRING>>'],
  ['q', 'STRING', ['x', 'y']],
  ['q', 'INT', ['x', 'z']],
);

describe('records that the kernel decodes', () => {
  const key = fc.constantFrom(...[...'sbtilfdceghamnrq'].map((name) => `"${name}"`), '"other"');
  const inner = json.object(
    fc.constantFrom('"k"', '"x"', '"y"', '"z"'),
    fc.oneof(json.field, json.list(json.string), json.object(fc.constantFrom('"y"', '"z"'), json.field)),
  );
  const record = json.damaged(
    json.object(
      key,
      fc.oneof(
        { arbitrary: json.field, weight: 3 },
        { arbitrary: inner, weight: 2 },
        { arbitrary: json.list(json.number), weight: 1 },
      ),
      12,
    ),
  );

  test.each([
    {},
    { 'ignore-parse-errors': 'true' },
    { 'fail-on-missing-field': 'true' },
    { 'decode.json-parser.enabled': 'false' },
  ] as Record<string, string>[])('are as those that it leaves to TypeScript: %j', async (options) => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.option(record, { freq: 20 }), { maxLength: 10 }), async (records) => {
        const withKernel = await decode(COLUMNS, records, options);
        const without = await decode(COLUMNS, records, options, leavingAll);
        expect(withKernel.rows).toEqual(without.rows);
        expect([...withKernel.failures.keys()]).toEqual([...without.failures.keys()]);
      }),
      { numRuns: 150 },
    );
  });
});

describe('single keys and fields', () => {
  test('of a map, beside the map and alone', async () => {
    const columns = produced(['m', 'MAP<STRING, STRING>'], ['m', 'STRING', ['a']], ['o', 'STRING', ['a']]);
    const { rows } = await decode(columns, [
      '{"m":{"a":"1","b":2},"o":{"a":true,"c":[]}}',
      '{"m":{"a":null},"o":{"a":{"x": 1}}}',
      '{"m":null}',
      '{"o":{"a":"x","a":"y"}}',
    ]);
    expect(rows).toEqual([
      [
        [
          [
            ['a', '1'],
            ['b', '2'],
          ],
          '1',
          'true',
        ],
      ],
      [[[['a', null]], null, '{"x":1}']],
      [[null, null, null]],
      [[null, null, 'y']],
    ]);
  });

  test('under several steps, of a row that is wanted whole too', async () => {
    const columns = produced(['r', 'INT', ['a', 'b']], ['r', 'STRING', ['a', 'c', 'd']], ['r', 'ROW<b INT>', ['a']]);
    const { rows } = await decode(columns, [
      '{"r":{"a":{"b":1,"c":{"d":"x"}}}}',
      '{"r":{"a":null}}',
      '{"r":null}',
      '{}',
    ]);
    expect(rows).toEqual([[['1', 'x', ['1']]], [[null, null, null]], [[null, null, null]], [[null, null, null]]]);
  });

  test('of what is no object', async () => {
    const { failures } = await decode(produced(['r', 'INT', ['a']]), ['{"r":5}']);
    expect(failures.get(0)).toBe(`cannot decode the JSON record '{"r":5}': field 'r': expected an object, found 5`);
    const { rows } = await decode(produced(['r', 'INT', ['a']]), ['{"r":5}'], { 'ignore-parse-errors': 'true' });
    expect(rows).toEqual([[[null]]]);
  });
});

describe('rows and records', () => {
  const columns = produced(
    ['i', 'INT'],
    ['s', 'STRING'],
    ['m', 'MAP<STRING, STRING>'],
    ['r', 'ROW<x INT, y STRING>'],
    ['a', 'ARRAY<STRING>'],
  );
  const flat = (i: number) => [[String(i), `s${i}`, [['k', `v${i}`]], [String(i), 'y'], ['p', null]]];
  const text = (i: number) => JSON.stringify({ i, s: `s${i}`, m: { k: `v${i}` }, r: { x: i, y: 'y' }, a: ['p', null] });

  test('an array at the top gives a row an element, in their order', async () => {
    const { rows } = await decode(columns, [text(1), `[${text(2)},${text(3)}]`, '[]', text(4), null, '']);
    expect(rows).toEqual([flat(1), [...flat(2), ...flat(3)], [], flat(4), [], []]);
  });

  test('many records, more than one call does, most of them odd', async () => {
    const records = Array.from({ length: 20_000 }, (_, i) => (i % 3 ? text(i) : `${text(i).slice(0, -1)},"i":${i}}`));
    const { rows } = await decode(columns, records);
    expect(rows.every((of, i) => JSON.stringify(of) === JSON.stringify(flat(i)))).toBe(true);
  });

  test('maps of many entries', async () => {
    const map = (size: number) =>
      Object.fromEntries(Array.from({ length: size }, (_, i) => [`key ${i}`, `value ${i}`]));
    const records = [3, 500, 0, 2000, 100].map((size) => JSON.stringify({ m: map(size) }));
    const { rows } = await decode(produced(['m', 'MAP<STRING, STRING>']), records);
    expect(rows.map((of) => (of[0] as unknown[][])[0]!.length)).toEqual([3, 500, 0, 2000, 100]);
  });

  test('no column wanted: rows are counted', async () => {
    const { rows } = await decode([], ['{"a":1}', '[{},{}]', '{}']);
    expect(rows).toEqual([[[]], [[], []], [[]]]);
  });
});

describe('failures', () => {
  const reasonOf = async (type: string, record: string) =>
    (await decode(physical(sqlType(`ROW<${type}>`) as SqlType), [record])).failures.get(0);

  test('name the record and the field', async () => {
    expect(await reasonOf('a INT', '{"a":"zz"}')).toBe(
      `cannot decode the JSON record '{"a":"zz"}': field 'a': expected INT, found "zz"`,
    );
    expect(await reasonOf('r ROW<x ROW<y DATE>>', '{"r":{"x":{"y":"soon"}}}')).toMatch(
      /: field 'r\.x\.y': expected DATE, found "soon"$/,
    );
    expect(await reasonOf('m MAP<STRING, INT>', '{"m":{"k":[]}}')).toMatch(/: field 'm\.k': expected INT, found \[\]$/);
    expect(await reasonOf('a INT', '{"a":1,}')).toMatch(/expected '"' \(byte 7\)$/);
    expect(await reasonOf('a INT', 'nope')).toMatch(/: expected a value \(byte 0\)$/);
    expect(await reasonOf('a INT', '{"a"')).toMatch(/: expected ':', but the text ends \(byte 4\)$/);
  });

  test('show only the start of a long record', async () => {
    const reason = await reasonOf('a INT', `{"b":"${'x'.repeat(5000)}","a":"zz"}`);
    expect(reason!.length).toBeLessThan(300);
  });

  test('of a missing field name it', async () => {
    const { failures } = await decode(produced(['a', 'INT'], ['b', 'INT']), ['{"a":1}'], {
      'fail-on-missing-field': 'true',
    });
    expect(failures.get(0)).toMatch(/: field 'b' is missing$/);
  });

  test('are counted when they are skipped', async () => {
    const options = { 'ignore-parse-errors': 'true' };
    const { rows, skipped } = await decode(
      produced(['a', 'INT']),
      ['{"a":1}', 'x', '{"a":"x"}', '[{"a":2},7]'],
      options,
    );
    expect(rows).toEqual([[['1']], [], [[null]], [['2']]]);
    expect(skipped).toBe(2);
  });
});

test('nesting beyond what is read is a failure, not a crash', async () => {
  const deep = `{"a":${'['.repeat(50_000)}`;
  const { failures } = await decode(produced(['a', 'INT']), [deep]);
  expect(failures.get(0)).toMatch(/nested deeper than 1000/);
});
