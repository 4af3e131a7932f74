import type { SqlType } from '../../../../sql/types/type.ts';
import type { SchemaElement } from '../format/schema.ts';
import type { LeafConversion } from './conversion.ts';
import { toBytes } from './to-bytes.ts';
import { toDecimals } from './to-decimals.ts';
import { toBooleans, toDoubles, toFloats, toIntegers, toLongs, toTimes } from './to-numbers.ts';
import { int64Timestamp, int96Timestamp, toTimestamps } from './to-timestamps.ts';

/** A leaf of a file and the SQL type that is wanted to the conversion between them. */

/** Which conversion gives a SQL type from what a file has; undefined where none does. */
export function leafConversion(element: SchemaElement, type: SqlType): LeafConversion | undefined {
  const { type: physical, logical } = element;
  const unsigned = logical?.kind === 'INTEGER' && !logical.signed;
  const annotatedTime = logical?.kind === 'TIME' ? logical.unit : undefined;
  switch (type.kind) {
    case 'BOOLEAN':
      return physical === 'BOOLEAN' ? toBooleans : undefined;
    case 'TINYINT':
      return physical === 'INT32' ? toIntegers(-128, 127, unsigned) : undefined;
    case 'SMALLINT':
      return physical === 'INT32' ? toIntegers(-32768, 32767, unsigned) : undefined;
    case 'INT':
      return physical === 'INT32' ? toIntegers(-2147483648, 2147483647, unsigned) : undefined;
    case 'DATE':
      return physical === 'INT32' ? toIntegers(-2147483648, 2147483647, false) : undefined;
    case 'TIME':
      if (physical === 'INT32') return toIntegers(-2147483648, 2147483647, false);
      return physical === 'INT64' && annotatedTime ? toTimes(annotatedTime) : undefined;
    case 'BIGINT':
      return physical === 'INT32' || physical === 'INT64' ? toLongs(unsigned) : undefined;
    case 'FLOAT':
      return physical === 'FLOAT' ? toFloats : undefined;
    case 'DOUBLE':
      return physical === 'DOUBLE' || physical === 'FLOAT' ? toDoubles : undefined;
    case 'CHAR':
    case 'VARCHAR':
      return physical === 'BYTE_ARRAY' && logical?.kind !== 'DECIMAL' ? toBytes : undefined;
    case 'BINARY':
    case 'VARBINARY':
      if (logical?.kind === 'DECIMAL') return undefined;
      return physical === 'BYTE_ARRAY' || physical === 'FIXED_LEN_BYTE_ARRAY' ? toBytes : undefined;
    case 'DECIMAL':
      return logical?.kind === 'DECIMAL' && logical.scale === type.scale && physical !== 'BOOLEAN'
        ? toDecimals(type.precision, logical.precision > type.precision)
        : undefined;
    case 'TIMESTAMP':
    case 'TIMESTAMP_LTZ':
      if (physical === 'INT96') return toTimestamps(int96Timestamp);
      return physical === 'INT64' && logical?.kind === 'TIMESTAMP'
        ? toTimestamps(int64Timestamp(logical.unit))
        : undefined;
    default:
      return undefined;
  }
}
