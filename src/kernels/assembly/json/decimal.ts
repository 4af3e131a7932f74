// JSON numbers to 128-bit decimals of a fixed scale.

import { allDigits, digitsStart, exponent, fractionDigits, mantissa, negative, significantDigits } from './number';

/** 10^0 to 10^38, 16 bytes each. */
const POWERS: usize = memory.data(39 * 16, 16);
let powersMade = false;

/** The magnitude being built. */
let low: u64 = 0;
let high: u64 = 0;

function makePowers(): void {
  low = 1;
  high = 0;
  for (let i = 0; i < 39; i++) {
    store<u64>(POWERS + ((<usize>i) << 4), low);
    store<u64>(POWERS + ((<usize>i) << 4), high, 8);
    appendDigit(0);
  }
  powersMade = true;
}

/** magnitude × 10 + digit */
@inline
function appendDigit(digit: u64): void {
  const lower = (low & 0xffffffff) * 10 + digit;
  const upper = (low >> 32) * 10 + (lower >> 32);
  low = (upper << 32) | (lower & 0xffffffff);
  high = high * 10 + (upper >> 32);
}

/** Whether the magnitude is at least 10^digits. */
@inline
function exceeds(digits: i32): bool {
  const power = POWERS + ((<usize>digits) << 4);
  const powerHigh = load<u64>(power, 8);
  return high > powerHigh || (high == powerHigh && low >= load<u64>(power));
}

/**
 * Writes the number that readNumber read, rounded half up to the scale, as 16 bytes. Returns false when it has more digits than the
 * precision (DecimalData.fromBigDecimal then gives NULL).
 */
export function storeDecimal(to: usize, precision: i32, scale: i32): bool {
  if (!powersMade) makePowers();
  const shift = scale + exponent - fractionDigits;
  if (shift >= 0 && significantDigits + shift <= 18) {
    low = mantissa * load<u64>(POWERS + ((<usize>shift) << 4));
    high = 0;
  } else if (!buildMagnitude(shift)) return false;
  if (exceeds(precision)) return false;
  if (negative) {
    low = -low;
    high = ~high + (low == 0 ? 1 : 0);
  }
  store<u64>(to, low);
  store<u64>(to, high, 8);
  return true;
}

/** The digits that the scale keeps, one by one; the next decides the rounding. Returns false for 10^38 and more. */
function buildMagnitude(shift: i32): bool {
  low = 0;
  high = 0;
  const kept = min(allDigits, allDigits + shift);
  let at = digitsStart;
  let index = 0;
  while (index < kept) {
    const c = <u32>load<u8>(at);
    at++;
    if (c != 0x2e) {
      if (exceeds(37)) return false;
      appendDigit(<u64>(c - 48));
      index++;
    }
  }
  if (kept >= 0 && kept < allDigits) {
    if (load<u8>(at) == 0x2e) at++;
    if (load<u8>(at) >= 53) {
      low++;
      if (low == 0) high++;
    }
  }
  let zeros = low | high ? shift : 0;
  while (zeros > 0) {
    if (exceeds(37)) return false;
    appendDigit(0);
    zeros--;
  }
  return true;
}
