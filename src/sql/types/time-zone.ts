/** Time zones: the offset of an instant, and the instant of a local date-time with Java's rules for gaps and overlaps. */

export interface TimeZone {
  readonly id: string;
  /** Milliseconds east of UTC where it never changes; undefined where there are rules. */
  readonly fixedOffset?: number;
  /** Milliseconds east of UTC at an instant. */
  readonly offsetAt: (epochMillis: number) => number;
  /**
   * The instant of local milliseconds (a local date-time read as if it were UTC): in an overlap the earlier offset holds,
   * in a gap the time moves forward by the gap's length (Java's ZonedDateTime.ofLocal).
   */
  readonly instantOf: (localMillis: number) => number;
}

/** Java's ZoneId.SHORT_IDS: the three-letter ids of old. */
const SHORT_IDS: Readonly<Record<string, string>> = {
  EST: '-05:00',
  HST: '-10:00',
  MST: '-07:00',
  ACT: 'Australia/Darwin',
  AET: 'Australia/Sydney',
  AGT: 'America/Argentina/Buenos_Aires',
  ART: 'Africa/Cairo',
  AST: 'America/Anchorage',
  BET: 'America/Sao_Paulo',
  BST: 'Asia/Dhaka',
  CAT: 'Africa/Harare',
  CNT: 'America/St_Johns',
  CST: 'America/Chicago',
  CTT: 'Asia/Shanghai',
  EAT: 'Africa/Addis_Ababa',
  ECT: 'Europe/Paris',
  IET: 'America/Indiana/Indianapolis',
  IST: 'Asia/Kolkata',
  JST: 'Asia/Tokyo',
  MIT: 'Pacific/Apia',
  NET: 'Asia/Yerevan',
  NST: 'Pacific/Auckland',
  PLT: 'Asia/Karachi',
  PNT: 'America/Phoenix',
  PRT: 'America/Puerto_Rico',
  PST: 'America/Los_Angeles',
  SST: 'Pacific/Guadalcanal',
  VST: 'Asia/Ho_Chi_Minh',
  // Not known to every ICU under its own name.
  MET: 'Europe/Brussels',
};

/** Zones kept; beyond it all are dropped, as ids may come from data. */
const MAX_ZONES = 256;
/** Stretches of time kept a zone, each of SPAN_MILLIS. */
const MAX_SPANS = 4096;
/** Short enough that no zone changed its offset there and back within it. */
const SPAN_MILLIS = 4 * 86_400_000;

const OFFSET = /^([+-])(\d{1,2})(?::?(\d{2})(?::?(\d{2}))?)?$/;
const CUSTOM = /^(?:UTC|GMT|UT)?([+-]\d.*)$/;

/** `+08:00`, `-5`, `+0530` as milliseconds; undefined when it is none, or beyond 18 hours. */
export function parseOffset(text: string): number | undefined {
  const found = OFFSET.exec(text);
  if (found === null) return undefined;
  const [, sign, hours, minutes = '0', seconds = '0'] = found;
  if (Number(minutes) > 59 || Number(seconds) > 59) return undefined;
  const total = (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000;
  return total > 18 * 3_600_000 ? undefined : sign === '-' ? -total : total;
}

const fixedZone = (id: string, offset: number): TimeZone => ({
  id,
  fixedOffset: offset,
  offsetAt: () => offset,
  instantOf: (localMillis) => localMillis - offset,
});

export const UTC: TimeZone = fixedZone('UTC', 0);

const formatterOf = (id: string): Intl.DateTimeFormat | undefined => {
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone: id,
      hourCycle: 'h23',
      era: 'short',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  } catch {
    return undefined;
  }
};

/** Beyond this JavaScript has no dates; offsets are taken as there. */
const MAX_DATE_MILLIS = 8.64e15 - 86_400_000;

