// Dates and times of fixed form, of days and times that there are. Positions are addresses; 0 means that it is another form.

export const MILLIS_PER_DAY: f64 = 86400000;

/** What `readDate` read: days since 1970-01-01. */
export let dateDays: i32 = 0;
/** What `readClock` read. */
export let secondOfDay: i32 = 0;
export let fractionNanos: i32 = 0;

const MAX_FRACTION_DIGITS: i32 = 9;

/** Two digits, -1 when they are none. */
@inline
function twoDigits(at: usize): i32 {
  const tens = <u32>load<u8>(at) - 48;
  const ones = <u32>load<u8>(at, 1) - 48;
  return tens < 10 && ones < 10 ? <i32>(tens * 10 + ones) : -1;
}

/** `yyyy-MM-dd` */
export function readDate(at: usize): usize {
  const century = twoDigits(at);
  const yearOfCentury = twoDigits(at + 2);
  const month = twoDigits(at + 5);
  const day = twoDigits(at + 8);
  if (century < 0 || yearOfCentury < 0 || load<u8>(at, 4) != 0x2d || load<u8>(at, 7) != 0x2d) return 0;
  const year = century * 100 + yearOfCentury;
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return 0;
  dateDays = daysOfDate(year, month, day);
  return at + 10;
}

function daysInMonth(year: i32, month: i32): i32 {
  if (month == 2) return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
  return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

/** Years start in March here, so that a leap day is the last of its year; 400 of them are an era. */
function daysOfDate(year: i32, month: i32, day: i32): i32 {
  const y = (month <= 2 ? year - 1 : year) + 400;
  const era = y / 400;
  const yearOfEra = y - era * 400;
  const dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  const dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
  return (era - 1) * 146097 + dayOfEra - 719468;
}

/** `HH:mm:ss` and a fraction of one to nine digits where there is a point. */
export function readClock(at: usize): usize {
  const hour = twoDigits(at);
  const minute = twoDigits(at + 3);
  const second = twoDigits(at + 6);
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) return 0;
  if (load<u8>(at, 2) != 0x3a || load<u8>(at, 5) != 0x3a) return 0;
  secondOfDay = (hour * 60 + minute) * 60 + second;
  fractionNanos = 0;
  at += 8;
  return load<u8>(at) == 0x2e ? readFraction(at + 1) : at;
}

function readFraction(at: usize): usize {
  let digits = 0;
  let digit = <u32>load<u8>(at) - 48;
  while (digit < 10 && digits < MAX_FRACTION_DIGITS) {
    fractionNanos = fractionNanos * 10 + <i32>digit;
    digits++;
    at++;
    digit = <u32>load<u8>(at) - 48;
  }
  if (digits == 0 || digit < 10) return 0;
  while (digits < MAX_FRACTION_DIGITS) {
    fractionNanos *= 10;
    digits++;
  }
  return at;
}
