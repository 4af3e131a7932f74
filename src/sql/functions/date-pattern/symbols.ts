/** The English names Java's formatters print and read: months, days, eras, quarters, halves of the day. */

export const MONTHS: readonly string[] = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** From Monday. */
export const DAYS: readonly string[] = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
export const HALVES: readonly string[] = ['AM', 'PM'];
export const ERAS: readonly string[] = ['BC', 'AD'];
export const LONG_ERAS: readonly string[] = ['Before Christ', 'Anno Domini'];
export const QUARTERS: readonly string[] = ['1st quarter', '2nd quarter', '3rd quarter', '4th quarter'];

const cut =
  (length: number) =>
  (name: string): string =>
    name.slice(0, length);

export const SHORT_MONTHS = MONTHS.map(cut(3));
export const NARROW_MONTHS = MONTHS.map(cut(1));
export const SHORT_DAYS = DAYS.map(cut(3));
export const NARROW_DAYS = DAYS.map(cut(1));
export const NARROW_ERAS = ['B', 'A'];
export const SHORT_QUARTERS = ['Q1', 'Q2', 'Q3', 'Q4'];
export const NARROW_QUARTERS = ['1', '2', '3', '4'];
