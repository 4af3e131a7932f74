import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type PlacedColumn,
  type PlanField,
  placeColumns,
  placePlan,
} from '../../../src/connectors/formats/json/plan.ts';
import * as plan from '../../../src/kernels/json-plan.ts';
import { readValue } from '../../../src/runtime/batch/reader.ts';
import * as t from '../../../src/sql/types/type.ts';
import type { Value } from '../../../src/sql/types/value.ts';
import { bothWays, getSlices, putSlices, SIDES, type Side } from '../both.ts';
import * as json from './documents.ts';

const text = (name: string): PlanField => ({ name, kind: plan.TEXT });

/** One field of each kind, and some twice nested. */
const FIELDS: readonly PlanField[] = [
  text('ts'),
  text('a_rather_long_field_name_of_more_than_28_bytes'),
  { name: 'ok', kind: plan.BOOLEAN },
  { name: 'i8', kind: plan.INT8 },
  { name: 'i16', kind: plan.INT16 },
  { name: 'i32', kind: plan.INT32 },
  { name: 'i64', kind: plan.INT64 },
  { name: 'f32', kind: plan.FLOAT32 },
  { name: 'f64', kind: plan.FLOAT64 },
  { name: 'd38', kind: plan.DECIMAL, precision: 38, scale: 10 },
  { name: 'd9', kind: plan.DECIMAL, precision: 9, scale: 2 },
  { name: 'raw', kind: plan.RAW },
  { name: 'date', kind: plan.DATE },
  { name: 'sql', kind: plan.TIMESTAMP, scale: 0 },
  { name: 'iso', kind: plan.TIMESTAMP, scale: plan.STYLE_ISO },
  { name: 'zoned', kind: plan.TIMESTAMP, scale: plan.STYLE_ISO | plan.STYLE_ZONE },
  { name: 'attributes', kind: plan.MAP, whole: true, children: [text('msg'), text('mobile')] },
  { name: 'resources', kind: plan.MAP, children: [text('k1')] },
  {
    name: 'nested',
    kind: plan.ROW,
    children: [text('a'), { name: 'b', kind: plan.INT32 }, { name: 'm', kind: plan.MAP, whole: true, children: [] }],
  },
];

const CAPACITY = { rows: 64, entries: 4096, fixups: 200 };

/** Type to read the column of a kind by. */
function typeOf({ kind, precision, scale, children }: PlanField): t.SqlType {
  switch (kind) {
    case plan.BOOLEAN:
      return t.BOOLEAN;
    case plan.INT8:
    case plan.INT16:
    case plan.INT32:
      return t.INT;
    case plan.INT64:
      return t.BIGINT;
    case plan.FLOAT32:
      return t.FLOAT;
    case plan.FLOAT64:
      return t.DOUBLE;
    case plan.DATE:
      return t.DATE;
    case plan.TIMESTAMP:
      return t.timestamp(9);
    case plan.DECIMAL:
      return t.decimal(precision!, scale!);
    case plan.ROW:
      return t.row(children!.map((child) => ({ name: child.name, type: typeOf(child) })));
    case plan.MAP:
      return t.map(t.STRING, t.STRING);
    default:
      return t.STRING;
  }
}

/** Values of a row by field name, wanted keys of maps as `map.key`. */
function readRow(side: Side, columns: readonly PlacedColumn[], row: number) {
  const values: Record<string, Value> = {};
  for (const { placed: of, column, children } of columns) {
    const { field } = of;
    if (column) values[field.name] = readValue(side.memory, column, typeOf(field), row);
    if (field.kind === plan.MAP)
      for (const child of children)
        values[`${field.name}.${child.placed.field.name}`] = readValue(side.memory, child.column!, t.STRING, row);
  }
  return values;
}

const planOf = new Map<string, ReturnType<typeof placePlan>>();

function placed(side: Side, fields: readonly PlanField[], allNeeded = false) {
  const key = `${SIDES.indexOf(side)} ${allNeeded} ${JSON.stringify(fields)}`;
  if (!planOf.has(key)) planOf.set(key, placePlan(side.memory, fields, allNeeded));
  return planOf.get(key)!;
}

interface Room {
  readonly entries?: number;
  readonly fixups?: number;
  readonly heap?: number;
}

