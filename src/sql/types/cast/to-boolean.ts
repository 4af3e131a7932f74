/** CAST to BOOLEAN: a number is whether it is not 0, text one of the usual words. */
import { parseBoolean } from '../parse-number.ts';
import type { SqlType } from '../type.ts';
import type { Cast, CastContext } from './rule.ts';

export function toBoolean(from: SqlType, target: SqlType, { unreadable }: CastContext): Cast | undefined {
  switch (from.kind) {
    case 'BOOLEAN':
      return (value) => value;
    case 'TINYINT':
    case 'SMALLINT':
    case 'INT':
    case 'FLOAT':
    case 'DOUBLE':
      return (value) => value !== 0;
    case 'BIGINT':
    case 'DECIMAL':
      return (value) => value !== 0n;
    case 'CHAR':
    case 'VARCHAR':
      return (value) => {
        const result = parseBoolean(value as string);
        if (result === undefined) throw unreadable(value as string, target);
        return result;
      };
    default:
      return undefined;
  }
}
