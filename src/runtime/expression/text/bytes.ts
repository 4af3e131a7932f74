/** Texts as UTF-8 bytes in memory: parts, case and tests of them, without a JavaScript string. A negative length is NULL. */
import type { Address } from '../../batch/memory.ts';
import { equalBytes, type TextWriter } from '../access.ts';

const isContinuation = (byte: number): boolean => (byte & 0xc0) === 0x80;

/** In code points. */
export function characterCount(u8: Uint8Array, text: Address, length: number): number {
  let count = 0;
  for (let at = text; at < text + length; at++) if (!isContinuation(u8[at]!)) count++;
  return count;
}

/** The address `characters` behind `at`, `end` at most. */
function skip(u8: Uint8Array, at: Address, end: Address, characters: number): Address {
  let next = at;
  for (let left = characters; left > 0 && next < end; left--) {
    next++;
    while (next < end && isContinuation(u8[next]!)) next++;
  }
  return next;
}

/** SUBSTRING(text FROM from FOR count): the part's length, its address in `writer.pointer`. */
export function substring(
  writer: TextWriter,
  u8: Uint8Array,
  text: Address,
  length: number,
  from: number,
  count: number,
): number {
  if (count < 0) return -1;
  const start = from > 0 ? from - 1 : from < 0 ? characterCount(u8, text, length) + from : 0;
  if (start < 0) return 0;
  const end = text + length;
  writer.pointer = skip(u8, text, end, start);
  return skip(u8, writer.pointer, end, count) - writer.pointer;
}

/** RIGHT(text, count). */
export function lastCharacters(
  writer: TextWriter,
  u8: Uint8Array,
  text: Address,
  length: number,
  count: number,
): number {
  if (count <= 0) return 0;
  const start = Math.max(0, characterCount(u8, text, length) - count);
  writer.pointer = skip(u8, text, text + length, start);
  return text + length - writer.pointer;
}

/** @param taken 1 for each byte that is taken off; ASCII only */
export function trim(
  writer: TextWriter,
  u8: Uint8Array,
  text: Address,
  length: number,
  taken: Uint8Array,
  leading: boolean,
  trailing: boolean,
): number {
  let from = text;
  let to = text + length;
  if (leading) while (from < to && taken[u8[from]!] === 1) from++;
  if (trailing) while (to > from && taken[u8[to - 1]!] === 1) to--;
  writer.pointer = from;
  return to - from;
}

/** The address of `part` in the text from `at` on, -1 when it is not there. */
function find(u8: Uint8Array, at: Address, end: Address, part: Address, partLength: number): Address {
  const first = u8[part]!;
  for (let start = at; start + partLength <= end; start++)
    if (u8[start] === first && equalBytes(u8, start, partLength, part, partLength)) return start;
  return -1;
}

/** SPLIT_INDEX: the part's length, its address in `writer.pointer`; -1 when there is none. The separator is not empty. */
export function splitIndex(
  writer: TextWriter,
  u8: Uint8Array,
  text: Address,
  length: number,
  separator: Address,
  separatorLength: number,
  index: number,
): number {
  if (index < 0 || length === 0) return -1;
  const end = text + length;
  let at = text;
  for (let left = index; left > 0; left--) {
    const found = find(u8, at, end, separator, separatorLength);
    if (found < 0) return -1;
    at = found + separatorLength;
  }
  const found = find(u8, at, end, separator, separatorLength);
  writer.pointer = at;
  return (found < 0 ? end : found) - at;
}

export const contains = (u8: Uint8Array, text: Address, length: number, part: Address, partLength: number): boolean =>
  partLength === 0 || find(u8, text, text + length, part, partLength) >= 0;

export const startsWith = (u8: Uint8Array, text: Address, length: number, part: Address, partLength: number): boolean =>
  length >= partLength && equalBytes(u8, text, partLength, part, partLength);

export const endsWith = (u8: Uint8Array, text: Address, length: number, part: Address, partLength: number): boolean =>
  length >= partLength && equalBytes(u8, text + length - partLength, partLength, part, partLength);

/** ASCII letters between `first` and the one 25 further on get the other case; false, and nothing of use, for other than ASCII. */
export function changeCase(u8: Uint8Array, text: Address, length: number, to: Address, first: number): boolean {
  let all = 0;
  for (let i = 0; i < length; i++) {
    const byte = u8[text + i]!;
    all |= byte;
    u8[to + i] = byte >= first && byte < first + 26 ? byte ^ 0x20 : byte;
  }
  return all < 0x80;
}

/** Longer texts are copied by the engine. */
const SHORT = 32;

export function copyText(u8: Uint8Array, text: Address, length: number, to: Address): void {
  if (length > SHORT) u8.copyWithin(to, text, text + length);
  else for (let i = 0; i < length; i++) u8[to + i] = u8[text + i]!;
}
