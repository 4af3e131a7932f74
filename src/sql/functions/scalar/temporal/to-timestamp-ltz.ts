/** TO_TIMESTAMP_LTZ: a number of seconds or smaller units since the epoch, or text, as an instant. */
import { RunTimeError } from '../../../diagnostics/run-time-error.ts';
import { truncateTimestamp } from '../../../types/cast/to-temporal.ts';
import { isCharacter, isNumeric, isUntypedNull } from '../../../types/family.ts';
import { parseTimestamp } from '../../../types/parse-temporal.ts';
import { printType } from '../../../types/print.ts';
import { timeZone } from '../../../types/time-zone.ts';
import { type SqlType, STRING, timestampLtz } from '../../../types/type.ts';
import type { TimestampValue, Value } from '../../../types/value.ts';
import { formatterParser } from '../../date-pattern/formatter-parse.ts';
import {
  type Argument,
  type Call,
  type Compiled,
  type Inference,
  scalarFunction,
  type TypedCall,
} from '../../define.ts';
import { refused, typed, wrongCount } from '../../infer.ts';
import { fromEpoch } from './epoch.ts';
import { badPattern } from './pattern-argument.ts';
import { timestampReader } from './read-timestamp.ts';

const DEFAULT_PRECISION = 3;
const MAX_PRECISION = 9;

const literalOf = (argument: Argument | undefined): Value | undefined =>
  argument?.literal ? argument.constant?.value : undefined;

/** Digits of a fraction that a pattern ends with, three at least (DateTimeUtils.precisionFromFormat). */
const precisionOfPattern = (pattern: string): number =>
  Math.min(MAX_PRECISION, Math.max(DEFAULT_PRECISION, /S*$/.exec(pattern)![0].length));

function inferNumber(call: Call): Inference {
  const [number, precision] = call.args;
  const count = wrongCount(call, 1, 2);
  if (count) return count;
  const types = call.args.map(({ type }) => type);
  if (!isNumeric(number!.type)) {
    const found = printType(number!.type);
    return refused(`argument 1 (epoch) of TO_TIMESTAMP_LTZ must be a number or a character string, found ${found}`, 0);
  }
  if (precision && precision.type.kind !== 'INT') {
    return refused(`argument 2 (precision) of TO_TIMESTAMP_LTZ must be INT, found ${printType(precision.type)}`, 1);
  }
  const written = precision?.written ? precision.constant?.value : undefined;
  if (typeof written === 'number' && (written < 0 || written > MAX_PRECISION)) {
    return refused(`the precision of TO_TIMESTAMP_LTZ is 0 to ${MAX_PRECISION}, found ${written}`, 1);
  }
  const given = literalOf(precision);
  return typed(types, timestampLtz(Math.max(DEFAULT_PRECISION, typeof given === 'number' ? given : 0)));
}

function inferText(call: Call): Inference {
  const count = wrongCount(call, 1, 3);
  if (count) return count;
  const wrong = call.args.findIndex(({ type }, i) => !isCharacter(type) && !(i === 0 && isUntypedNull(type)));
  if (wrong >= 0) {
    const { type } = call.args[wrong]!;
    const found = isUntypedNull(type) ? 'an untyped NULL' : printType(type);
    return refused(`argument ${wrong + 1} of TO_TIMESTAMP_LTZ must be a character string, found ${found}`, wrong);
  }
  const zone = literalOf(call.args[2]);
  if (typeof zone === 'string' && timeZone(zone) === undefined) return refused(`'${zone}' is no time zone`, 2);
  const pattern = literalOf(call.args[1]);
  const fault = badPattern(call, 1, formatterParser, pattern === undefined ? 'invalid' : 'none');
  if (fault) return fault;
  const types = call.args.map(({ type }): SqlType => (isUntypedNull(type) ? STRING : type));
  return typed(types, timestampLtz(typeof pattern === 'string' ? precisionOfPattern(pattern) : DEFAULT_PRECISION));
}

const takesText = ({ args }: Call): boolean => {
  const type = args[0]?.type;
  return type !== undefined && (isCharacter(type) || isUntypedNull(type));
};

type Truncate = (value: TimestampValue) => TimestampValue;

function compileText(call: TypedCall, truncate: Truncate): Compiled {
  if (call.args.length === 1) {
    return {
      evaluate: (text: string): Value => {
        const found = parseTimestamp(text, DEFAULT_PRECISION);
        if (found === undefined)
          throw new RunTimeError(`'${text.slice(0, 80)}' is no timestamp of the form yyyy-MM-dd HH:mm:ss`);
        return found;
      },
    };
  }
  const read = timestampReader(call.args[1]!);
  return {
    evaluate: (text: string, pattern: string, zoneId?: string): Value => {
      const found = read(text, pattern);
      if (found === undefined) return null;
      if (found === 'invalid') throw new RunTimeError(`'${text.slice(0, 80)}' has a date that no calendar has`);
      if (zoneId === undefined) return truncate(found);
      const zone = timeZone(zoneId);
      if (zone === undefined) return null;
      return truncate({ millis: zone.instantOf(found.millis), nanos: found.nanos });
    },
  };
}

function compile(call: TypedCall): Compiled {
  const truncate = truncateTimestamp((call.returns as { readonly precision: number }).precision);
  if (takesText(call)) return compileText(call, truncate);
  const convert = fromEpoch(call.args[0]!.type);
  return {
    evaluate: (epoch: Value, precision: number = DEFAULT_PRECISION): Value => {
      const instant = convert(epoch, precision);
      return instant === null ? null : truncate(instant);
    },
  };
}

export const toTimestampLtz = scalarFunction({
  name: 'TO_TIMESTAMP_LTZ',
  category: 'temporal',
  summary: 'A number since 1970-01-01 00:00:00 UTC, or text, as an instant.',
  syntax: ['TO_TIMESTAMP_LTZ(epoch[, precision])', 'TO_TIMESTAMP_LTZ(text[, format[, time_zone]])'],
  parameters: [
    { name: 'epoch', doc: 'The number, or the text of a timestamp in UTC.', accepts: ['NUMERIC', 'CHARACTER'] },
    {
      name: 'format',
      doc: "For a number its unit: 0 for seconds, 3 (when not given) for milliseconds, up to 9. For text its form, a pattern of Java's DateTimeFormatter.",
      accepts: ['INTEGER', 'CHARACTER'],
      optional: true,
    },
    {
      name: 'time_zone',
      doc: 'The zone that the text is local to; UTC when not given.',
      accepts: 'CHARACTER',
      optional: true,
    },
  ],
  nulls: 'propagate',
  deterministic: true,
  infer: (call) => (takesText(call) ? inferText(call) : inferNumber(call)),
  compile,
  examples: [
    { sql: 'TO_TIMESTAMP_LTZ(1700000000, 0)', result: '2023-11-14 22:13:20.000' },
    {
      sql: "TO_TIMESTAMP_LTZ('2024-01-02 03:04:05', 'yyyy-MM-dd HH:mm:ss', 'Asia/Tokyo')",
      result: '2024-01-01 18:04:05.000',
    },
  ],
});
