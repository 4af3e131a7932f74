// Text: whether bytes are ASCII or well-formed UTF-8.

/** Whether `length` bytes are all below 0x80. */
export function isAscii(at: usize, length: usize): bool {
  const end = at + length;
  let seen = i8x16.splat(0);
  while (at + 16 <= end) {
    seen = v128.or(seen, v128.load(at));
    at += 16;
  }
  let high: i32 = i8x16.bitmask(seen);
  while (at < end) {
    high |= <i32>load<u8>(at) & 0x80;
    at++;
  }
  return high == 0;
}

/** Whether `length` bytes are well-formed UTF-8: shortest forms, no surrogates, nothing above U+10FFFF. */
export function isUtf8(at: usize, length: usize): bool {
  const end = at + length;
  while (at < end) {
    if (at + 16 <= end && i8x16.bitmask(v128.load(at)) == 0) {
      at += 16;
    } else {
      const size = sequenceLength(at, end);
      if (size == 0) return false;
      at += size;
    }
  }
  return true;
}

/** The bytes of the well-formed sequence at `at`, 0 when there is none before `end`. */
function sequenceLength(at: usize, end: usize): usize {
  const first: u32 = load<u8>(at);
  if (first < 0x80) return 1;
  if (first < 0xc2 || first > 0xf4) return 0;
  const size: usize = first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
  if (at + size > end) return 0;
  const second: u32 = load<u8>(at, 1);
  if ((second & 0xc0) != 0x80) return 0;
  if (size > 2 && (load<u8>(at, 2) & 0xc0) != 0x80) return 0;
  if (size > 3 && (load<u8>(at, 3) & 0xc0) != 0x80) return 0;
  if (first == 0xe0 && second < 0xa0) return 0;
  if (first == 0xed && second > 0x9f) return 0;
  if (first == 0xf0 && second < 0x90) return 0;
  if (first == 0xf4 && second > 0x8f) return 0;
  return size;
}
