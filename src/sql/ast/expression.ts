/** Scalar expressions, and the forms that stand in an argument list only. */
import type { Span } from '../diagnostics/span.ts';
import type {
  Call,
  DefaultArgument,
  Descriptor,
  MethodCall,
  ModelArgument,
  NamedArgument,
  NewObject,
  NiladicCall,
  Star,
  TableArgument,
} from './call.ts';
import type { IntervalQualifier, TimeUnitName } from './interval.ts';
import type { JsonExpression } from './json.ts';
import type { Literal } from './literal.ts';
import type { Identifier, NamePart } from './name.ts';
import type {
  Between,
  Binary,
  Exists,
  InPredicate,
  IsJson,
  IsPredicate,
  Like,
  PeriodPredicate,
  QuantifiedComparison,
  Unary,
} from './operator.ts';
import type { Query } from './query.ts';
import type { DataType } from './type.ts';

export type Expression =
  | Literal
  | Identifier
  | Unary
  | Binary
  | Between
  | Like
  | InPredicate
  | IsPredicate
  | IsJson
  | Exists
  | QuantifiedComparison
  | PeriodPredicate
  | Call
  | NiladicCall
  | JsonExpression
  | Case
  | Cast
  | Extract
  | RoundTo
  | Trim
  | Substring
  | Overlay
  | Position
  | TimestampArithmetic
  | IntervalExpression
  | RowConstructor
  | CollectionConstructor
  | CollectionQuery
  | ScalarSubquery
  | FieldAccess
  | ItemAccess
  | NextValue
  | MinusDate
  | Transcode
  | Convert
  | MethodCall
  | ModelArgument
  | NewObject
  | Parameter
  | Star
  | NamedArgument
  | Descriptor
  | TableArgument
  | DefaultArgument;

/** `INTERVAL x DAY`, `INTERVAL (x + 1) DAY`, `INTERVAL 3 DAY`. */
export interface IntervalExpression {
  readonly kind: 'interval-expression';
  readonly negative: boolean;
  readonly value: Expression;
  readonly qualifier: IntervalQualifier;
  readonly span: Span;
}

/** `?`, counted from 0. */
export interface Parameter {
  readonly kind: 'parameter';
  readonly index: number;
  readonly span: Span;
}

export interface CaseBranch {
  readonly kind: 'case-branch';
  /** More than one only in the simple form: `CASE x WHEN 1, 2 THEN …`. */
  readonly when: readonly Expression[];
  readonly then: Expression;
  readonly span: Span;
}

export interface Case {
  readonly kind: 'case';
  /** Present in the simple form `CASE operand WHEN value THEN …`. */
  readonly operand?: Expression;
  readonly branches: readonly CaseBranch[];
  readonly else?: Expression;
  readonly span: Span;
}

export interface Cast {
  readonly kind: 'cast';
  readonly mode: 'CAST' | 'TRY_CAST' | 'SAFE_CAST';
  readonly operand: Expression;
  readonly type: DataType;
  /** `{fn CONVERT(x, SQL_INTEGER)}`, which is a cast by another name. */
  readonly jdbc?: true;
  readonly span: Span;
}

export interface Extract {
  readonly kind: 'extract';
  readonly unit: TimeUnitName;
  readonly operand: Expression;
  readonly span: Span;
}

/** `FLOOR(x TO unit)`, `CEIL(x TO unit)`; without `TO` they are plain calls. */
export interface RoundTo {
  readonly kind: 'round-to';
  readonly direction: 'FLOOR' | 'CEIL';
  readonly operand: Expression;
  readonly unit: TimeUnitName;
  readonly span: Span;
}

export interface Trim {
  readonly kind: 'trim';
  readonly side: 'BOTH' | 'LEADING' | 'TRAILING';
  /** What is cut off; blanks when absent. */
  readonly characters?: Expression;
  readonly operand: Expression;
  readonly span: Span;
}

/** `SUBSTRING(s FROM a FOR b)` and `SUBSTRING(s, a, b)` alike. */
export interface Substring {
  readonly kind: 'substring';
  readonly operand: Expression;
  readonly from: Expression;
  readonly length?: Expression;
  readonly span: Span;
}