/** Decodes records and reads everything back, free of addresses. */
function decode(
  side: Side,
  records: readonly (Uint8Array | null)[],
  fields = FIELDS,
  allNeeded = false,
  room: Room = {},
) {
  const { root, fields: placedFields } = placed(side, fields, allNeeded);
  const { memory, arena } = side;
  const slices = putSlices(side, records);
  const before = records.map(
    (record, i) => record && memory.u8[memory.i32[(slices.pointers >> 2) + i]! + record.length],
  );
  const columns = placeColumns(arena, placedFields, records.length, room.entries ?? CAPACITY.entries);
  const bytes = records.reduce((sum, record) => sum + (record?.length ?? 0), 0);
  const heapBytes = room.heap ?? bytes + 64;
  const control = arena.zeroedI32(plan.JSON_BLOCK_BYTES / 4);
  const set = (offset: number, word: number) => {
    memory.i32[(control + offset) >> 2] = word;
  };
  const heap = arena.allocate(heapBytes);
  const fixups = arena.allocate(CAPACITY.fixups * plan.FIXUP_BYTES);
  const odd = arena.allocate(records.length);
  set(plan.ROOT, root);
  set(plan.RECORD_POINTERS, slices.pointers);
  set(plan.RECORD_LENGTHS, slices.lengths);
  set(plan.RECORD_COUNT, records.length);
  set(plan.ODD, odd);
  set(plan.HEAP, heap);
  set(plan.HEAP_END, heap + heapBytes);
  set(plan.FIXUPS, fixups);
  set(plan.FIXUP_CAPACITY, room.fixups ?? CAPACITY.fixups);
  const done = side.kernels.jsonRecords(control);
  const after = records.map(
    (record, i) => record && memory.u8[memory.i32[(slices.pointers >> 2) + i]! + record.length],
  );
  expect(after).toEqual(before);
  const names = new Map(placedFields.flatMap((p) => [p, ...p.children]).map((p) => [p.address, p.field.name]));
  const fixupWords = Array.from({ length: memory.i32[(control + plan.FIXUP_COUNT) >> 2]! }, (_, i) =>
    Array.from(memory.i32.subarray((fixups >> 2) + i * 4, (fixups >> 2) + i * 4 + 4)),
  ) as [number, number, number, number][];
  return {
    done,
    odd: Array.from(memory.u8.subarray(odd, odd + done)),
    rows: Array.from({ length: done }, (_, row) => readRow(side, columns, row)),
    fixups: fixupWords.map(([row, field, at, length]) => ({
      row,
      field: names.get(field),
      text: memory.buffer.toString('latin1', at, at + length),
    })),
    heapUsed: memory.i32[(control + plan.HEAP) >> 2]! - heap,
  };
}

const keyNames = [...FIELDS.map((field) => field.name), 'other', 'o2', 'ts', 'i32', 'attributes'];
const key = fc.oneof(
  { arbitrary: fc.constantFrom(...keyNames).map((name) => `"${name}"`), weight: 20 },
  {
    arbitrary: fc.constantFrom(...keyNames).map((name) => `"\\u00${name.charCodeAt(0).toString(16)}${name.slice(1)}"`),
    weight: 1,
  },
  { arbitrary: json.string, weight: 1 },
);
const mapKey = fc.oneof(fc.constantFrom('"msg"', '"mobile"', '"url"', '"k1"', '"k\\u0031"', '"a"', '"b"'), json.string);
const mapValue = fc.oneof(
  { arbitrary: json.string, weight: 12 },
  { arbitrary: fc.constantFrom('null', '1', 'true', '-2.50', '[]', '{"x":1}'), weight: 2 },
);
const fieldValue = fc.oneof(
  { arbitrary: json.field, weight: 6 },
  { arbitrary: json.object(mapKey, mapValue), weight: 3 },
  {
    arbitrary: json.object(fc.constantFrom('"a"', '"b"', '"m"'), fc.oneof(json.field, json.object(mapKey, mapValue))),
    weight: 1,
  },
);
const document = fc
  .tuple(json.object(key, fieldValue, 10), fc.constantFrom('', '', ' ', '\n'), fc.constantFrom('', '', ' '))
  .map(([inner, before, after]) => before + inner + after);

