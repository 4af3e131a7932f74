/** A data type as written -> the SQL type. */
import type * as ast from '../../sql/ast/index.ts';
import type { Diagnostics } from '../../sql/diagnostics/diagnostic.ts';
import type { SqlType, TimeUnit } from '../../sql/types/type.ts';
import * as T from '../../sql/types/type.ts';
import { unknownType } from './unknown-type.ts';

/** @param isTarget the type is what CAST casts to: there `INT ARRAY` has no NULL elements unless it says so */
export function bindType(type: ast.DataType, diagnostics: Diagnostics, isTarget = false): SqlType {
  const bound = bindNullable(type, diagnostics, isTarget);
  return type.nullable === false ? T.notNull(bound) : bound;
}

function bindNullable(type: ast.DataType, diagnostics: Diagnostics, isTarget: boolean): SqlType {
  switch (type.kind) {
    case 'named-type':
      return namedType(type, diagnostics);
    case 'collection-type': {
      const isPostfix = isTarget && type.postfix;
      const bound = bindType(type.element, diagnostics, isPostfix);
      const element = isPostfix && type.element.nullable === undefined ? T.notNull(bound) : bound;
      return type.collection === 'ARRAY' ? T.array(element) : T.multiset(element);
    }
    case 'map-type':
      return T.map(bindType(type.key, diagnostics), bindType(type.value, diagnostics));
    case 'row-type':
      return T.row(type.fields.map((field) => rowField(field, diagnostics)));
    case 'interval-type':
      return intervalType(type.qualifier, diagnostics);
    case 'user-type':
      if (type.name.kind === 'string') {
        return {
          kind: 'STRUCTURED',
          className: type.name.value,
          fields: type.fields.map((f) => rowField(f, diagnostics)),
          nullable: true,
        };
      }
      unknownType(type.name, type.span, diagnostics);
      return T.NULL;
    case 'raw-type':
      diagnostics.error('not-supported', 'type RAW is not supported: it holds serialized Java objects', type.span);
      return { kind: 'RAW', className: type.className.value, nullable: true };
  }
}

const rowField = (field: ast.RowField, diagnostics: Diagnostics): T.RowField => ({
  name: field.name.name,
  type: bindType(field.type, diagnostics),
  ...(field.comment ? { comment: field.comment.value } : {}),
});

type NamedType = Extract<ast.DataType, { kind: 'named-type' }>;

function namedType(type: NamedType, diagnostics: Diagnostics): SqlType {
  const [first, second] = type.parameters;
  /** More than the type has is taken as the most it has, as Calcite's type factory does. */
  const within = (value: number, low: number, high: number, what: string): number => {
    if (value < low) {
      diagnostics.error('unknown-type', `${what} of ${type.name} must be at least ${low}, found ${value}`, type.span);
    }
    return Math.min(high, Math.max(low, value));
  };
  const scaleWithin = (value: number, precision: number): number => {
    if (value <= precision) return value;
    diagnostics.error(
      'unknown-type',
      `scale of ${type.name} must be between 0 and its precision ${precision}, found ${value}`,
      type.span,
    );
    return precision;
  };
  switch (type.name) {
    case 'CHAR':
      return T.char(within(first ?? 1, 0, T.MAX_LENGTH, 'length'));
    case 'VARCHAR':
      return T.varchar(within(first ?? T.MAX_LENGTH, 0, T.MAX_LENGTH, 'length'));
    case 'STRING':
      return T.STRING;
    case 'BINARY':
      return T.binary(within(first ?? 1, 0, T.MAX_LENGTH, 'length'));
    case 'VARBINARY':
      return T.varbinary(within(first ?? T.MAX_LENGTH, 0, T.MAX_LENGTH, 'length'));
    case 'BYTES':
      return T.BYTES;
    case 'BOOLEAN':
      return T.BOOLEAN;
    case 'DECIMAL': {
      const precision = within(first ?? 10, 1, T.MAX_DECIMAL_PRECISION, 'precision');
      return T.decimal(precision, scaleWithin(second ?? 0, precision));
    }
    case 'TINYINT':
      return T.TINYINT;
    case 'SMALLINT':
      return T.SMALLINT;
    case 'INTEGER':
      return T.INT;
    case 'BIGINT':
      return T.BIGINT;
    case 'FLOAT':
      return T.FLOAT;
    case 'REAL':
      diagnostics.error('not-supported', 'type REAL is not supported', type.span, { hint: 'use FLOAT' });
      return T.FLOAT;
    case 'DOUBLE':
      return T.DOUBLE;
    case 'DATE':
      return T.DATE;
    case 'TIME':
      return T.time(within(first ?? 0, 0, T.MAX_TIME_PRECISION, 'precision'));
    case 'TIMESTAMP':
      return T.timestamp(within(first ?? 6, 0, 9, 'precision'));
    case 'TIMESTAMP_LTZ':
      return T.timestampLtz(within(first ?? 6, 0, 9, 'precision'));
    case 'VARIANT':
      return T.VARIANT;
    case 'BITMAP':
      return T.BITMAP;
    case 'NULL':
      return T.NULL;
    default:
      diagnostics.error('not-supported', `type ${type.name} is not supported`, type.span);
      return T.NULL;
  }
}

const INTERVAL_UNITS: readonly string[] = ['YEAR', 'MONTH', 'DAY', 'HOUR', 'MINUTE', 'SECOND'];

/** Digits of the leading field of an interval. */
const MAX_LEADING_PRECISION = 10;

/** QUARTER counts as months and WEEK as days; a field that no interval has is an error. */
export function intervalType(qualifier: ast.IntervalQualifier, diagnostics: Diagnostics): T.IntervalType {
  const unit = (name: ast.TimeUnit): TimeUnit => {
    if (name === 'QUARTER') return 'MONTH';
    if (name === 'WEEK') return 'DAY';
    if (INTERVAL_UNITS.includes(name)) return name as TimeUnit;
    if (name !== 'MILLISECOND' && name !== 'MICROSECOND' && name !== 'NANOSECOND')
      diagnostics.error('unknown-type', `no interval has the unit ${name}`, qualifier.span);
    return 'SECOND';
  };
  const from = unit(qualifier.from);
  const to = qualifier.to ? unit(qualifier.to) : from;
  const precision = qualifier.precision ?? 2;
  if (precision < 1 || precision > MAX_LEADING_PRECISION)
    diagnostics.error(
      'unknown-type',
      `precision of the leading field of an interval must be between 1 and ${MAX_LEADING_PRECISION}, found ${precision}`,
      qualifier.span,
    );
  const make =
    from === 'YEAR' || from === 'MONTH'
      ? T.intervalYearMonth(from, to, precision)
      : T.intervalDayTime(from, to, precision, qualifier.fraction ?? 6);
  return make;
}