/** `OVERLAY(s PLACING r FROM a FOR b)`. */
export interface Overlay {
  readonly kind: 'overlay';
  readonly operand: Expression;
  readonly placing: Expression;
  readonly from: Expression;
  readonly length?: Expression;
  readonly span: Span;
}

/** `POSITION(needle IN haystack)`. */
export interface Position {
  readonly kind: 'position';
  readonly needle: Expression;
  readonly haystack: Expression;
  readonly from?: Expression;
  readonly span: Span;
}

/** `TIMESTAMPADD(unit, amount, time)`, `TIMESTAMPDIFF(unit, from, to)` and their relatives. */
export interface TimestampArithmetic {
  readonly kind: 'timestamp-arithmetic';
  readonly function:
    | 'TIMESTAMPADD'
    | 'TIMESTAMPDIFF'
    | 'TIMESTAMP_DIFF'
    | 'DATE_DIFF'
    | 'DATEADD'
    | 'DATEDIFF'
    | 'DATEPART'
    | 'DATE_PART'
    | 'DATE_TRUNC'
    | 'TIMESTAMP_TRUNC'
    | 'TIME_TRUNC'
    | 'TIME_DIFF'
    | 'DATETIME_DIFF'
    | 'DATETIME_TRUNC';
  readonly unit: TimeUnitName;
  readonly args: readonly Expression[];
  readonly span: Span;
}

/** `ROW(a, b)`, or `(a, b)` with two elements or more. */
export interface RowConstructor {
  readonly kind: 'row';
  readonly explicit: boolean;
  readonly items: readonly Expression[];
  readonly span: Span;
}

/** `ARRAY[1, 2]`, `MAP['k', 1]` (keys and values in turn), `MULTISET[1]`. */
export interface CollectionConstructor {
  readonly kind: 'collection';
  readonly collection: 'ARRAY' | 'MAP' | 'MULTISET';
  readonly items: readonly Expression[];
  readonly span: Span;
}

/** `ARRAY(SELECT …)`; `CURSOR(SELECT …)`. */
export interface CollectionQuery {
  readonly kind: 'collection-query';
  readonly collection: 'ARRAY' | 'MAP' | 'MULTISET' | 'CURSOR';
  readonly query: Query;
  readonly span: Span;
}

export interface ScalarSubquery {
  readonly kind: 'scalar-subquery';
  readonly query: Query;
  readonly span: Span;
}

/** `f(x).name`, `a[1].name`; a chain of plain names is one identifier. */
export interface FieldAccess {
  readonly kind: 'field';
  readonly operand: Expression;
  readonly name: NamePart;
  readonly span: Span;
}

/** `a[i]`, `m['k']`. */
export interface ItemAccess {
  readonly kind: 'item';
  readonly operand: Expression;
  /** `a[OFFSET(0)]` and its relatives of other dialects. */
  readonly access: 'plain' | 'OFFSET' | 'ORDINAL' | 'SAFE_OFFSET' | 'SAFE_ORDINAL';
  readonly index: Expression;
  readonly span: Span;
}

/** `NEXT VALUE FOR sequence`: parsed as Flink does, not run. */
export interface NextValue {
  readonly kind: 'next-value';
  readonly current: boolean;
  readonly sequence: Identifier;
  readonly span: Span;
}

/** `(a - b) DAY`: the difference of two times as an interval. */
export interface MinusDate {
  readonly kind: 'minus-date';
  readonly left: Expression;
  readonly right: Expression;
  readonly qualifier: IntervalQualifier;
  readonly span: Span;
}

/** `TRANSLATE(s USING charset)`, `CONVERT(s USING charset)`, `CONVERT(s, charset, charset)`: parsed as Flink does, not run. */
export interface Transcode {
  readonly kind: 'transcode';
  readonly function: 'TRANSLATE' | 'CONVERT';
  readonly operand: Expression;
  /** One behind USING, two without it. */
  readonly charsets: readonly NamePart[];
  readonly span: Span;
}

/** `CONVERT(INT, x, style)`: parsed as Flink does, not run. */
export interface Convert {
  readonly kind: 'convert';
  readonly type: DataType;
  readonly operand: Expression;
  readonly style?: Expression;
  readonly span: Span;
}
