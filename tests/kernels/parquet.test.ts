import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readHybrid, unpack } from '../../src/connectors/formats/parquet/read/hybrid.ts';
import { EXTREMES } from '../../src/kernels/typescript/parquet-extremes.ts';
import { LEAF, LEAF_BYTES, LEAF_STATUS, leafWords } from '../../src/kernels/typescript/parquet-leaf.ts';
import { bothWays, bytes, putSlices, RUBBISH, type Side, words } from './both.ts';

const put32 = ({ memory, arena }: Side, values: readonly number[]) => {
  const at = arena.allocate(values.length * 4);
  memory.i32.set(values, at >> 2);
  return at;
};

const put8 = ({ memory, arena }: Side, values: readonly number[] | Uint8Array) => {
  const at = arena.allocate(values.length);
  memory.u8.set(values, at);
  return at;
};

/** A leaf with room for `rooms` of everything, its words as given. */
function leafIn({ memory, arena, kernels }: Side, rooms: number, given: Partial<Record<keyof typeof LEAF, number>>) {
  const address = arena.zeroedI32(LEAF_BYTES / 4);
  const leaf = leafWords(memory.i32, address);
  const set = (word: keyof typeof LEAF, value: number) => leaf.set(LEAF[word], value);
  for (const room of ['definitions', 'repetitions'] as const) set(room, arena.allocate(rooms));
  set('data', arena.allocate(rooms * 4));
  set('dataCapacity', rooms * 4);
  set('table', arena.allocate(4 * 4096));
  set('tableMask', 4095);
  set('entries', arena.allocate(12 * 2048));
  set('dictionaryLimit', 2048);
  set('dictionary', arena.allocate(rooms));
  set('dictionaryCapacity', rooms);
  set('pageBytes', 1 << 20);
  set('pageRows', 1 << 20);
  for (const [word, value] of Object.entries(given)) set(word as keyof typeof LEAF, value);
  kernels.parquetRehash(address);
  return { address, leaf };
}

const counters = [
  'slots',
  'rows',
  'nulls',
  'values',
  'dataBytes',
  'rawBytes',
  'dictionaryCount',
  'dictionaryBytes',
  'status',
  'needed',
] as const;

const stateOf = (side: Side, leaf: ReturnType<typeof leafWords>) => ({
  counters: Object.fromEntries(counters.map((word) => [word, leaf.get(LEAF[word])])),
  definitions: bytes(side, leaf.get(LEAF.definitions), leaf.get(LEAF.slots)),
  data: leaf.get(LEAF.dictionaryEncoded)
    ? words(side, leaf.get(LEAF.data), leaf.get(LEAF.values))
    : bytes(side, leaf.get(LEAF.data), leaf.get(LEAF.dataBytes)),
  dictionary: bytes(side, leaf.get(LEAF.dictionary), leaf.get(LEAF.dictionaryBytes)),
});

const slices = fc.array(fc.option(fc.uint8Array({ maxLength: 40 }), { nil: null }), { maxLength: 200 });
const repeatedSlices = fc
  .tuple(
    fc.array(fc.uint8Array({ maxLength: 20 }), { minLength: 1, maxLength: 8 }),
    fc.array(fc.nat(9), { maxLength: 300 }),
  )
  .map(([values, picks]) => picks.map((pick) => values[pick] ?? null));

