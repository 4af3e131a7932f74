import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as block from '../../../src/kernels/json-value-block.ts';
import { bothWays, putSlices, type Side } from '../both.ts';
import * as json from './documents.ts';

type Result = string | null | 'unsure';

/** The values that a path leads to in each document. */
function valuesOf(
  side: Side,
  documents: readonly (Uint8Array | null)[],
  path: readonly string[],
  rows?: readonly number[],
) {
  const { memory, arena, kernels } = side;
  const input = putSlices(side, documents);
  const count = rows?.length ?? documents.length;
  const control = arena.zeroedI32(block.JSON_VALUE_BLOCK_BYTES / 4);
  const set = (offset: number, word: number) => {
    memory.i32[(control + offset) >> 2] = word;
  };
  const names = arena.allocate(path.length * 8);
  for (const [i, name] of path.entries())
    memory.i32.set([arena.bytes(Buffer.from(name)), Buffer.byteLength(name)], (names >> 2) + i * 2);
  const rowsAt = arena.allocate(count * 4);
  if (rows) memory.i32.set(rows, rowsAt >> 2);
  const heapBytes = documents.reduce((sum, document) => sum + (document?.length ?? 0), 64) * 2;
  const heap = arena.allocate(heapBytes);
  set(block.POINTERS, input.pointers);
  set(block.LENGTHS, input.lengths);
  set(block.ROWS, rows ? rowsAt : 0);
  set(block.COUNT, count);
  set(block.PATH, names);
  set(block.DEPTH, path.length);
  set(block.HEAP, heap);
  set(block.HEAP_END, heap + heapBytes);
  const pointers = arena.allocate(count * 4);
  const lengths = arena.allocate(count * 4);
  set(block.OUT_POINTERS, pointers);
  set(block.OUT_LENGTHS, lengths);
  const unsure = kernels.jsonValues(control);
  const results = Array.from({ length: count }, (_, i): Result => {
    const length = memory.i32[(lengths >> 2) + i]!;
    const at = memory.i32[(pointers >> 2) + i]!;
    return length === block.UNSURE ? 'unsure' : length < 0 ? null : memory.buffer.toString('utf8', at, at + length);
  });
  expect(results.filter((result) => result === 'unsure').length).toBe(unsure);
  return results;
}

const key = fc.constantFrom('"a"', '"b"', '"\\u0061"', '"c"', '""');
const value = fc.letrec<{ value: string }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    json.string,
    json.number,
    fc.constantFrom('null', 'true', 'false'),
    json.object(key, tie('value')),
    json.list(tie('value')),
  ),
})).value;
const document = fc.oneof(
  { arbitrary: json.object(key, value), weight: 6 },
  { arbitrary: value, weight: 1 },
  { arbitrary: fc.string(), weight: 1 },
);
const path = fc.array(fc.constantFrom('a', 'b', ''), { minLength: 1, maxLength: 3 });

test('both sides find the same', () => {
  const documents = fc.array(fc.option(json.damaged(document), { freq: 20 }), { minLength: 1, maxLength: 10 });
  fc.assert(
    fc.property(documents, path, fc.option(fc.array(fc.nat(), { maxLength: 8 })), (texts, names, picks) => {
      const rows = picks?.map((pick) => pick % texts.length);
      const [wasm, typescript] = bothWays((side) => valuesOf(side, texts, names, rows));
      expect(wasm).toEqual(typescript);
    }),
    { numRuns: 1500 },
  );
});

test('what is found is what JSON.parse has there', () => {
  let sure = 0;
  fc.assert(
    fc.property(json.damaged(document), path, (text, names) => {
      const [[result]] = bothWays((side) => valuesOf(side, [text], names)) as [Result[], Result[]];
      if (result === 'unsure') return;
      const parsed = parse(text);
      if (parsed === undefined) expect(result).toBeNull();
      else {
        const found = names.reduce<unknown>(
          (node, name) => (isObject(node) && Object.hasOwn(node, name) ? node[name] : undefined),
          parsed,
        );
        if (found === undefined || found === null || typeof found === 'object') expect(result).toBeNull();
        else if (typeof found === 'number') expect(Number(result)).toBe(found);
        else expect(result).toBe(String(found));
      }
      sure++;
    }),
    { numRuns: 1500 },
  );
  expect(sure).toBeGreaterThan(800);
});

const isObject = (node: unknown): node is Record<string, unknown> =>
  typeof node === 'object' && node !== null && !Array.isArray(node);

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)) as unknown;
  } catch {
    return undefined;
  }
}

describe('numbers are found as Java prints them, or not for sure', () => {
  test.each([
    ['0', '0'],
    ['-0', 'unsure'],
    ['12345678901234567890123', '12345678901234567890123'],
    ['1.50', '1.50'],
    ['0.000001', '0.000001'],
    ['0.0000001', 'unsure'],
    ['10.0000000001', '10.0000000001'],
    ['-0.00', 'unsure'],
    ['0.00', '0.00'],
    ['1e2', 'unsure'],
    ['1.0E-2', 'unsure'],
  ])('%s', (text, expected) => {
    expect(bothWays((side) => valuesOf(side, [Buffer.from(`{"a":${text}}`)], ['a']))).toEqual([[expected], [expected]]);
  });
});
