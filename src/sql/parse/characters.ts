/** Which characters an unquoted name consists of, as Flink's lexer has it: ASCII, and blocks of other scripts. */

const LETTER_RANGES: readonly (readonly [number, number])[] = [
  [0xc0, 0xd6],
  [0xd8, 0xf6],
  [0xf8, 0x1fff],
  [0x3040, 0x318f],
  [0x3300, 0x337f],
  [0x3400, 0x3d2d],
  [0x4e00, 0x9fff],
  [0xf900, 0xfaff],
];

const inClass = (code: number): string => `\\u${code.toString(16).padStart(4, '0')}`;

/** Letters of names, as the inside of a character class. */
export const NAME_LETTERS = `A-Za-z_$${LETTER_RANGES.map(([from, to]) => `${inClass(from)}-${inClass(to)}`).join('')}`;

const DIGIT_ZEROS: readonly number[] = [
  0x660, 0x6f0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xe50, 0xed0, 0x1040,
];

export const isDigit = (code: number): boolean => code >= 48 && code <= 57;

export function isLetter(code: number): boolean {
  if (code < 128) return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95 || code === 36;
  return LETTER_RANGES.some(([from, to]) => code >= from && code <= to);
}

export function isNamePart(code: number): boolean {
  if (code < 128) return isLetter(code) || isDigit(code);
  return isLetter(code) || DIGIT_ZEROS.some((zero) => code >= zero && code < zero + 10);
}
