import fc from 'fast-check';
import { compressSync, uncompressSync } from 'snappy';
import { describe, expect, test } from 'vitest';
import { loadKernels } from '../../src/kernels/load.ts';
import { typescriptKernels } from '../../src/kernels/typescript/index.ts';
import { Memory } from '../../src/runtime/batch/memory.ts';

const memory = new Memory(16 << 20);
const wasm = loadKernels(memory.wasm);
const twin = typescriptKernels(memory.wasm);
const SOURCE = memory.allocate(4 << 20);
const TARGET = memory.allocate(6 << 20);

const native = (compressed: Buffer) => uncompressSync(compressed) as Buffer;

const compress = (kernels: typeof wasm, bytes: Uint8Array): Buffer => {
  memory.u8.set(bytes, SOURCE);
  const length = kernels.snappyCompress(SOURCE, bytes.length, TARGET);
  return Buffer.from(memory.u8.subarray(TARGET, TARGET + length));
};

/** What a block says its contents' length is. */
const lengthOf = (kernels: typeof wasm, bytes: Uint8Array): number => {
  memory.u8.set(bytes, SOURCE);
  return kernels.snappyLength(SOURCE, bytes.length);
};

/** null when the block is refused. */
const decompress = (kernels: typeof wasm, bytes: Uint8Array, room: number): Buffer | null => {
  memory.u8.set(bytes, SOURCE);
  // What must not be written over stands behind the room.
  memory.u8.fill(0xa5, TARGET + room, TARGET + room + 64);
  const length = kernels.snappyDecompress(SOURCE, bytes.length, TARGET, room);
  expect(memory.u8.subarray(TARGET + room, TARGET + room + 64).every((byte) => byte === 0xa5)).toBe(true);
  return length < 0 ? null : Buffer.from(memory.u8.subarray(TARGET, TARGET + length));
};

/** As toEqual, which is slow over bytes. */
function expectSame(actual: Buffer | null, expected: Uint8Array | null): void {
  if (actual && expected && actual.equals(expected)) return;
  expect(actual).toEqual(expected && Buffer.from(expected));
}

const repeated = fc
  .tuple(fc.uint8Array({ minLength: 1, maxLength: 40 }), fc.integer({ min: 1, max: 3000 }))
  .map(([unit, times]) => Buffer.concat(Array.from({ length: times }, () => unit)));

/** Text that repeats at all distances, with noise between. */
const pieces = fc
  .array(
    fc.oneof(
      fc.uint8Array({ maxLength: 100 }),
      fc
        .constantFrom('timestamp', 'service-name', 'https://example.com/api/v1/items/')
        .map((text) => Buffer.from(text)),
      fc.nat(9).map((byte) => Buffer.alloc(byte * 30, byte)),
    ),
    { maxLength: 400 },
  )
  .map((parts) => Buffer.concat(parts));

const anyBytes = fc.oneof(fc.uint8Array({ maxLength: 5000 }), repeated, pieces);

const ADVERSARIAL: Record<string, Uint8Array> = {
  nothing: new Uint8Array(0),
  'one byte': Uint8Array.of(7),
  'as long as the margin': new Uint8Array(16).fill(1),
  'one more than the margin': new Uint8Array(17).fill(1),
  'one fragment': new Uint8Array(65536).fill(3),
  'one fragment and a byte': new Uint8Array(65537).map((_, i) => i % 251),
  'three fragments of zeros': new Uint8Array(200_000),
  'no match': Uint8Array.from({ length: 70_000 }, (_, i) => Math.imul(i, 2654435761) >>> 24),
  'matches at 2047 and 2048': Buffer.concat(
    [2047, 2048, 2049].flatMap((gap) => [Buffer.from('abcdefghijklmnop'), Buffer.alloc(gap - 16, gap & 255)]),
  ),
};

describe.each([
  ['wasm', wasm],
  ['typescript', twin],
] as const)('snappy in %s', (_, kernels) => {
  test.each(Object.entries(ADVERSARIAL))('%s', (_name, bytes) => {
    const compressed = compress(kernels, bytes);
    expect(compressed.length).toBeLessThanOrEqual(32 + bytes.length + bytes.length / 6);
    expectSame(native(compressed), bytes);
    expectSame(decompress(kernels, compressed, bytes.length), bytes);
    expectSame(decompress(kernels, compressSync(Buffer.from(bytes)), bytes.length), bytes);
  });

  test('the native library reads what is written, and what it writes is read', () => {
    fc.assert(
      fc.property(anyBytes, (bytes) => {
        expectSame(native(compress(kernels, bytes)), bytes);
        expectSame(decompress(kernels, compressSync(Buffer.from(bytes)), bytes.length), bytes);
      }),
      { numRuns: 300 },
    );
  });

  test('a room too small is refused', () => {
    const bytes = Buffer.from('abcabcabcabcabcabcabcabcabcabcabc');
    expect(decompress(kernels, compressSync(bytes), bytes.length - 1)).toBeNull();
  });

  test('every cut and every changed bit of a block is refused or gives as many bytes, and nothing else is touched', () => {
    const compressed = Buffer.from(
      compressSync(Buffer.concat([ADVERSARIAL['matches at 2047 and 2048']!, Buffer.alloc(99, 1)])),
    );
    const room = lengthOf(kernels, compressed);
    for (let cut = 0; cut < compressed.length; cut++)
      expect(decompress(kernels, compressed.subarray(0, cut), room)).toBeNull();
    for (let bit = 0; bit < compressed.length * 8; bit++) {
      const changed = Buffer.from(compressed);
      changed[bit >> 3]! ^= 1 << (bit & 7);
      const out = decompress(kernels, changed, room);
      if (out) expect(out.length).toBe(lengthOf(kernels, changed));
    }
  });
});

test('both compress to the same bytes and refuse the same blocks', () => {
  fc.assert(
    fc.property(anyBytes, (bytes) => {
      expectSame(compress(wasm, bytes), compress(twin, bytes));
    }),
    { numRuns: 300 },
  );
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat(5000), (bytes, room) => {
      expectSame(decompress(wasm, bytes, room), decompress(twin, bytes, room));
    }),
    { numRuns: 3000 },
  );
});
