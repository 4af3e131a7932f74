// JSON numbers to integers and floats.

/** What `readNumber` read: ± mantissa × 10^(exponent − fractionDigits). */
export let negative: bool = false;
/** Right when there are at most 19 significant digits. */
export let mantissa: u64 = 0;
/** Digits from the first that is not zero on. */
export let significantDigits: i32 = 0;
/** All digits, leading zeros included. */
export let allDigits: i32 = 0;
export let fractionDigits: i32 = 0;
/** Capped at ± EXPONENT_CAP. */
export let exponent: i32 = 0;
/** Whether there is an exponent, were it 0. */
export let exponentWritten: bool = false;
/** Without fraction and exponent. */
export let integral: bool = false;
/** Where the digits begin. */
export let digitsStart: usize = 0;

const EXPONENT_CAP: i32 = 100000;
const MAX_DIGITS: i32 = 19;

const POWERS: usize = memory.data<f64>([
  1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
]);

@inline
function digitAt(at: usize): u32 {
  return <u32>load<u8>(at) - 48;
}

/** Reads digits into the mantissa. @returns behind them */
@inline
function readDigits(at: usize): usize {
  let digit = digitAt(at);
  while (digit < 10) {
    mantissa = mantissa * 10 + <u64>digit;
    if (digit | significantDigits) significantDigits++;
    at++;
    digit = digitAt(at);
  }
  return at;
}

/** Reads the number at `at` by JSON's grammar. @returns behind it, 0 when it is none */
export function readNumber(at: usize): usize {
  mantissa = 0;
  significantDigits = 0;
  fractionDigits = 0;
  exponent = 0;
  integral = true;
  exponentWritten = false;
  negative = load<u8>(at) == 0x2d;
  if (negative) at++;
  digitsStart = at;
  let end = readDigits(at);
  if (end == at || (load<u8>(at) == 48 && end > at + 1)) return 0;
  allDigits = <i32>(end - at);
  if (load<u8>(end) == 0x2e) {
    const fraction = end + 1;
    end = readDigits(fraction);
    if (end == fraction) return 0;
    fractionDigits = <i32>(end - fraction);
    allDigits += fractionDigits;
    integral = false;
  }
  if ((load<u8>(end) | 32) == 0x65) {
    end = readExponent(end + 1);
    exponentWritten = true;
    integral = false;
  }
  return end;
}

function readExponent(at: usize): usize {
  const sign = <u32>load<u8>(at);
  if (sign == 0x2b || sign == 0x2d) at++;
  const start = at;
  let value = 0;
  let digit = digitAt(at);
  while (digit < 10) {
    value = min(value * 10 + <i32>digit, EXPONENT_CAP);
    at++;
    digit = digitAt(at);
  }
  exponent = sign == 0x2d ? -value : value;
  return at > start ? at : 0;
}

/** Whether the number read is an integer between -limit - 1 and limit. */
export function isIntegerWithin(limit: u64): bool {
  if (!integral || significantDigits > MAX_DIGITS) return false;
  return mantissa <= limit + (negative ? 1 : 0);
}

/** The number read as an integer, when isIntegerWithin 64 bits. */
export function integerValue(): i64 {
  return negative ? -(<i64>mantissa) : <i64>mantissa;
}

/** Whether `floatValue` is the nearest double: mantissa and power of ten are exact, so one operation rounds once. */
export function isExactFloat64(): bool {
  const power = exponent - fractionDigits;
  return significantDigits <= MAX_DIGITS && mantissa <= 9007199254740992 && power >= -22 && power <= 22;
}

export function float64Value(): f64 {
  const power = exponent - fractionDigits;
  const magnitude = <f64>mantissa;
  const scaled =
    power < 0
      ? magnitude / load<f64>(POWERS + ((<usize>-power) << 3))
      : magnitude * load<f64>(POWERS + ((<usize>power) << 3));
  return negative ? -scaled : scaled;
}

/** As isExactFloat64 for single precision: 10^10 is the largest exact power. */
export function isExactFloat32(): bool {
  const power = exponent - fractionDigits;
  return significantDigits <= MAX_DIGITS && mantissa <= 16777216 && power >= -10 && power <= 10;
}

export function float32Value(): f32 {
  const power = exponent - fractionDigits;
  const magnitude = <f32>mantissa;
  const scaled =
    power < 0
      ? magnitude / <f32>load<f64>(POWERS + ((<usize>-power) << 3))
      : magnitude * <f32>load<f64>(POWERS + ((<usize>power) << 3));
  return negative ? -scaled : scaled;
}
