/** CONVERT_TZ: the text of a local time moved from one time zone to another. */
import { calendarZone } from '../../../types/calendar-zone.ts';
import { javaTimeZone, type TimeZone } from '../../../types/time-zone.ts';
import { STRING } from '../../../types/type.ts';
import type { Value } from '../../../types/value.ts';
import { compiledPattern } from '../../date-pattern/compiled-patterns.ts';
import { simpleParser } from '../../date-pattern/simple-parse.ts';
import { simplePrinter } from '../../date-pattern/simple-print.ts';
import { type Compiled, scalarFunction, type TypedCall } from '../../define.ts';
import { DEFAULT_PATTERN } from './date-format.ts';

const reader = (zone: TimeZone) => simpleParser(DEFAULT_PATTERN, zone, Date.now());
const printer = (zone: TimeZone) => simplePrinter(DEFAULT_PATTERN, zone);

function compile(call: TypedCall): Compiled {
  const from = compiledPattern(call.args[1]!, (id) => reader(calendarZone(javaTimeZone(id))));
  const to = compiledPattern(call.args[2]!, (id) => printer(calendarZone(javaTimeZone(id))));
  return {
    evaluate: (text: string, fromId: string, toId: string): Value => {
      const instant = from(fromId)(text);
      return instant === undefined ? null : to(toId)(instant);
    },
  };
}

export const convertTz = scalarFunction({
  name: 'CONVERT_TZ',
  category: 'temporal',
  summary: 'The text of a local time, moved from one time zone to another; an id that is none counts as UTC.',
  parameters: [
    { name: 'text', doc: 'The time in the form yyyy-MM-dd HH:mm:ss.', accepts: 'CHARACTER' },
    { name: 'from', doc: 'The zone it is local to: an id such as Europe/Berlin, or GMT+1.', accepts: 'CHARACTER' },
    { name: 'to', doc: 'The zone of the result.', accepts: 'CHARACTER' },
  ],
  nulls: 'propagate',
  deterministic: true,
  returns: STRING,
  returnsNull: 'always',
  compile,
  examples: [{ sql: "CONVERT_TZ('1970-01-01 00:00:00', 'UTC', 'America/Los_Angeles')", result: '1969-12-31 16:00:00' }],
});
