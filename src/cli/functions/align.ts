/**
 * A column of a line of compiled code -> the column of the same word in the line it was made of.
 *
 * Compiling keeps every line where it is: types go, a few words come. So the words that both lines have, in order, are the same
 * words (a longest common subsequence). The compiler's own source map is no help: it loses its way behind a template literal.
 */

interface Word {
  readonly text: string;
  /** From 1. */
  readonly column: number;
}

/** Longer lines are nobody's: the column is left as it is. */
const MOST_WORDS = 1000;

const wordsOf = (line: string): Word[] =>
  [...line.matchAll(/[\p{ID_Continue}$]+|[^\s]/gu)].map((match) => ({ text: match[0], column: match.index + 1 }));

/** Both columns from 1. */
export function originalColumn(compiled: string, original: string, column: number): number {
  if (compiled === original) return column;
  const from = wordsOf(compiled);
  const to = wordsOf(original);
  const at = from.findLastIndex((word) => word.column <= column);
  if (at < 0 || from.length > MOST_WORDS || to.length > MOST_WORDS) return column;
  const partners = partnersOf(from, to);
  if (partners[at] !== undefined) return to[partners[at]]!.column + column - from[at]!.column;
  // A word that the compiler has put in: the next one that is the user's.
  const next = partners.slice(at).find((partner) => partner !== undefined);
  return next === undefined ? column : to[next]!.column;
}

/** For each word its partner's index in the other line. */
function partnersOf(from: readonly Word[], to: readonly Word[]): (number | undefined)[] {
  const width = to.length + 1;
  const lengths = new Uint16Array((from.length + 1) * width);
  for (let i = from.length - 1; i >= 0; i--)
    for (let j = to.length - 1; j >= 0; j--)
      lengths[i * width + j] =
        from[i]!.text === to[j]!.text
          ? lengths[(i + 1) * width + j + 1]! + 1
          : Math.max(lengths[(i + 1) * width + j]!, lengths[i * width + j + 1]!);
  const partners: (number | undefined)[] = from.map(() => undefined);
  for (let i = 0, j = 0; i < from.length && j < to.length; ) {
    if (from[i]!.text === to[j]!.text) partners[i++] = j++;
    else if (lengths[(i + 1) * width + j]! >= lengths[i * width + j + 1]!) i++;
    else j++;
  }
  return partners;
}