test('byte arrays are appended, by ids and plain, as far as there is room', () => {
  fc.assert(
    fc.property(
      fc.oneof(slices, repeatedSlices),
      fc.integer({ min: 0, max: 1 }),
      fc.record({
        dataCapacity: fc.nat(4000),
        dictionaryCapacity: fc.nat(1000),
        dictionaryLimit: fc.nat(20),
        pageRows: fc.integer({ min: 1, max: 300 }),
      }),
      (values, dictionaryEncoded, limits) => {
        const [wasm, typescript] = bothWays((side) => {
          const { pointers, lengths, count } = putSlices(side, values);
          const given = {
            ...limits,
            ...(dictionaryEncoded && { dataCapacity: 4000 }),
            maxDefinition: 1,
            dictionaryEncoded,
          };
          const { address, leaf } = leafIn(side, 4000, given);
          const taken = side.kernels.parquetAppendBytes(address, pointers, lengths, 0, 0, 0, 0, count);
          return { taken, ...stateOf(side, leaf) };
        });
        expect(wasm).toEqual(typescript);
        if (wasm.taken === values.length) expect(wasm.counters['status']).toBe(LEAF_STATUS.done);
        else expect(wasm.counters['status']).toBeGreaterThan(LEAF_STATUS.done);
      },
    ),
    { numRuns: 500 },
  );
});

test.each([1, 4, 8, 12, 16])('values of %i bytes are appended, by ids and plain', (width) => {
  const cells = fc.array(fc.option(fc.nat(5), { nil: null }), { maxLength: 200 });
  fc.assert(
    fc.property(cells, fc.boolean(), fc.boolean(), (values, encoded, dense) => {
      const [wasm, typescript] = bothWays((side) => {
        const raw = put8(
          side,
          Uint8Array.from({ length: values.length * width }, (_, i) => values[Math.floor(i / width)] ?? RUBBISH),
        );
        const validity = put8(
          side,
          values.map((value) => (value === null ? 0 : 1)),
        );
        const index = put32(
          side,
          values.map((_, i) => (i % 7 === 3 ? -1 : i)),
        );
        const given = { maxDefinition: 1, width, dictionaryEncoded: encoded && width > 1 ? 1 : 0 };
        const { address, leaf } = leafIn(side, 4000, given);
        side.kernels.parquetAppendFixed(address, raw, validity, dense ? 1 : 0, index, 0, 0, 0, values.length);
        const state = stateOf(side, leaf);
        const plain = side.arena.allocate(4000);
        if (!given.dictionaryEncoded) return { state };
        return { state, plain: bytes(side, plain, side.kernels.parquetPlainOfIds(address, plain)) };
      });
      expect(wasm).toEqual(typescript);
      expect(wasm.state.counters['values']).toBe(values.filter((value, i) => value !== null && i % 7 !== 3).length);
    }),
    { numRuns: 200 },
  );
});

test('NULL is refused where the schema allows none', () => {
  const results = bothWays((side) => {
    const { pointers, lengths } = putSlices(side, [Buffer.from('a'), null]);
    const { address, leaf } = leafIn(side, 100, { maxDefinition: 0 });
    return [side.kernels.parquetAppendBytes(address, pointers, lengths, 0, 0, 0, 0, 2), leaf.get(LEAF.status)];
  });
  expect(results).toEqual([
    [1, LEAF_STATUS.nullRefused],
    [1, LEAF_STATUS.nullRefused],
  ]);
});

const runs = fc
  .array(fc.tuple(fc.nat(2 ** 30), fc.integer({ min: 1, max: 40 })), { maxLength: 60 })
  .map((parts) => parts.flatMap(([value, length]) => Array.from({ length }, () => value)));

test('ids and levels become a body that reads back', () => {
  fc.assert(
    fc.property(
      runs,
      fc.integer({ min: 1, max: 2000 }),
      fc.integer({ min: 1, max: 9 }),
      (values, limit, maxDefinition) => {
        const ids = values.map((value) => value % limit);
        const levels = values.map((value) => value % (maxDefinition + 1));
        const [wasm, typescript] = bothWays((side) => {
          const given = {
            maxDefinition,
            dictionaryEncoded: 1,
            dictionaryCount: 0,
            slots: ids.length,
            values: ids.length,
          };
          const { address, leaf } = leafIn(side, 4000, given);
          leaf.set(LEAF.dictionaryCount, limit);
          side.memory.i32.set(ids, leaf.get(LEAF.data) >> 2);
          side.memory.u8.set(levels, leaf.get(LEAF.definitions));
          const out = side.arena.allocate(ids.length * 7 + 64);
          return bytes(side, out, side.kernels.parquetPageBody(address, 0, out));
        });
        expect(wasm).toEqual(typescript);
        const body = Uint8Array.from(wasm);
        const levelBytes = Buffer.from(body).readUInt32LE(0);
        const readLevels = new Uint8Array(levels.length);
        readHybrid(body, 4, 4 + levelBytes, 32 - Math.clz32(maxDefinition), readLevels);
        expect([...readLevels]).toEqual(levels);
        const readIds = new Int32Array(ids.length);
        readHybrid(body, 5 + levelBytes, body.length, body[4 + levelBytes]!, readIds);
        expect([...readIds]).toEqual(ids);
      },
    ),
    { numRuns: 300 },
  );
});

