/** The letters of DateTimeFormatter's patterns and how often each may stand in a row (Java's DateTimeFormatterBuilder.appendPattern). */
import { invalid, type Part, unsupported } from './pattern.ts';

const upTo = (most: number): readonly number[] => Array.from({ length: most }, (_, i) => i + 1);
const YEARS = upTo(19);

const COUNTS: Readonly<Record<string, readonly number[]>> = {
  G: upTo(5),
  y: YEARS,
  u: YEARS,
  Q: upTo(5),
  q: upTo(5),
  M: upTo(5),
  L: upTo(5),
  D: upTo(3),
  d: upTo(2),
  E: upTo(5),
  e: upTo(5),
  c: [1, 3, 4, 5],
  a: [1],
  H: upTo(2),
  k: upTo(2),
  K: upTo(2),
  h: upTo(2),
  m: upTo(2),
  s: upTo(2),
  S: upTo(9),
  A: YEARS,
  n: YEARS,
  N: YEARS,
  g: YEARS,
  Y: YEARS,
  w: upTo(2),
  W: [1],
  F: [1],
  z: upTo(4),
  Z: upTo(5),
  X: upTo(5),
  x: upTo(5),
  V: [2],
  O: [1, 4],
};

const UNSUPPORTED: ReadonlySet<string> = new Set(['B', 'v']);

type Letters = Extract<Part, { readonly kind: 'letters' }>;

/** Every run of letters, those in optional sections too. */
function lettersOf(parts: readonly Part[]): readonly Letters[] {
  return parts.flatMap((part) =>
    part.kind === 'letters' ? [part] : part.kind === 'optional' ? lettersOf(part.parts) : [],
  );
}

/** What Java refuses. */
function checkRun({ letter, count }: Letters): void {
  const counts = COUNTS[letter];
  if (UNSUPPORTED.has(letter)) return;
  if (counts === undefined) {
    throw invalid(`'${letter}' is no pattern letter; text stands in quotes: ''${letter}''`);
  }
  if (!counts.includes(count)) throw invalid(`the letter '${letter}' cannot stand ${count} times in a row`);
}

/** @throws PatternError for letters that are none or stand too often, and only then for what is not supported */
export function checkLetters(parts: readonly Part[]): void {
  const runs = lettersOf(parts);
  for (const run of runs) checkRun(run);
  for (const { letter } of runs) {
    if (UNSUPPORTED.has(letter)) throw unsupported(`the letter '${letter}' is not supported`);
  }
  const crowded = parts.some((part, i) => part.kind === 'letters' && part.pad > 0 && parts[i + 1]?.kind === 'letters');
  if (crowded) throw unsupported('a field right behind a padded one is not supported');
}
