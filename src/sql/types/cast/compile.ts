/** Turns a pair of types into the function that casts values: CAST, TRY_CAST and the casts nobody wrote. */
import { RunTimeError } from '../../diagnostics/run-time-error.ts';
import { castAvoidable } from '../coercion.ts';
import { isCharacter, isDatetime, isExact } from '../family.ts';
import { timeZone, UTC } from '../time-zone.ts';
import type { IntervalType, SqlType } from '../type.ts';
import type { Value } from '../value.ts';
import { castRefusal, partFits } from './allowed.ts';
import { arrayCast, mapCast, rowCast } from './nested.ts';
import { type Cast, type CastContext, unreadable, unreadableQuietly } from './rule.ts';
import { toBinary } from './to-binary.ts';
import { toBoolean } from './to-boolean.ts';
import { toDecimalCast } from './to-decimal.ts';
import { toDouble, toFloat, toInteger, toLong } from './to-number.ts';
import { toDate, toInstant, toTime, toTimestamp } from './to-temporal.ts';
import { toText } from './to-text.ts';

export interface CastOptions {
  readonly session: { readonly timeZone: string };
  /** TRY_CAST: NULL where CAST fails. */
  readonly try?: boolean;
  /** Written by the binder to see whether two are equal: text that is no date or time is NULL then. */
  readonly implicit?: boolean;
}

const identity: Cast = (value) => value;

/** The cast for values that are not NULL; undefined for types that do not cast. */
function castOf(from: SqlType, to: SqlType, context: CastContext): Cast | undefined {
  if (from.kind === 'NULL') return () => null;
  const part = (a: SqlType, b: SqlType): Cast | undefined => (partFits(a, b) ? castOf(a, b, context) : undefined);
  switch (to.kind) {
    case 'CHAR':
    case 'VARCHAR':
      return isCharacter(from) && castAvoidable(from, to) ? identity : toText(from, to, context);
    case 'BINARY':
    case 'VARBINARY':
      return toBinary(from, to);
    case 'BOOLEAN':
      return toBoolean(from, to, context);
    case 'TINYINT':
    case 'SMALLINT':
    case 'INT':
      return toInteger(from, to, to.kind, context);
    case 'BIGINT':
      return toLong(from, to, context);
    case 'FLOAT':
      return toFloat(from, to, context);
    case 'DOUBLE':
      return toDouble(from, to, context);
    case 'DECIMAL':
      return toDecimalCast(from, to, context);
    case 'DATE':
      return toDate(from, to, context);
    case 'TIME':
      return toTime(from, to, context);
    case 'TIMESTAMP':
      return toTimestamp(from, to, context);
    case 'TIMESTAMP_LTZ':
      return toInstant(from, to, context);
    case 'ARRAY':
      return from.kind === 'ARRAY' ? arrayCast(from.element, to.element, part) : undefined;
    case 'MULTISET':
      return from.kind === 'MULTISET' ? mapCast([from.element, to.element], undefined, part) : undefined;
    case 'MAP':
      return from.kind === 'MAP' ? mapCast([from.key, to.key], [from.value, to.value], part) : undefined;
    case 'ROW':
    case 'STRUCTURED':
      return from.kind === 'ROW' || from.kind === 'STRUCTURED' ? rowCast(from.fields, to.fields, part) : undefined;
    case 'INTERVAL_YEAR_MONTH':
    case 'INTERVAL_DAY_TIME':
      return from.kind === to.kind ? identity : toInterval(from, to, context);
    default:
      return from.kind === to.kind ? identity : undefined;
  }
}

/** A number counts months or milliseconds, whatever the one unit of the interval. */
function toInterval(from: SqlType, to: IntervalType, context: CastContext): Cast | undefined {
  if (!isExact(from) || to.from !== to.to) return undefined;
  if (to.kind === 'INTERVAL_YEAR_MONTH') return toInteger(from, to, 'INT', context);
  const long = toLong(from, to, context);
  return long && ((value) => Number(long(value)));
}

const nullOnFailure =
  (cast: Cast): Cast =>
  (value) => {
    try {
      return cast(value);
    } catch (error) {
      if (error instanceof RunTimeError) return null;
      throw error;
    }
  };

/**
 * The function that casts values of `from` to `to`; NULL gives NULL. Fails with a RunTimeError on text that is not of the
 * target type; a number that overflows a DECIMAL is NULL even so (Flink's rule). Ask `castAllowed` before.
 */
export function compileCast(from: SqlType, to: SqlType, options: CastOptions): (value: Value) => Value {
  const lenient = options.try || (options.implicit && isCharacter(from) && isDatetime(to));
  const cast = castOf(from, to, {
    zone: timeZone(options.session.timeZone) ?? UTC,
    unreadable: lenient ? unreadableQuietly : unreadable,
  });
  if (cast === undefined) throw new RunTimeError(castRefusal(from, to));
  if (cast === identity) return identity;
  const safe = lenient ? nullOnFailure(cast) : cast;
  return (value) => (value === null ? null : safe(value));
}
