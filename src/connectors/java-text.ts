/** Exact numbers and times as the `toString` of the Java classes that Flink hands to its print sink. */

const DAY_MS = 86_400_000;

const pad = (value: number, width: number) => String(value).padStart(width, '0');

/** `BigDecimal.toString` of an unscaled value: plain down to 10^-6, then `1E-7`. */
export function javaDecimal(unscaled: bigint, scale: number): string {
  const sign = unscaled < 0n ? '-' : '';
  const digits = (unscaled < 0n ? -unscaled : unscaled).toString();
  if (scale === 0) return sign + digits;
  const exponent = digits.length - 1 - scale;
  if (exponent < -6) return `${sign}${digits[0]}${digits.length > 1 ? `.${digits.slice(1)}` : ''}E${exponent}`;
  const padded = digits.padStart(scale + 1, '0');
  return `${sign}${padded.slice(0, -scale)}.${padded.slice(-scale)}`;
}

/** `LocalDate.toString` of days since 1970. */
export function javaDate(days: number): string {
  const date = new Date(days * DAY_MS);
  const year = date.getUTCFullYear();
  const text = year < 0 ? `-${pad(-year, 4)}` : year > 9999 ? `+${year}` : pad(year, 4);
  return `${text}-${pad(date.getUTCMonth() + 1, 2)}-${pad(date.getUTCDate(), 2)}`;
}

/** A fraction of a second in groups of three digits, with its point; empty for none. */
function fraction(nanosOfSecond: number): string {
  if (nanosOfSecond === 0) return '';
  const digits = pad(nanosOfSecond, 9);
  return `.${digits.endsWith('000000') ? digits.slice(0, 3) : digits.endsWith('000') ? digits.slice(0, 6) : digits}`;
}

/** `LocalTime.toString`: seconds only where there are some. @param nanos within the millisecond */
export function javaTime(millisOfDay: number, nanos = 0): string {
  const seconds = Math.floor(millisOfDay / 1000) % 60;
  const nanosOfSecond = (millisOfDay % 1000) * 1_000_000 + nanos;
  const minutes = `${pad(Math.floor(millisOfDay / 3_600_000), 2)}:${pad(Math.floor(millisOfDay / 60_000) % 60, 2)}`;
  return seconds === 0 && nanosOfSecond === 0 ? minutes : `${minutes}:${pad(seconds, 2)}${fraction(nanosOfSecond)}`;
}

/** `LocalDateTime.toString`. */
export function javaDateTime(millis: number, nanos: number): string {
  const days = Math.floor(millis / DAY_MS);
  return `${javaDate(days)}T${javaTime(millis - days * DAY_MS, nanos)}`;
}

/** `Instant.toString`: seconds always, Z at the end. */
export function javaInstant(millis: number, nanos: number): string {
  const text = javaDateTime(millis, nanos);
  return `${text}${/T\d\d:\d\d$/.test(text) ? ':00' : ''}Z`;
}

/** `Period.toString` of months: `P1Y2M`. */
export function javaPeriod(months: number): string {
  const years = Math.trunc(months / 12);
  const rest = months % 12;
  if (months === 0) return 'P0D';
  return `P${years === 0 ? '' : `${years}Y`}${rest === 0 ? '' : `${rest}M`}`;
}

/** `Duration.toString` of milliseconds: `PT24H1M0.5S`. */
export function javaDuration(millis: number): string {
  if (millis === 0) return 'PT0S';
  // Java keeps whole seconds (floor) and nanoseconds above them; with a fraction, negative seconds are one nearer to zero.
  const wholeSeconds = Math.floor(millis / 1000);
  const left = millis - wholeSeconds * 1000;
  const effective = wholeSeconds < 0 && left > 0 ? wholeSeconds + 1 : wholeSeconds;
  const hours = Math.trunc(effective / 3600);
  const minutes = Math.trunc((effective % 3600) / 60);
  const seconds = effective % 60;
  let text = `PT${hours === 0 ? '' : `${hours}H`}${minutes === 0 ? '' : `${minutes}M`}`;
  if (seconds === 0 && left === 0 && text.length > 2) return text;
  const shown = wholeSeconds < 0 && left > 0 && seconds === 0 ? '-0' : String(seconds);
  const milliseconds = wholeSeconds < 0 && left > 0 ? 1000 - left : left;
  const digits = milliseconds === 0 ? '' : `.${pad(milliseconds, 3).replace(/0+$/, '')}`;
  text += `${shown}${digits}S`;
  return text;
}
