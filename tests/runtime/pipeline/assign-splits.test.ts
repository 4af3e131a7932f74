import fc from 'fast-check';
import { expect, test } from 'vitest';
import { splitAssigner } from '../../../src/runtime/pipeline/assign-splits.ts';

const splits = (count: number, from = 0) =>
  Array.from({ length: count }, (_, i) => ({ id: `s${from + i}`, detail: undefined, position: undefined }));

test('splits of a source are spread evenly, also when they come later', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 8 }), fc.array(fc.nat(9), { maxLength: 5 }), (parallelism, rounds) => {
      const assigner = splitAssigner(parallelism);
      const counts = new Array<number>(parallelism).fill(0);
      for (const round of rounds)
        for (const [subtask, share] of assigner.assign('a', splits(round)).entries()) counts[subtask]! += share.length;
      expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
    }),
  );
});

test('sources with one split each do not all go to the first subtask', () => {
  const assigner = splitAssigner(2);
  const first = assigner.assign('a', splits(1)).map((share) => share.length);
  const second = assigner.assign('b', splits(1)).map((share) => share.length);
  expect([first, second]).toEqual([
    [1, 0],
    [0, 1],
  ]);
});
