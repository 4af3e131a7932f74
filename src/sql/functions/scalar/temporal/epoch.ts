/** Numbers since the epoch in a unit of 10^-precision seconds -> instants (DateTimeUtils.toTimestampData); NULL outside the years 0 to 9999. */
import { RunTimeError } from '../../../diagnostics/run-time-error.ts';
import { powerOfTen } from '../../../types/decimal.ts';
import { isApproximate } from '../../../types/family.ts';
import type { SqlType } from '../../../types/type.ts';
import type { TimestampValue, Value } from '../../../types/value.ts';

const MIN_SECONDS = -62_167_219_200;
const MAX_SECONDS = 253_402_300_799;
const MAX_PRECISION = 9;

type FromEpoch = (epoch: Value, precision: number) => TimestampValue | null;

function checkPrecision(precision: number): void {
  if (precision < 0 || precision > MAX_PRECISION) {
    throw new RunTimeError(`the precision of TO_TIMESTAMP_LTZ is 0 to ${MAX_PRECISION}, found ${precision}`);
  }
}

const floorDivide = (value: bigint, divisor: bigint): bigint => value / divisor - (value % divisor < 0n ? 1n : 0n);

function fromBig(epoch: bigint, precision: number): TimestampValue | null {
  const perSecond = powerOfTen(precision);
  const seconds = Number(floorDivide(epoch, perSecond));
  if (seconds < MIN_SECONDS || seconds > MAX_SECONDS) return null;
  const nanos = Number((epoch - BigInt(seconds) * perSecond) * powerOfTen(MAX_PRECISION - precision));
  return { millis: seconds * 1000 + Math.floor(nanos / 1_000_000), nanos: nanos % 1_000_000 };
}

const fromMillis = (millis: number): TimestampValue | null =>
  millis >= MIN_SECONDS * 1000 && millis < (MAX_SECONDS + 1) * 1000 ? { millis, nanos: 0 } : null;

/** Whole numbers; the two usual units need no big integers. */
const fromWhole: FromEpoch = (epoch, precision) => {
  checkPrecision(precision);
  const number = Number(epoch);
  if (precision === 3) return fromMillis(number);
  if (precision === 0) return fromMillis(number * 1000);
  return fromBig(BigInt(epoch as number | bigint), precision);
};

/** A double becomes nanoseconds first, cut to 64 bits. */
const fromDouble: FromEpoch = (epoch, precision) => {
  checkPrecision(precision);
  const value = epoch as number;
  const seconds = value / 10 ** precision;
  if (seconds < MIN_SECONDS || seconds > MAX_SECONDS) return null;
  const nanos = Math.trunc(value * 10 ** (MAX_PRECISION - precision));
  return fromBig(toLong(nanos), MAX_PRECISION);
};

const MAX_LONG = 2n ** 63n - 1n;

/** Java's (long): NaN is 0, and what is beyond the range is its end. */
function toLong(value: number): bigint {
  if (Number.isNaN(value)) return 0n;
  if (value >= 2 ** 63) return MAX_LONG;
  return value <= -(2 ** 63) ? -MAX_LONG - 1n : BigInt(value);
}

/** Of values of the type. */
export function fromEpoch(type: SqlType): FromEpoch {
  if (isApproximate(type)) return fromDouble;
  if (type.kind !== 'DECIMAL') return fromWhole;
  const unit = powerOfTen(type.scale);
  return (epoch, precision) => {
    checkPrecision(precision);
    return fromBig(BigInt.asIntN(64, (epoch as bigint) / unit), precision);
  };
}
