/** Data types as written; `ROW<a INT NOT NULL 'comment'>`, `INT ARRAY`, `DECIMAL(10, 2)`. */

import type { Span } from '../diagnostics/span.ts';
import type { IntervalQualifier } from './interval.ts';
import type { Identifier, NamePart, StringLiteral } from './name.ts';

export type DataType = NamedType | CollectionType | MapType | RowType | IntervalType | RawType | UserType;

interface TypeNode {
  /** `undefined` when neither NULL nor NOT NULL is written. */
  readonly nullable?: boolean;
  readonly span: Span;
}

export const TYPE_NAMES = [
  'CHAR',
  'VARCHAR',
  'STRING',
  'BINARY',
  'VARBINARY',
  'BYTES',
  'BOOLEAN',
  'DECIMAL',
  'TINYINT',
  'SMALLINT',
  'INTEGER',
  'BIGINT',
  'FLOAT',
  'REAL',
  'DOUBLE',
  'DATE',
  'TIME',
  'TIME_LTZ',
  'TIMESTAMP',
  'TIMESTAMP_LTZ',
  'VARIANT',
  'BITMAP',
  'DESCRIPTOR',
  'NULL',
  'ANY',
  'GEOMETRY',
  'CURSOR',
  'UUID',
] as const;

/** Synonyms are one name: `INT` is `INTEGER`, `NUMERIC` and `DEC` are `DECIMAL`, `CHARACTER VARYING` is `VARCHAR`, `BINARY VARYING` is `VARBINARY`, `TIMESTAMP WITH LOCAL TIME ZONE` is `TIMESTAMP_LTZ`. */
export type TypeName = (typeof TYPE_NAMES)[number];

export interface NamedType extends TypeNode {
  readonly kind: 'named-type';
  readonly name: TypeName;
  /** The numbers in parentheses: length, precision, precision and scale; as written. */
  readonly parameters: readonly number[];
  /** `CHAR(3) CHARACTER SET utf8`. */
  readonly charset?: Identifier;
}

export interface CollectionType extends TypeNode {
  readonly kind: 'collection-type';
  readonly collection: 'ARRAY' | 'MULTISET';
  /** `INT ARRAY` instead of `ARRAY<INT>`. */
  readonly postfix: boolean;
  readonly element: DataType;
}

export interface MapType extends TypeNode {
  readonly kind: 'map-type';
  readonly key: DataType;
  readonly value: DataType;
}

export interface RowField {
  readonly kind: 'row-field';
  readonly name: NamePart;
  readonly type: DataType;
  readonly comment?: StringLiteral;
  readonly span: Span;
}

export interface RowType extends TypeNode {
  readonly kind: 'row-type';
  /** `ROW(a INT)` instead of `ROW<a INT>`. */
  readonly parentheses: boolean;
  readonly fields: readonly RowField[];
}

export interface IntervalType extends TypeNode {
  readonly kind: 'interval-type';
  readonly qualifier: IntervalQualifier;
}

/** `RAW('class', 'serializer')`. */
export interface RawType extends TypeNode {
  readonly kind: 'raw-type';
  readonly className: StringLiteral;
  readonly serializer: StringLiteral;
}

/** `STRUCTURED<'class', f INT>` or the name of a user-defined type. */
export interface UserType extends TypeNode {
  readonly kind: 'user-type';
  readonly name: Identifier | StringLiteral;
  readonly fields: readonly RowField[];
}
