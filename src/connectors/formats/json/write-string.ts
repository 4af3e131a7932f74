import type { ByteWriter } from '../byte-writer.ts';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const SPACE = 0x20;
const FIRST_OF_FOUR = 0xf0;
/** `\u001F` for one byte, twice that for a character of four bytes. */
const MAX_ESCAPED_BYTES = 6;

const LETTERS: Readonly<Record<number, string>> = { 8: 'b', 9: 't', 10: 'n', 12: 'f', 13: 'r', 34: '"', 92: '\\' };

const unicodeEscape = (unit: number) => `\\u${unit.toString(16).toUpperCase().padStart(4, '0')}`;

/** What each byte below 0x80 is written as, where it is not itself. */
const ESCAPES: readonly (string | undefined)[] = Array.from({ length: 0x80 }, (_, byte) => {
  const letter = LETTERS[byte];
  return letter ? `\\${letter}` : byte < SPACE ? unicodeEscape(byte) : undefined;
});

/** Writes UTF-8 bytes as a JSON string with its quotes, as Jackson's UTF8JsonGenerator does: characters of four bytes as two escapes. */
export function writeJsonString(out: ByteWriter, from: number, length: number): void {
  out.ensure(length * MAX_ESCAPED_BYTES + 2);
  const { u8 } = out;
  const end = from + length;
  let to = out.at;
  u8[to++] = QUOTE;
  for (let at = from; at < end; at++) {
    const byte = u8[at]!;
    if (byte >= SPACE && byte !== QUOTE && byte !== BACKSLASH && byte < FIRST_OF_FOUR) u8[to++] = byte;
    else {
      const isPair = byte >= FIRST_OF_FOUR;
      const escaped = isPair ? pairEscape(u8, at, end) : ESCAPES[byte]!;
      for (let i = 0; i < escaped.length; i++) u8[to++] = escaped.charCodeAt(i);
      if (isPair) at += 3;
    }
  }
  u8[to++] = QUOTE;
  out.at = to;
}

/** The two UTF-16 units of a character of four bytes; `?` for one that is cut off. */
function pairEscape(u8: Uint8Array, at: number, end: number): string {
  if (at + 4 > end) return '?';
  const code = ((u8[at]! & 7) << 18) | ((u8[at + 1]! & 63) << 12) | ((u8[at + 2]! & 63) << 6) | (u8[at + 3]! & 63);
  const offset = code - 0x10000;
  return unicodeEscape(0xd800 | (offset >> 10)) + unicodeEscape(0xdc00 | (offset & 0x3ff));
}
