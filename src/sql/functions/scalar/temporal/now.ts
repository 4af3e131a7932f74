/** The functions of the current date and time: one value a query in batch mode, the time of the row in a stream. */
import { dayOfMillis, timeOfMillis } from '../../../types/calendar.ts';
import { timeZone, UTC } from '../../../types/time-zone.ts';
import { DATE, notNull, type SqlType, time, timestamp, timestampLtz } from '../../../types/type.ts';
import type { Value } from '../../../types/value.ts';
import { type ScalarFunction, type Session, scalarFunction } from '../../define.ts';

const ROW_TIME = (): number => Date.now();

/** Milliseconds since the epoch, as often as the mode wants them anew. */
function clockOf(session: Session): () => number {
  if (!session.batch) return ROW_TIME;
  const start = session.queryStartMillis ?? Date.now();
  return () => start;
}

const local = (session: Session): ((millis: number) => number) => {
  const zone = timeZone(session.timeZone) ?? UTC;
  return (millis) => millis + zone.offsetAt(millis);
};

/** What a function makes of an instant, given what the clocks of the session show at it. */
type Make = (instant: number, shown: (instant: number) => number) => Value;

const current = (
  name: string,
  returns: SqlType,
  make: Make,
  summary: string,
  example: string,
  syntax = name,
): ScalarFunction =>
  scalarFunction({
    name,
    category: 'temporal',
    summary,
    syntax: [syntax],
    parameters: [],
    nulls: 'propagate',
    deterministic: 'query',
    returns: notNull(returns),
    compile({ session }) {
      const clock = clockOf(session);
      const shown = local(session);
      return { evaluate: () => make(clock(), shown) };
    },
    examples: [{ sql: example, result: 'TRUE' }],
  });

const instant: Make = (millis) => ({ millis, nanos: 0 });
const localTime: Make = (millis, shown) => timeOfMillis(shown(millis));

const everyRow = (name: string, returns: SqlType, summary: string, example: string): ScalarFunction =>
  scalarFunction({
    name,
    category: 'temporal',
    summary,
    syntax: [`${name}()`],
    parameters: [],
    nulls: 'propagate',
    deterministic: false,
    returns: notNull(returns),
    compile: () => ({ evaluate: () => ({ millis: ROW_TIME(), nanos: 0 }) }),
    examples: [{ sql: example, result: 'TRUE' }],
  });

export const currentFunctions: readonly ScalarFunction[] = [
  current('LOCALTIME', time(0), localTime, 'The time of day in the session time zone.', "LOCALTIME >= TIME '00:00:00'"),
  current(
    'LOCALTIMESTAMP',
    timestamp(3),
    (millis, shown) => ({ millis: shown(millis), nanos: 0 }),
    'The date and time in the session time zone, to milliseconds.',
    "LOCALTIMESTAMP > TIMESTAMP '2020-01-01 00:00:00'",
  ),
  current('CURRENT_TIME', time(0), localTime, 'The same as LOCALTIME.', "CURRENT_TIME >= TIME '00:00:00'"),
  current(
    'CURRENT_DATE',
    DATE,
    (millis, shown) => dayOfMillis(shown(millis)),
    'The date in the session time zone.',
    "CURRENT_DATE > DATE '2020-01-01'",
  ),
  current(
    'CURRENT_TIMESTAMP',
    timestampLtz(3),
    instant,
    'The current instant, to milliseconds.',
    "CURRENT_TIMESTAMP > CAST(TIMESTAMP '2020-01-01 00:00:00' AS TIMESTAMP_LTZ(3))",
  ),
  current(
    'NOW',
    timestampLtz(3),
    instant,
    'The same as CURRENT_TIMESTAMP.',
    "NOW() > CAST(TIMESTAMP '2020-01-01 00:00:00' AS TIMESTAMP_LTZ(3))",
    'NOW()',
  ),
  everyRow(
    'CURRENT_ROW_TIMESTAMP',
    timestampLtz(3),
    'The current instant, taken anew for every row in batch mode too.',
    "CURRENT_ROW_TIMESTAMP() > CAST(TIMESTAMP '2020-01-01 00:00:00' AS TIMESTAMP_LTZ(3))",
  ),
  everyRow(
    'PROCTIME',
    { ...timestampLtz(3), attribute: 'PROCTIME' } as SqlType,
    'The time at which a row is processed: a time attribute.',
    "PROCTIME() > CAST(TIMESTAMP '2020-01-01 00:00:00' AS TIMESTAMP_LTZ(3))",
  ),
];
