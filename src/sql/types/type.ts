/** The SQL types as plain data. `nullable` is part of every type, as in Flink's LogicalType. */

export const MAX_LENGTH = 2147483647;
export const MAX_DECIMAL_PRECISION = 38;
/** A TIME keeps milliseconds. */
export const MAX_TIME_PRECISION = 3;

export type TimeUnit = 'YEAR' | 'MONTH' | 'DAY' | 'HOUR' | 'MINUTE' | 'SECOND';

export interface RowField {
  readonly name: string;
  readonly type: SqlType;
  readonly comment?: string;
}

type Nullable = { readonly nullable: boolean };

export type SimpleKind =
  | 'BOOLEAN'
  | 'TINYINT'
  | 'SMALLINT'
  | 'INT'
  | 'BIGINT'
  | 'FLOAT'
  | 'DOUBLE'
  | 'DATE'
  | 'NULL'
  | 'VARIANT'
  | 'BITMAP';
export type LengthKind = 'CHAR' | 'VARCHAR' | 'BINARY' | 'VARBINARY';
export type PrecisionKind = 'TIME' | 'TIMESTAMP' | 'TIMESTAMP_LTZ' | 'TIMESTAMP_TZ';

export type SimpleType = Nullable & { readonly kind: SimpleKind };
export type LengthType = Nullable & { readonly kind: LengthKind; readonly length: number };
export type DecimalType = Nullable & { readonly kind: 'DECIMAL'; readonly precision: number; readonly scale: number };
/** `attribute` marks a time attribute of a stream: event time (`*ROWTIME*`) or processing time (`*PROCTIME*`). */
export type TemporalType = Nullable & {
  readonly kind: PrecisionKind;
  readonly precision: number;
  readonly attribute?: 'ROWTIME' | 'PROCTIME';
};
/** `from` and `to` are the leading and trailing units; `precision` the leading precision, `fraction` that of seconds. */
export type IntervalType = Nullable & {
  readonly kind: 'INTERVAL_YEAR_MONTH' | 'INTERVAL_DAY_TIME';
  readonly from: TimeUnit;
  readonly to: TimeUnit;
  readonly precision: number;
  readonly fraction: number;
};
export type ArrayType = Nullable & { readonly kind: 'ARRAY'; readonly element: SqlType };
export type MapType = Nullable & { readonly kind: 'MAP'; readonly key: SqlType; readonly value: SqlType };
export type MultisetType = Nullable & { readonly kind: 'MULTISET'; readonly element: SqlType };
export type RowType = Nullable & { readonly kind: 'ROW'; readonly fields: readonly RowField[] };
export type StructuredType = Nullable & {
  readonly kind: 'STRUCTURED';
  readonly className: string;
  readonly fields: readonly RowField[];
};
export type RawType = Nullable & { readonly kind: 'RAW'; readonly className: string };

export type SqlType =
  | SimpleType
  | LengthType
  | DecimalType
  | TemporalType
  | IntervalType
  | ArrayType
  | MapType
  | MultisetType
  | RowType
  | StructuredType
  | RawType;

export type TypeKind = SqlType['kind'];

const simple = (kind: SimpleKind): SimpleType => ({ kind, nullable: true });

export const BOOLEAN = simple('BOOLEAN');
export const TINYINT = simple('TINYINT');
export const SMALLINT = simple('SMALLINT');
export const INT = simple('INT');
export const BIGINT = simple('BIGINT');
export const FLOAT = simple('FLOAT');
export const DOUBLE = simple('DOUBLE');
export const DATE = simple('DATE');
export const NULL = simple('NULL');
export const VARIANT = simple('VARIANT');
export const BITMAP = simple('BITMAP');

export const char = (length: number): LengthType => ({ kind: 'CHAR', length, nullable: true });
export const varchar = (length: number): LengthType => ({ kind: 'VARCHAR', length, nullable: true });
export const binary = (length: number): LengthType => ({ kind: 'BINARY', length, nullable: true });
export const varbinary = (length: number): LengthType => ({ kind: 'VARBINARY', length, nullable: true });
export const STRING = varchar(MAX_LENGTH);
export const BYTES = varbinary(MAX_LENGTH);
export const decimal = (precision: number, scale: number): DecimalType => ({
  kind: 'DECIMAL',
  precision,
  scale,
  nullable: true,
});
export const time = (precision: number): TemporalType => ({ kind: 'TIME', precision, nullable: true });
export const timestamp = (precision: number): TemporalType => ({ kind: 'TIMESTAMP', precision, nullable: true });
export const timestampLtz = (precision: number): TemporalType => ({ kind: 'TIMESTAMP_LTZ', precision, nullable: true });
export const array = (element: SqlType): ArrayType => ({ kind: 'ARRAY', element, nullable: true });
export const map = (key: SqlType, value: SqlType): MapType => ({ kind: 'MAP', key, value, nullable: true });
export const multiset = (element: SqlType): MultisetType => ({ kind: 'MULTISET', element, nullable: true });
export const row = (fields: readonly RowField[]): RowType => ({ kind: 'ROW', fields, nullable: true });
export const intervalYearMonth = (from: TimeUnit, to: TimeUnit = from, precision = 2): IntervalType => ({
  kind: 'INTERVAL_YEAR_MONTH',
  from,
  to,
  precision,
  fraction: 0,
  nullable: true,
});
export const intervalDayTime = (from: TimeUnit, to: TimeUnit = from, precision = 2, fraction = 6): IntervalType => ({
  kind: 'INTERVAL_DAY_TIME',
  from,
  to,
  precision,
  fraction,
  nullable: true,
});

export const withNullable = <T extends SqlType>(type: T, nullable: boolean): T =>
  type.nullable === nullable ? type : { ...type, nullable };
export const notNull = <T extends SqlType>(type: T): T => withNullable(type, false);
export const nullable = <T extends SqlType>(type: T): T => withNullable(type, true);