/** What the clocks of the zone show at an instant, less the instant. */
function measureOffset(format: Intl.DateTimeFormat, epochMillis: number): number {
  const at = Math.max(-MAX_DATE_MILLIS, Math.min(MAX_DATE_MILLIS, Math.floor(epochMillis / 1000) * 1000));
  const part: Record<string, string> = {};
  for (const { type, value } of format.formatToParts(at)) part[type] = value;
  const year = part['era']!.startsWith('B') ? 1 - Number(part['year']) : Number(part['year']);
  const local = new Date(0);
  local.setUTCFullYear(year, Number(part['month']) - 1, Number(part['day']));
  local.setUTCHours(Number(part['hour']), Number(part['minute']), Number(part['second']));
  return local.getTime() - at;
}

/** One offset over a span, or where in it a new one begins. */
interface Span {
  readonly before: number;
  readonly after: number;
  readonly change: number;
}

function spanOf(format: Intl.DateTimeFormat, start: number): Span {
  const before = measureOffset(format, start);
  const after = measureOffset(format, start + SPAN_MILLIS - 1000);
  if (before === after) return { before, after, change: start };
  let low = start / 1000;
  let high = (start + SPAN_MILLIS) / 1000 - 1;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (measureOffset(format, middle * 1000) === before) low = middle;
    else high = middle;
  }
  return { before, after, change: high * 1000 };
}

function ruledZone(id: string, format: Intl.DateTimeFormat): TimeZone {
  const spans = new Map<number, Span>();
  const find = (index: number): Span => {
    let span = spans.get(index);
    if (span === undefined) {
      if (spans.size >= MAX_SPANS) spans.clear();
      span = spanOf(format, index * SPAN_MILLIS);
      spans.set(index, span);
    }
    return span;
  };
  // Times of rows that follow each other are mostly near each other.
  let lastIndex = Number.NaN;
  let last: Span = { before: 0, after: 0, change: 0 };
  const offsetAt = (epochMillis: number): number => {
    const index = Math.floor(epochMillis / SPAN_MILLIS);
    if (index !== lastIndex) {
      last = find(index);
      lastIndex = index;
    }
    return epochMillis < last.change ? last.before : last.after;
  };
  const instantOf = (localMillis: number): number => {
    // The offset before any change within a day of it; that is the earlier one in an overlap, and the one a gap moves by.
    const earlier = offsetAt(localMillis - 86_400_000);
    const first = localMillis - earlier;
    if (offsetAt(first) === earlier) return first;
    const later = offsetAt(first);
    const second = localMillis - later;
    return offsetAt(second) === later ? second : first;
  };
  return { id, offsetAt, instantOf };
}

const zones = new Map<string, TimeZone | undefined>();

function build(id: string): TimeZone | undefined {
  if (id === 'UTC' || id === 'Z' || id === 'GMT' || id === 'UT') return fixedZone(id, 0);
  const custom = CUSTOM.exec(id);
  if (custom !== null) {
    const offset = parseOffset(custom[1]!);
    return offset === undefined ? undefined : fixedZone(id, offset);
  }
  const full = SHORT_IDS[id] ?? id;
  const offset = parseOffset(full);
  if (offset !== undefined) return fixedZone(id, offset);
  // Java's ids are exact; ICU reads them in any case.
  if (!/^[A-Z]/.test(full) || (full.length > 4 && full === full.toUpperCase() && !/\d/.test(full))) return undefined;
  const format = formatterOf(full);
  return format === undefined ? undefined : ruledZone(id, format);
}

/** The zone of an IANA id, `UTC`, `GMT+hh:mm`, `+hh:mm` or one of Java's short ids; undefined when there is none. */
export function timeZone(id: string): TimeZone | undefined {
  if (zones.has(id)) return zones.get(id);
  const zone = build(id);
  if (zones.size >= MAX_ZONES) zones.clear();
  zones.set(id, zone);
  return zone;
}

const JAVA_CUSTOM = /^GMT([+-])(\d{1,2})(?::?(\d{2}))?$/;

/** Java's TimeZone.getTimeZone: an id it does not know, `+08:00` among them, is UTC. */
export function javaTimeZone(id: string): TimeZone {
  if (/^[+-]|^UTC[+-]|^UT[+-]/.test(id) || (/^GMT[+-]/.test(id) && !JAVA_CUSTOM.test(id))) return UTC;
  return timeZone(id) ?? UTC;
}
