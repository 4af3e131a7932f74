/** What stands between the parentheses of CREATE TABLE: columns, watermark, constraints; shared with ALTER TABLE and CREATE MODEL. */
import type { Span } from '../diagnostics/span.ts';
import type { Expression } from './expression.ts';
import type { Identifier, NamePart, StringLiteral } from './name.ts';
import type { DataType } from './type.ts';

export type ColumnDefinition = PhysicalColumn | ComputedColumn | MetadataColumn;

/** `a INT NOT NULL PRIMARY KEY NOT ENFORCED COMMENT 'x'`. */
export interface PhysicalColumn {
  readonly kind: 'physical-column';
  /** More than one part only in ALTER TABLE, for a field of a ROW. */
  readonly name: Identifier;
  readonly type: DataType;
  readonly constraint?: ColumnConstraint;
  readonly comment?: StringLiteral;
  readonly span: Span;
}

/** `a AS expression COMMENT 'x'`. */
export interface ComputedColumn {
  readonly kind: 'computed-column';
  readonly name: Identifier;
  readonly expression: Expression;
  readonly comment?: StringLiteral;
  readonly span: Span;
}

/** `a INT METADATA FROM 'key' VIRTUAL COMMENT 'x'`. */
export interface MetadataColumn {
  readonly kind: 'metadata-column';
  readonly name: Identifier;
  readonly type: DataType;
  readonly from?: StringLiteral;
  readonly virtual: boolean;
  readonly comment?: StringLiteral;
  readonly span: Span;
}

export interface ColumnConstraint {
  readonly kind: 'column-constraint';
  readonly name?: NamePart;
  readonly unique: 'PRIMARY KEY' | 'UNIQUE';
  /** `undefined` when neither ENFORCED nor NOT ENFORCED is written. */
  readonly enforced?: boolean;
  readonly span: Span;
}

export interface TableConstraint {
  readonly kind: 'table-constraint';
  readonly name?: NamePart;
  readonly unique: 'PRIMARY KEY' | 'UNIQUE';
  readonly columns: readonly NamePart[];
  readonly enforced?: boolean;
  readonly span: Span;
}

/** `WATERMARK FOR column AS expression`. */
export interface Watermark {
  readonly kind: 'watermark';
  readonly column: Identifier;
  readonly expression: Expression;
  readonly span: Span;
}

/** `BY HASH (a) INTO 3 BUCKETS`, `INTO 3 BUCKETS`. */
export interface Distribution {
  readonly kind: 'distribution';
  readonly method?: 'HASH' | 'RANGE';
  readonly columns: readonly NamePart[];
  readonly buckets?: string;
  readonly span: Span;
}

/** `a = 'x'` of a partition specification; without value in ANALYZE TABLE. */
export interface PartitionValue {
  readonly kind: 'partition-value';
  readonly column: NamePart;
  readonly value?: Expression;
  readonly span: Span;
}

export interface PartitionSpec {
  readonly kind: 'partition-spec';
  readonly values: readonly PartitionValue[];
  readonly span: Span;
}
