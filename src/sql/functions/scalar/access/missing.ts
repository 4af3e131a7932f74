/**
 * What stands for an element that is not there when its type is NOT NULL. Flink's generated code keeps NULL while it computes, and
 * writes the primitive's default, -1 for numbers, when the value itself becomes a column or a field.
 */
import { isCharacter } from '../../../types/family.ts';
import type { SqlType } from '../../../types/type.ts';
import type { Value } from '../../../types/value.ts';

export interface MissingOptions {
  /** The value becomes a column of the result or a field of a ROW, or is tested for NULL, as it is. */
  readonly outermost?: boolean;
}

/** CodeGenUtils.primitiveDefaultValue; NULL for types that are objects in Java. */
export function missingDefault(type: SqlType, { outermost }: MissingOptions): Value {
  if (!outermost || type.nullable) return null;
  if (isCharacter(type)) return type.kind === 'CHAR' ? ' '.repeat(type.length) : '';
  switch (type.kind) {
    case 'BOOLEAN':
      return false;
    case 'TINYINT':
    case 'SMALLINT':
    case 'INT':
    case 'DATE':
    case 'INTERVAL_YEAR_MONTH':
    case 'INTERVAL_DAY_TIME':
    case 'FLOAT':
    case 'DOUBLE':
      return -1;
    case 'BIGINT':
      return -1n;
    // A millisecond before midnight, which Flink prints as midnight.
    case 'TIME':
      return 0;
    default:
      return null;
  }
}
