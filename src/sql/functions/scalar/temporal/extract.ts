/** EXTRACT, and the functions YEAR to SECOND that are short for it. */
import { isDatetime, isInterval } from '../../../types/family.ts';
import { printType } from '../../../types/print.ts';
import { BIGINT, withNullable } from '../../../types/type.ts';
import type { Value } from '../../../types/value.ts';
import {
  type Call,
  type Compiled,
  type Inference,
  type ScalarFunction,
  scalarFunction,
  type TypedCall,
} from '../../define.ts';
import { hasConstantNull, refused, typed, untypedNull, wrongCount } from '../../infer.ts';
import { extractField } from './extract-field.ts';

const unitOf = (call: Call): string => String(call.options['unit']).toUpperCase();

function inferUnit(call: Call, unit: string): Inference {
  const problem = wrongCount(call, 1) ?? untypedNull(call.args);
  if (problem) return problem;
  const { type } = call.args[0]!;
  if (!isDatetime(type) && !isInterval(type)) {
    return refused(`${call.name} takes a date, time, timestamp or interval, found ${printType(type)}`, 0);
  }
  if (extractField(type, unit, call.session.timeZone) === undefined && !(isDatetime(type) && hasConstantNull(call))) {
    return refused(`${printType(type)} has no ${unit} to extract`, 0);
  }
  return typed([type], withNullable(BIGINT, type.nullable));
}

function compileUnit(call: TypedCall, unit: string): Compiled {
  const field = extractField(call.args[0]!.type, unit, call.session.timeZone);
  return { evaluate: field ? (value: Value) => BigInt(field(value)) : () => null };
}

export const extract = scalarFunction({
  name: 'EXTRACT',
  category: 'temporal',
  summary: 'One field of a date, time, timestamp or interval as a number.',
  syntax: ['EXTRACT(unit FROM time)'],
  parameters: [
    {
      name: 'time',
      doc: 'The value; units are MILLENNIUM, CENTURY, DECADE, YEAR, ISOYEAR, QUARTER, MONTH, WEEK (ISO), DOY, DOW (1 is Sunday), ISODOW (1 is Monday), DAY, HOUR, MINUTE, SECOND, MILLISECOND, MICROSECOND, NANOSECOND and EPOCH (seconds).',
      accepts: ['DATETIME', 'INTERVAL'],
    },
  ],
  nulls: 'propagate',
  deterministic: true,
  infer: (call) => inferUnit(call, unitOf(call)),
  compile: (call) => compileUnit(call, unitOf(call)),
  examples: [
    { sql: "EXTRACT(DAY FROM DATE '2024-02-29')", result: '29' },
    { sql: "EXTRACT(EPOCH FROM TIMESTAMP '1970-01-02 00:00:00')", result: '86400' },
    { sql: "EXTRACT(MINUTE FROM INTERVAL '1 02:03:04' DAY TO SECOND)", result: '3' },
  ],
});

const part = (name: string, unit: string, summary: string, example: string, result: string): ScalarFunction =>
  scalarFunction({
    name,
    category: 'temporal',
    summary,
    parameters: [{ name: 'time', doc: 'The date, time or timestamp.', accepts: ['DATETIME', 'INTERVAL'] }],
    nulls: 'propagate',
    deterministic: true,
    infer: (call) => inferUnit(call, unit),
    compile: (call) => compileUnit(call, unit),
    examples: [{ sql: example, result }],
  });

const TIMESTAMP = "TIMESTAMP '2024-02-29 12:34:56'";

export const partFunctions: readonly ScalarFunction[] = [
  part('YEAR', 'YEAR', 'The year.', `YEAR(${TIMESTAMP})`, '2024'),
  part('QUARTER', 'QUARTER', 'The quarter of the year, 1 to 4.', `QUARTER(${TIMESTAMP})`, '1'),
  part('MONTH', 'MONTH', 'The month, 1 to 12.', `MONTH(${TIMESTAMP})`, '2'),
  part('WEEK', 'WEEK', 'The ISO week of the year, 1 to 53.', `WEEK(${TIMESTAMP})`, '9'),
  part('DAYOFYEAR', 'DOY', 'The day of the year, 1 to 366.', `DAYOFYEAR(${TIMESTAMP})`, '60'),
  part('DAYOFMONTH', 'DAY', 'The day of the month, 1 to 31.', `DAYOFMONTH(${TIMESTAMP})`, '29'),
  part('DAYOFWEEK', 'DOW', 'The day of the week, 1 (Sunday) to 7.', `DAYOFWEEK(${TIMESTAMP})`, '5'),
  part('HOUR', 'HOUR', 'The hour, 0 to 23.', `HOUR(${TIMESTAMP})`, '12'),
  part('MINUTE', 'MINUTE', 'The minute, 0 to 59.', `MINUTE(${TIMESTAMP})`, '34'),
  part('SECOND', 'SECOND', 'The second, 0 to 59.', `SECOND(${TIMESTAMP})`, '56'),
];
