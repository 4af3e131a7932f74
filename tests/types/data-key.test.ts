import { expect, it } from 'vitest';
import { dataKey } from '../../src/sql/types/data-key.ts';

const DIFFERENT: readonly unknown[] = [
  null,
  0,
  -0,
  '0',
  0n,
  '0n',
  Number.NaN,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
  'NaN',
  true,
  [],
  [null],
  {},
  { a: 1 },
  { a: 1n },
  new Uint8Array(0),
  new Uint8Array([1, 2]),
  new Uint8Array([2, 1]),
  [1, 2],
  { keys: [1], values: [2] },
];

it('is another for other data, and the same for the same', () => {
  expect(new Set(DIFFERENT.map((data) => dataKey(data))).size).toBe(DIFFERENT.length);
  for (const data of DIFFERENT) expect(dataKey([structuredClone(data)])).toBe(dataKey([data]));
});

it('leaves out what does not count', () => {
  const leaveOut = new Set(['span']);
  expect(dataKey({ a: 1, span: { start: 1 } }, leaveOut)).toBe(dataKey({ a: 1, span: { start: 2 } }, leaveOut));
});
