import type { OutputColumn } from '../../../../planner/physical/plan.ts';
import { INT, notNull, type SqlType } from '../../../../sql/types/type.ts';
import type { LogicalType, PhysicalType, TimeUnit } from '../format/schema.ts';
import type { LeafSource, WriteNode } from './node.ts';

/** SQL types to the schema that Flink's Parquet writer gives them (org.apache.flink.formats.parquet.utils.ParquetSchemaConverter, 2.3). */

export interface TimestampOptions {
  /** `parquet.write.int64.timestamp`: INT64 in this unit; absent: INT96. */
  readonly int64?: TimeUnit;
  /** `parquet.utc-timezone` is false: local date-times are instants of the process's time zone. */
  readonly zone: boolean;
}

/** The name of the root in Flink's files. */
export const FLINK_ROOT = 'flink_schema';

export const flinkColumns = (columns: readonly OutputColumn[], timestamps: TimestampOptions): WriteNode[] =>
  columns.map(({ name, type }) => nodeOf(name, type, timestamps));

/** The first type within `type` that cannot be written, if there is one. */
export function unwritableType(type: SqlType): SqlType | undefined {
  switch (type.kind) {
    case 'ARRAY':
    case 'MULTISET':
      return unwritableType(type.element);
    case 'MAP':
      return unwritableType(type.key) ?? unwritableType(type.value);
    case 'ROW':
      // A group without fields cannot be told from a leaf.
      return type.fields.length === 0 ? type : type.fields.map((field) => unwritableType(field.type)).find((it) => it);
    default:
      return UNWRITABLE.has(type.kind) ? type : undefined;
  }
}

const UNWRITABLE = new Set<SqlType['kind']>([
  'NULL',
  'VARIANT',
  'BITMAP',
  'RAW',
  'STRUCTURED',
  'INTERVAL_YEAR_MONTH',
  'INTERVAL_DAY_TIME',
  'TIMESTAMP_TZ',
]);

/** The least bytes that hold every decimal of a precision, with its sign. */
export function decimalBytes(precision: number): number {
  let bytes = 1;
  while (2n ** BigInt(8 * bytes - 1) < 10n ** BigInt(precision)) bytes++;
  return bytes;
}

function nodeOf(name: string, type: SqlType, timestamps: TimestampOptions): WriteNode {
  const optional = type.nullable;
  switch (type.kind) {
    case 'ARRAY':
      return { kind: 'list', name, optional, element: nodeOf('element', type.element, timestamps) };
    case 'MAP':
      return mapNode(name, optional, type.key, type.value, timestamps);
    case 'MULTISET':
      return mapNode(name, optional, type.element, notNull(INT), timestamps);
    case 'ROW':
      return {
        kind: 'row',
        name,
        optional,
        fields: type.fields.map((field) => nodeOf(field.name, field.type, timestamps)),
      };
    default:
      return { kind: 'leaf', name, optional, ...leafOf(type, timestamps) };
  }
}

/** Parquet allows no NULL as a key. */
const mapNode = (
  name: string,
  optional: boolean,
  key: SqlType,
  value: SqlType,
  timestamps: TimestampOptions,
): WriteNode => ({
  kind: 'map',
  name,
  optional,
  key: nodeOf('key', notNull(key), timestamps),
  value: nodeOf('value', value, timestamps),
});

interface LeafShape {
  readonly type: PhysicalType;
  readonly length?: number;
  readonly logical?: LogicalType;
  readonly from: LeafSource;
}

const STORED: LeafSource = { kind: 'stored' };

function leafOf(type: SqlType, timestamps: TimestampOptions): LeafShape {
  switch (type.kind) {
    case 'BOOLEAN':
      return { type: 'BOOLEAN', from: STORED };
    case 'TINYINT':
      return { type: 'INT32', logical: { kind: 'INTEGER', bits: 8, signed: true }, from: STORED };
    case 'SMALLINT':
      return { type: 'INT32', logical: { kind: 'INTEGER', bits: 16, signed: true }, from: STORED };
    case 'INT':
      return { type: 'INT32', from: STORED };
    case 'BIGINT':
      return { type: 'INT64', from: STORED };
    case 'FLOAT':
      return { type: 'FLOAT', from: STORED };
    case 'DOUBLE':
      return { type: 'DOUBLE', from: STORED };
    case 'DATE':
      return { type: 'INT32', logical: { kind: 'DATE' }, from: STORED };
    case 'TIME':
      return { type: 'INT32', logical: { kind: 'TIME', unit: 'MILLIS', utc: true }, from: STORED };
    case 'CHAR':
    case 'VARCHAR':
      return { type: 'BYTE_ARRAY', logical: { kind: 'STRING' }, from: { kind: 'bytes' } };
    case 'BINARY':
    case 'VARBINARY':
      return { type: 'BYTE_ARRAY', from: { kind: 'bytes' } };
    case 'DECIMAL':
      return {
        type: 'FIXED_LEN_BYTE_ARRAY',
        length: decimalBytes(type.precision),
        logical: { kind: 'DECIMAL', precision: type.precision, scale: type.scale },
        from: { kind: 'decimal' },
      };
    case 'TIMESTAMP':
    case 'TIMESTAMP_LTZ':
      return timestampLeaf(timestamps);
    default:
      throw new Error(`assertion: ${type.kind} passed the schema's check`);
  }
}

function timestampLeaf({ int64, zone }: TimestampOptions): LeafShape {
  if (!int64) return { type: 'INT96', from: { kind: 'int96', zone } };
  return {
    type: 'INT64',
    logical: { kind: 'TIMESTAMP', unit: int64, utc: false },
    from: { kind: 'int64', unit: int64, zone },
  };
}
