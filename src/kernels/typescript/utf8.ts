import type { Views } from './views.ts';

/** Text: whether bytes are ASCII or well-formed UTF-8. */
export interface Utf8Kernels {
  /** 1 when all `length` bytes are below 0x80, else 0. */
  isAscii(at: number, length: number): number;
  /** 1 when the bytes are well-formed UTF-8 (shortest forms, no surrogates, nothing above U+10FFFF), else 0. */
  isUtf8(at: number, length: number): number;
}

export function utf8Kernels({ u8 }: Views): Utf8Kernels {
  return {
    isAscii(at, length) {
      for (let i = at; i < at + length; i++) if (u8[i]! > 0x7f) return 0;
      return 1;
    },
    isUtf8(at, length) {
      const end = at + length;
      while (at < end) {
        const size = sequenceLength(u8, at, end);
        if (size === 0) return 0;
        at += size;
      }
      return 1;
    },
  };
}

const isContinuation = (byte: number) => (byte & 0xc0) === 0x80;

/** The bytes of the well-formed sequence at `at`, 0 when there is none before `end`. */
export function sequenceLength(u8: Uint8Array, at: number, end: number): number {
  const first = u8[at]!;
  if (first < 0x80) return 1;
  if (first < 0xc2 || first > 0xf4) return 0;
  const size = first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
  if (at + size > end) return 0;
  const second = u8[at + 1]!;
  if (!isContinuation(second)) return 0;
  if (size > 2 && !isContinuation(u8[at + 2]!)) return 0;
  if (size > 3 && !isContinuation(u8[at + 3]!)) return 0;
  if (first === 0xe0 && second < 0xa0) return 0;
  if (first === 0xed && second > 0x9f) return 0;
  if (first === 0xf0 && second < 0x90) return 0;
  if (first === 0xf4 && second > 0x8f) return 0;
  return size;
}
