/** The `mappings` of a source map (version 3, one source) -> its segments by line of the generated text. */

/** All from 0. */
export interface Segment {
  readonly column: number;
  readonly originalLine: number;
  readonly originalColumn: number;
}

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

export function decodeMappings(mappings: string): Segment[][] {
  let originalLine = 0;
  let originalColumn = 0;
  return mappings.split(';').map((line) => {
    let column = 0;
    const segments: Segment[] = [];
    for (const text of line.split(',')) {
      const [byColumn, , byLine, byOriginal] = decodeNumbers(text);
      if (byColumn === undefined) continue;
      column += byColumn;
      if (byLine === undefined || byOriginal === undefined) continue;
      originalLine += byLine;
      originalColumn += byOriginal;
      segments.push({ column, originalLine, originalColumn });
    }
    return segments;
  });
}

/** Base 64 digits of 5 bits, the sixth says that more follow; the lowest bit of a number is its sign. */
function decodeNumbers(text: string): number[] {
  const numbers: number[] = [];
  let value = 0;
  let shift = 0;
  for (const character of text) {
    const digit = DIGITS.indexOf(character);
    value += (digit & 31) << shift;
    shift += 5;
    if (digit & 32) continue;
    numbers.push(value & 1 ? -(value >>> 1) : value >>> 1);
    value = 0;
    shift = 0;
  }
  return numbers;
}
