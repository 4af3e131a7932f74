/** Which casts Flink's validator lets through (LogicalTypeCasts as SqlCastFunction asks it), and why it refuses others. */
import { implicitCastAllowed } from '../coercion.ts';
import {
  isApproximate,
  isBinary,
  isCharacter,
  isDatetime,
  isExact,
  isInterval,
  isNumeric,
  isTimestamp,
} from '../family.ts';
import { printType } from '../print.ts';
import type { RowField, SqlType } from '../type.ts';

export type Allowed = 'implicit' | 'explicit' | 'no';

/**
 * Whether a part may be NULL does not count: Flink casts ARRAY<INT> to ARRAY<INT NOT NULL>. A number with a fraction is no
 * BOOLEAN inside a collection.
 */
export const partFits = (from: SqlType, to: SqlType): boolean =>
  castAllowed(from, to) !== 'no' && !(to.kind === 'BOOLEAN' && (from.kind === 'DECIMAL' || isApproximate(from)));

const fieldsFit = (from: readonly RowField[], to: readonly RowField[]): boolean =>
  from.length === to.length && from.every((field, i) => partFits(field.type, to[i]!.type));

const constructedFits = (from: SqlType, to: SqlType): boolean => {
  switch (to.kind) {
    case 'ARRAY':
      return from.kind === 'ARRAY' && partFits(from.element, to.element);
    case 'MULTISET':
      return from.kind === 'MULTISET' && partFits(from.element, to.element);
    case 'MAP':
      return from.kind === 'MAP' && partFits(from.key, to.key) && partFits(from.value, to.value);
    case 'ROW':
    case 'STRUCTURED':
      return (from.kind === 'ROW' || from.kind === 'STRUCTURED') && fieldsFit(from.fields, to.fields);
    default:
      return false;
  }
};

const explicitAllowed = (from: SqlType, to: SqlType): boolean => {
  switch (to.kind) {
    case 'CHAR':
    case 'VARCHAR':
      return from.kind !== 'VARIANT' && textAllowed(from);
    case 'BOOLEAN':
      return isCharacter(from) || isNumeric(from) || from.kind === 'BOOLEAN';
    case 'BINARY':
    case 'VARBINARY':
      return isCharacter(from) || isBinary(from);
    case 'TINYINT':
    case 'SMALLINT':
    case 'INT':
    case 'BIGINT':
    case 'FLOAT':
    case 'DOUBLE':
    case 'DECIMAL':
      return isNumeric(from) || isCharacter(from) || from.kind === 'BOOLEAN';
    case 'DATE':
      return isCharacter(from) || from.kind === 'DATE' || isTimestamp(from);
    case 'TIME':
      return isCharacter(from) || from.kind === 'TIME' || isTimestamp(from);
    case 'TIMESTAMP':
    case 'TIMESTAMP_LTZ':
      return isCharacter(from) || isDatetime(from);
    case 'INTERVAL_YEAR_MONTH':
    case 'INTERVAL_DAY_TIME':
      return from.kind === to.kind || (isExact(from) && to.from === to.to);
    case 'VARIANT':
    case 'BITMAP':
    case 'RAW':
      return from.kind === to.kind;
    default:
      return constructedFits(from, to);
  }
};

const textAllowed = (from: SqlType): boolean => {
  switch (from.kind) {
    case 'ARRAY':
    case 'MULTISET':
      return textAllowed(from.element);
    case 'MAP':
      return textAllowed(from.key) && textAllowed(from.value);
    case 'ROW':
    case 'STRUCTURED':
      return from.fields.every((field) => textAllowed(field.type));
    default:
      return from.kind !== 'RAW' && from.kind !== 'NULL';
  }
};

/** Whether `CAST(from AS to)` is allowed, and whether it also happens unasked. TRY_CAST asks the same. */
export function castAllowed(from: SqlType, to: SqlType): Allowed {
  if (to.kind === 'NULL' || to.kind === 'TIMESTAMP_TZ' || from.kind === 'TIMESTAMP_TZ') return 'no';
  if (from.kind === 'NULL') return 'implicit';
  if (!explicitAllowed(from, to)) return 'no';
  return implicitCastAllowed(from, to) ? 'implicit' : 'explicit';
}

/** What to write instead of a cast that is refused, where there is a usual way. */
export function castHint(from: SqlType, to: SqlType): string | undefined {
  if (isNumeric(from) && to.kind === 'TIMESTAMP') return 'use TO_TIMESTAMP(FROM_UNIXTIME(seconds))';
  if (isNumeric(from) && to.kind === 'TIMESTAMP_LTZ') return 'use TO_TIMESTAMP_LTZ(number, precision)';
  if (isTimestamp(from) && isNumeric(to)) return 'use UNIX_TIMESTAMP(CAST(timestamp AS STRING)) or EXTRACT';
  if (isInterval(from) && isNumeric(to)) return 'use EXTRACT or TIMESTAMPDIFF';
  if (from.kind === 'VARIANT') return 'use JSON functions on its text';
  return undefined;
}

/** The sentence for a cast that is refused. */
export const castRefusal = (from: SqlType, to: SqlType): string =>
  `a value of type ${printType(from)} cannot be cast to ${printType(to)}`;