test('booleans are packed', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(1), { maxLength: 100 }), (values) => {
      const [wasm, typescript] = bothWays((side) => {
        const { address, leaf } = leafIn(side, 200, {
          width: 1,
          booleans: 1,
          values: values.length,
          dataBytes: values.length,
        });
        side.memory.u8.fill(1, leaf.get(LEAF.data), leaf.get(LEAF.data) + 200);
        side.memory.u8.set(values, leaf.get(LEAF.data));
        const out = side.arena.allocate(200);
        return bytes(side, out, side.kernels.parquetPageBody(address, 0, out));
      });
      expect(wasm).toEqual(typescript);
      const unpacked = new Uint8Array(values.length);
      unpack(Uint8Array.from(wasm), 0, 1, unpacked, 0, values.length);
      expect([...unpacked]).toEqual(values);
    }),
  );
});

const lists = fc.array(fc.option(fc.nat(4), { nil: -1 }), { maxLength: 60 });

test('rows of lists and rows become slots', () => {
  fc.assert(
    fc.property(lists, lists, fc.boolean(), fc.nat(1), (outer, inner, nested, optional) => {
      const [wasm, typescript] = bothWays((side) => {
        const starts = (lengths: number[]) =>
          lengths.map((_, i) => lengths.slice(0, i).reduce((sum, it) => sum + Math.max(it, 0), 0));
        const list = (lengths: number[]) => ({ starts: put32(side, starts(lengths)), lengths: put32(side, lengths) });
        const slots = (
          of: ReturnType<typeof list>,
          index: number,
          definitions: number,
          repetitions: number,
          count: number,
          level: number,
        ) => {
          const total = side.kernels.parquetCountSlots(of.lengths, index, 0, count, optional);
          if (total < 0) return { total, index: 0, definitions: 0, repetitions: 0 };
          const out = {
            index: side.arena.allocate(total * 4),
            definitions: side.arena.allocate(total),
            repetitions: side.arena.allocate(total),
          };
          const made = side.kernels.parquetListSlots(
            of.starts,
            of.lengths,
            index,
            definitions,
            repetitions,
            0,
            count,
            optional,
            level,
            out.index,
            out.definitions,
            out.repetitions,
          );
          expect(made).toBe(total);
          return { total, ...out };
        };
        const elements = outer.reduce((sum, it) => sum + Math.max(it, 0), 0);
        const first = slots(list(outer), 0, 0, 0, outer.length, 1);
        const last =
          nested && first.total >= 0
            ? slots(
                list(Array.from({ length: elements }, (_, i) => inner[i] ?? -1)),
                first.index,
                first.definitions,
                first.repetitions,
                first.total,
                2,
              )
            : first;
        if (last.total < 0) return { total: last.total };
        const validity = put8(
          side,
          Array.from({ length: 400 }, (_, i) => i % 3 && 1),
        );
        const rowIndex = side.arena.allocate(last.total * 4);
        const rowDefinitions = side.arena.allocate(last.total);
        side.kernels.parquetRowSlots(validity, last.index, last.definitions, 0, last.total, rowIndex, rowDefinitions);
        return {
          total: last.total,
          lists: [
            words(side, last.index, last.total),
            bytes(side, last.definitions, last.total),
            bytes(side, last.repetitions, last.total),
          ],
          rows: [words(side, rowIndex, last.total), bytes(side, rowDefinitions, last.total)],
        };
      });
      expect(wasm).toEqual(typescript);
    }),
    { numRuns: 300 },
  );
});

