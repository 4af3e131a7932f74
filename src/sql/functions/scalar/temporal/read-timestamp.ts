/** Text -> a local date-time by a DateTimeFormatter's pattern, as TO_TIMESTAMP and TO_TIMESTAMP_LTZ read it (DateTimeUtils.parseTimestampData). */
import { RunTimeError } from '../../../diagnostics/run-time-error.ts';
import type { TimestampValue, Value } from '../../../types/value.ts';
import { compiledPattern, faultMessage, tryCompile } from '../../date-pattern/compiled-patterns.ts';
import { formatterParser } from '../../date-pattern/formatter-parse.ts';
import { isFault } from '../../date-pattern/pattern.ts';
import { parseSqlTimestamp } from '../../date-pattern/sql-timestamp.ts';
import type { Argument } from '../../define.ts';

/** A date-time, `undefined` for text that is none, `invalid` for a date the calendar has not. */
export type ReadTimestamp = (text: string, pattern: Value) => TimestampValue | undefined | 'invalid';

/** Text that does not fit the pattern may still be a timestamp of the common form; a pattern that Java refuses reads nothing. */
export function timestampReader(pattern: Argument): ReadTimestamp {
  const find = compiledPattern(pattern, tryCompile(formatterParser));
  return (text, patternText) => {
    const parse = find(patternText);
    if (isFault(parse)) {
      if (parse.fault === 'invalid') return undefined;
      throw new RunTimeError(faultMessage(String(patternText), parse));
    }
    const found = parse(text);
    if (found === 'invalid') return found;
    return found === 'unresolved' ? parseSqlTimestamp(text) : found;
  };
}