describe('both sides decode the same', () => {
  test('records of all kinds, one after another', () => {
    fc.assert(
      fc.property(fc.array(fc.option(json.damaged(document), { freq: 30 }), { maxLength: 12 }), (records) => {
        const [wasm, typescript] = bothWays((side) => decode(side, records));
        expect(wasm).toEqual(typescript);
      }),
      { numRuns: 1500 },
    );
  });

  test('records of the same shape, then of others', () => {
    const shaped = fc
      .tuple(
        fc.shuffledSubarray(keyNames),
        fc.array(fieldValue, { minLength: keyNames.length, maxLength: keyNames.length }),
        fc.constantFrom(':', ': '),
      )
      .map(
        ([names, values, colon]) =>
          `{${names.map((name, i) => `"${name}"${colon}${values[i]}`).join(colon === ':' ? ',' : ', ')}}`,
      );
    fc.assert(
      fc.property(fc.array(fc.tuple(shaped, fc.nat({ max: 4 })), { maxLength: 5 }), (runs) => {
        const records = runs.flatMap(([record, times]) => Array.from({ length: times + 1 }, () => Buffer.from(record)));
        const [wasm, typescript] = bothWays((side) => decode(side, records));
        expect(wasm).toEqual(typescript);
      }),
      { numRuns: 300 },
    );
  });

  test('when all fields are needed, and when room runs out', () => {
    const room = fc.record({
      entries: fc.integer({ min: 1, max: 120 }),
      fixups: fc.nat({ max: 4 }),
      heap: fc.nat({ max: 2000 }),
    });
    const few = ['ts', 'i32', 'attributes'].map((name) => FIELDS.find((field) => field.name === name)!);
    const fewKeys = fc.constantFrom('"ts"', '"i32"', '"attributes"', '"x"');
    fc.assert(
      fc.property(
        fc.array(json.damaged(json.object(fewKeys, fieldValue, 4)), { maxLength: 12 }),
        room,
        (records, limits) => {
          const [wasm, typescript] = bothWays((side) => decode(side, records, few, true, limits));
          expect(wasm).toEqual(typescript);
        },
      ),
      { numRuns: 600 },
    );
  });
});

describe('what is decoded is what JSON.parse reads', () => {
  /** What a row must be, for values that need no fix-up; undefined when JSON.parse finds a fault. */
  const parse = (record: Uint8Array) => {
    try {
      const parsed: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(record));
      return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)
        ? (parsed as Record<string, unknown>)
        : undefined;
    } catch {
      return undefined;
    }
  };

  test('no record with a fault passes, and every value is right', () => {
    let compared = 0;
    fc.assert(
      fc.property(fc.array(json.damaged(document), { maxLength: 12 }), (records) => {
        const [wasm] = bothWays((side) => decode(side, records));
        records.forEach((record, row) => {
          if (wasm.odd[row]) return;
          const parsed = parse(record);
          expect(parsed).toBeDefined();
          for (const { name, kind } of FIELDS) {
            if (wasm.fixups.some((fixup) => fixup.row === row && fixup.field === name)) continue;
            const input = Object.hasOwn(parsed!, name) ? parsed![name] : null;
            const output = wasm.rows[row]![name];
            if (input === null) expect(kind === plan.MAP ? (output ?? null) : output).toBeNull();
            else if (kind === plan.FLOAT64) expect(output).toBe(Number(input));
            else if (kind === plan.FLOAT32) expect(output).toBe(Math.fround(Number(input)));
            else if (kind === plan.BOOLEAN) expect(output).toBe(input);
            else if (kind === plan.INT64) expect(Number(output)).toBe(Number(input) + 0);
            else if (kind >= plan.INT8 && kind <= plan.INT32) expect(output).toBe(Number(input) + 0);
            else if (kind === plan.TEXT && typeof input === 'string') expect(output).toBe(input);
            else if (name === 'attributes') expectMap(output, input as Record<string, unknown>);
            else continue;
            compared++;
          }
        });
      }),
      { numRuns: 800 },
    );
    expect(compared).toBeGreaterThan(5000);
  });

  function expectMap(output: Value | undefined, input: Record<string, unknown>) {
    const { keys, values } = output as { keys: string[]; values: (string | null)[] };
    expect([...keys].sort()).toEqual(Object.keys(input).sort());
    keys.forEach((mapKey, i) => {
      const wanted = input[mapKey];
      if (wanted === null || typeof wanted === 'string') expect(values[i]).toBe(wanted);
      else expect(JSON.parse(values[i]!)).toBe(wanted);
    });
  }
});

