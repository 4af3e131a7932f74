/** Functions that the tests of user functions make; what stands in it is what a user would write. */
import { repeat } from './helper.ts';

interface Point {
  readonly x: number;
  readonly y: number | null;
}

export const greet = {
  parameters: { name: 'STRING', times: 'INT' },
  returns: 'STRING',
  evaluate(name: string | null, times: number | null): string | null {
    if (name === null) return 'nobody';
    if (times !== null && times > 5) throw new Error(`too many: ${times}`);
    return `hello ${name}${repeat('!', times ?? 0)}`;
  },
} as const;

let calls = 0;
export const counter = {
  parameters: {},
  returns: 'INT NOT NULL',
  deterministic: false,
  evaluate: (): number => ++calls,
};

export function twice(value: bigint | null): bigint | null {
  return value === null ? null : value * 2n;
}

export const mirror = (point: Point | null): Point | null =>
  point && { x: -point.x, y: point.y === null ? null : -point.y };

export const same = (value: unknown): unknown => value;
export const addDay = (instant: string): Date => new Date(Date.parse(instant) + 86_400_000);
export const promised = (value: number): Promise<number> => Promise.resolve(value);
export async function awaited(value: number): Promise<number> {
  return value;
}
export function* rows(count: number): Generator<number> {
  for (let i = 0; i < count; i++) yield i;
}
export default (value: number): number => value + 1;

export function* words(line: string | null): Generator<{ word: string; n: number }> {
  for (const word of line?.split(' ') ?? []) if (word !== '') yield { word, n: word.length };
}
export const letters = {
  parameters: { text: 'STRING' },
  returns: 'STRING',
  *evaluate(text: string | null): Generator<string> {
    if (text === 'endless') while (true) yield 'e';
    yield* text ?? '';
  },
};
export const pieces = (text: string | null, sign: string | null): string[] => text?.split(sign ?? ',') ?? [];