test('timestamps and decimals are converted', () => {
  const value = fc.record({
    millis: fc.integer({ min: -62167219200000, max: 253402300799999 }),
    nanos: fc.nat(999_999),
    valid: fc.nat(1),
    decimal: fc.bigInt({ min: -(10n ** 38n), max: 10n ** 38n }),
  });
  fc.assert(
    fc.property(
      fc.array(value, { maxLength: 50 }),
      fc.constantFrom(1, 1000, 1_000_000),
      fc.integer({ min: 1, max: 16 }),
      (values, unit, width) => {
        const [wasm, typescript] = bothWays((side) => {
          const { memory, arena, kernels } = side;
          const count = values.length;
          const [millis, decimals, out] = [
            arena.allocate(count * 8),
            arena.allocate(count * 16),
            arena.allocate(count * 16),
          ];
          const nanos = put32(
            side,
            values.map((it) => it.nanos),
          );
          const validity = put8(
            side,
            values.map((it) => it.valid),
          );
          const index = put32(
            side,
            values.map((_, i) => count - 1 - i),
          );
          values.forEach((it, i) => {
            memory.f64[(millis >> 3) + i] = it.valid ? it.millis : Number.NaN;
            memory.i64[(decimals >> 3) + i * 2] = BigInt.asIntN(64, it.decimal);
            memory.i64[(decimals >> 3) + i * 2 + 1] = BigInt.asIntN(64, it.decimal >> 64n);
          });
          const results: unknown[] = [];
          const collect = (width: number, convert: () => unknown) => {
            memory.u8.fill(0, out, out + count * 16);
            results.push(convert(), bytes(side, out, count * width));
          };
          collect(12, () => kernels.parquetInt96(millis, nanos, validity, index, 0, count, out));
          collect(8, () => kernels.parquetInt64Timestamps(millis, nanos, validity, 0, 0, count, unit, out));
          collect(width, () => kernels.parquetDecimals(decimals, validity, index, 0, count, width, out));
          return results;
        });
        expect(wasm).toEqual(typescript);
      },
    ),
    { numRuns: 200 },
  );
});

test('the least and greatest values are found', () => {
  const special = fc.constantFrom(0, 255, 128, 127, 1);
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.nat(255), special), { maxLength: 160 }),
      fc.constantFrom(...Object.values(EXTREMES)),
      (raw, kind) => {
        const width = {
          [EXTREMES.int32]: 4,
          [EXTREMES.int64]: 8,
          [EXTREMES.float]: 4,
          [EXTREMES.double]: 8,
          [EXTREMES.bigEndian]: 3,
          [EXTREMES.boolean]: 1,
        }[kind]!;
        const [wasm, typescript] = bothWays((side) => {
          const out = side.arena.allocate(8);
          side.kernels.parquetExtremes(kind, put8(side, raw), Math.floor(raw.length / width), width, out);
          return words(side, out, 2);
        });
        expect(wasm).toEqual(typescript);
      },
    ),
    { numRuns: 1000 },
  );
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 12 }), { maxLength: 40 }), (values) => {
      const [wasm, typescript] = bothWays((side) => {
        const plain = Buffer.concat(
          values.flatMap((value) => [Buffer.from(Int32Array.of(value.length).buffer), value]),
        );
        const out = side.arena.allocate(8);
        side.kernels.parquetBytesExtremes(put8(side, plain), plain.length, out);
        return words(side, out, 2);
      });
      expect(wasm).toEqual(typescript);
    }),
    { numRuns: 500 },
  );
});
