/** What a DateTimeFormatter has read: numbers by field, each read once or twice alike. */

/** Slots of the fields. */
export const FIELD = {
  ERA: 0,
  YEAR_OF_ERA: 1,
  YEAR: 2,
  QUARTER: 3,
  MONTH: 4,
  DAY_OF_YEAR: 5,
  DAY: 6,
  DAY_OF_WEEK: 7,
  LOCAL_DAY_OF_WEEK: 8,
  WEEK_YEAR: 9,
  WEEK: 10,
  WEEK_OF_MONTH: 11,
  HALF: 12,
  HOUR: 13,
  CLOCK_HOUR: 14,
  HOUR_OF_HALF: 15,
  CLOCK_HOUR_OF_HALF: 16,
  MINUTE: 17,
  SECOND: 18,
  NANO: 19,
  MILLI_OF_DAY: 20,
  NANO_OF_DAY: 21,
  JULIAN_DAY: 22,
  OFFSET: 23,
} as const;

export type FieldSlot = (typeof FIELD)[keyof typeof FIELD];
export const FIELD_COUNT = 24;

/** A field that was not read; no field has it as its value. */
export const UNSET = Number.MIN_SAFE_INTEGER;

export type ParsedFields = number[];

/** Sets a field that is unset or has this value already; another value is a contradiction. */
export function agree(fields: ParsedFields, slot: FieldSlot, value: number): boolean {
  const old = fields[slot]!;
  fields[slot] = value;
  return old === UNSET || old === value;
}

/** The value, and the field is unset after it. */
export function take(fields: ParsedFields, slot: FieldSlot): number {
  const value = fields[slot]!;
  fields[slot] = UNSET;
  return value;
}
