import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bothWays, bytes, getSlices, putSlices, type Side, words } from './both.ts';

/** Few different bytes and lengths around 8 and 16, so that equal prefixes and equal values are common. */
const slice = fc.uint8Array({ max: 2, maxLength: 20 });
const column = fc.array(fc.option(slice, { freq: 5 }), { maxLength: 30 });
const pair = column.chain((first) =>
  fc.tuple(
    fc.constant(first),
    fc.array(fc.option(slice, { freq: 5 }), { minLength: first.length, maxLength: first.length }),
  ),
);

const compareBytes = (a: Uint8Array, b: Uint8Array) => Buffer.compare(a, b);

test('coalesce takes the first that is not NULL', () => {
  fc.assert(
    fc.property(pair, ([first, second]) => {
      const [wasm, typescript] = bothWays((side) => {
        const a = putSlices(side, first);
        const b = putSlices(side, second);
        const out = putSlices(side, first);
        side.kernels.coalesceSlices(a.pointers, a.lengths, b.pointers, b.lengths, a.count, out.pointers, out.lengths);
        return getSlices(side, out.pointers, out.lengths, a.count);
      });
      expect(wasm).toEqual(typescript);
      expect(wasm).toEqual(
        first.map((value, i) => {
          const taken = value ?? second[i];
          return taken ? Buffer.from(taken).toString('latin1') : null;
        }),
      );
    }),
  );
});

test('equality and order of two columns', () => {
  fc.assert(
    fc.property(pair, ([first, second]) => {
      const compared = bothWays((side) => {
        const a = putSlices(side, first);
        const b = putSlices(side, second);
        const validity = side.arena.allocate(a.count);
        const values = side.arena.allocate(a.count * 4);
        side.kernels.equalSlices(a.pointers, a.lengths, b.pointers, b.lengths, a.count, validity, values);
        const equal = [bytes(side, validity, a.count), bytes(side, values, a.count)];
        side.kernels.compareSlices(a.pointers, a.lengths, b.pointers, b.lengths, a.count, validity, values);
        return [...equal, bytes(side, validity, a.count), words(side, values, a.count)];
      });
      const valid = first.map((value, i) => (value && second[i] ? 1 : 0));
      const order = first.map((value, i) => (value && second[i] ? compareBytes(value, second[i]!) : undefined));
      const expected = [valid, order.map((o) => (o === 0 ? 1 : 0)), valid, order.map((o) => o ?? 0)];
      expect(compared).toEqual([expected, expected]);
    }),
  );
});

test('equality and order with a literal', () => {
  fc.assert(
    fc.property(column, slice, (values, literal) => {
      const compared = bothWays((side) => {
        const a = putSlices(side, values);
        const at = side.arena.bytes(literal);
        const validity = side.arena.allocate(a.count);
        const out = side.arena.allocate(a.count * 4);
        side.kernels.equalSliceLiteral(a.pointers, a.lengths, at, literal.length, a.count, validity, out);
        const equal = [bytes(side, validity, a.count), bytes(side, out, a.count)];
        side.kernels.compareSliceLiteral(a.pointers, a.lengths, at, literal.length, a.count, validity, out);
        return [...equal, bytes(side, validity, a.count), words(side, out, a.count)];
      });
      const valid = values.map((value) => (value ? 1 : 0));
      const order = values.map((value) => (value ? compareBytes(value, literal) : undefined));
      const expected = [valid, order.map((o) => (o === 0 ? 1 : 0)), valid, order.map((o) => o ?? 0)];
      expect(compared).toEqual([expected, expected]);
    }),
  );
});

test('map entries are found by their key', () => {
  const maps = fc.array(fc.option(fc.array(slice, { maxLength: 6 }), { freq: 5 }), { maxLength: 20 });
  fc.assert(
    fc.property(maps, slice, (keysOfMaps, literal) => {
      const found = bothWays((side) => {
        const keys = putSlices(
          side,
          keysOfMaps.flatMap((keys) => keys ?? []),
        );
        const { starts, lengths } = putViews(side, keysOfMaps);
        const at = side.arena.bytes(literal);
        const rows = side.arena.allocate(keysOfMaps.length * 4);
        side.kernels.findMapEntries(
          starts,
          lengths,
          keys.pointers,
          keys.lengths,
          keysOfMaps.length,
          at,
          literal.length,
          rows,
        );
        return words(side, rows, keysOfMaps.length);
      });
      let start = 0;
      const expected = keysOfMaps.map((keys) => {
        const index = (keys ?? []).findIndex((key) => compareBytes(key, literal) === 0);
        const row = index < 0 ? -1 : start + index;
        start += keys?.length ?? 0;
        return row;
      });
      expect(found).toEqual([expected, expected]);
    }),
  );
});

/** Starts and lengths of lists that lie one behind the other. */
function putViews({ memory, arena }: Side, lists: readonly (readonly unknown[] | null)[]) {
  const starts = arena.allocate(lists.length * 4);
  const lengths = arena.allocate(lists.length * 4);
  let start = 0;
  lists.forEach((list, i) => {
    memory.i32[(starts >> 2) + i] = start;
    memory.i32[(lengths >> 2) + i] = list ? list.length : -1;
    start += list?.length ?? 0;
  });
  return { starts, lengths };
}