describe('examples', () => {
  const one = (record: string, fields: readonly PlanField[], allNeeded = false) => {
    const [wasm, typescript] = bothWays((side) => decode(side, [Buffer.from(record)], fields, allNeeded));
    expect(wasm).toEqual(typescript);
    return wasm;
  };

  test.each([
    ['12345678901234567890.123456789', 38, 9, 12345678901234567890123456789n],
    ['0.5', 10, 0, 1n],
    ['-0.5', 10, 0, -1n],
    ['0.49999999999999999999', 10, 0, 0n],
    ['1e3', 10, 2, 100000n],
    ['12.345', 5, 2, 1235n],
    ['999.995', 5, 2, null],
    ['-99999999999999999999999999999999999999', 38, 0, -99999999999999999999999999999999999999n],
    ['100000000000000000000000000000000000000', 38, 0, null],
    ['0.000000000000000000000000000000000000014', 38, 38, 1n],
    ['9223372036854775808', 38, 0, 9223372036854775808n],
    ['-18446744073709551616', 38, 0, -18446744073709551616n],
    ['1e-99999', 38, 5, 0n],
  ])('DECIMAL of %s at (%i, %i)', (literal, precision, scale, expected) => {
    const fields = [{ name: 'd', kind: plan.DECIMAL, precision, scale }];
    expect(one(`{"d":${literal}}`, fields).rows[0]!['d']).toEqual(expected);
    expect(one(`{"d":"${literal}"}`, fields).rows[0]!['d']).toEqual(expected);
  });

  test('a repeated field makes the row odd, a repeated key of a map does not', () => {
    expect(one('{"a":"1","a":"2"}', [text('a')]).odd).toEqual([1]);
    const map = { name: 'm', kind: plan.MAP, whole: true, children: [text('k')] };
    expect(one('{"m":{"k":"1","x":"y","k":null}}', [map]).rows[0]).toEqual({
      m: { keys: ['k', 'x'], values: [null, 'y'] },
      'm.k': null,
    });
  });

  test('what a column does not take is a fix-up', () => {
    const fields = [text('s'), { name: 'i', kind: plan.INT32 }];
    expect(one('{"s":{"x": 1}, "i":1.5}', fields)).toMatchObject({
      odd: [0],
      fixups: [
        { row: 0, field: 's', text: '{"x": 1}' },
        { row: 0, field: 'i', text: '1.5' },
      ],
    });
  });

  test('a record without all fields is odd when all are needed', () => {
    const fields = [text('a'), text('b')];
    expect(one('{"a":"1"}', fields, true).odd).toEqual([1]);
    expect(one('{"a":"1","b":null}', fields, true).odd).toEqual([0]);
    expect(one('{"a":"1"}', fields, false).odd).toEqual([0]);
  });

  test('nesting as deep as is followed, and one deeper', () => {
    const nested = (depth: number) => `{"x":${'['.repeat(depth)}1${']'.repeat(depth)}}`;
    expect(one(nested(63), [text('a')]).odd).toEqual([0]);
    expect(one(nested(64), [text('a')]).odd).toEqual([1]);
  });

  test('a map of very many keys is odd', () => {
    const map = { name: 'm', kind: plan.MAP, whole: true, children: [] };
    const record = (keys: number) =>
      JSON.stringify({ m: Object.fromEntries(Array.from({ length: keys }, (_, i) => [`key${i}`, 'v'])) });
    expect(one(record(256), [map]).odd).toEqual([0]);
    expect(one(record(257), [map]).odd).toEqual([1]);
  });

  test('slices do not need zero bytes behind them', () => {
    const [wasm] = bothWays((side) => {
      const inside = Buffer.from('{"a":"x"}","b":1}');
      const { root } = placed(side, [text('a')]);
      expect(root).toBeGreaterThan(0);
      return decode(side, [inside.subarray(0, 9), inside.subarray(0, 8)], [text('a')]);
    });
    expect(wasm.odd).toEqual([0, 1]);
    expect(getSlices(SIDES[0], 0, 0, 0)).toEqual([]);
  });
});
