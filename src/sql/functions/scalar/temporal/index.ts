/** Functions of dates and times, in the order of the documentation. */
import type { ScalarFunction } from '../../define.ts';
import { convertTz } from './convert-tz.ts';
import { dateFormat } from './date-format.ts';
import { extract, partFunctions } from './extract.ts';
import { currentFunctions } from './now.ts';
import { overlaps } from './overlaps.ts';
import { timestampAdd } from './timestamp-add.ts';
import { timestampDiff } from './timestamp-diff.ts';
import { toDate } from './to-date.ts';
import { toTimestamp } from './to-timestamp.ts';
import { toTimestampLtz } from './to-timestamp-ltz.ts';
import { fromUnixtime, unixTimestamp } from './unix-time.ts';

export const temporalFunctions: readonly ScalarFunction[] = [
  ...currentFunctions,
  extract,
  ...partFunctions,
  overlaps,
  dateFormat,
  timestampAdd,
  timestampDiff,
  convertTz,
  fromUnixtime,
  unixTimestamp,
  toDate,
  toTimestampLtz,
  toTimestamp,
];
