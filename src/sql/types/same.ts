/** Whether two types are the same, by what they hold; comments of fields do not count. */
import type { RowField, SqlType } from './type.ts';

const sameFields = (a: readonly RowField[], b: readonly RowField[]): boolean =>
  a.length === b.length && a.every((field, i) => field.name === b[i]!.name && sameType(field.type, b[i]!.type));

/** Equal but for the outermost nullability. */
export function sameTypeButNull(a: SqlType, b: SqlType): boolean {
  switch (a.kind) {
    case 'CHAR':
    case 'VARCHAR':
    case 'BINARY':
    case 'VARBINARY':
      return b.kind === a.kind && a.length === b.length;
    case 'DECIMAL':
      return b.kind === 'DECIMAL' && a.precision === b.precision && a.scale === b.scale;
    case 'TIME':
    case 'TIMESTAMP':
    case 'TIMESTAMP_LTZ':
    case 'TIMESTAMP_TZ':
      return b.kind === a.kind && a.precision === b.precision;
    case 'ARRAY':
      return b.kind === 'ARRAY' && sameType(a.element, b.element);
    case 'MULTISET':
      return b.kind === 'MULTISET' && sameType(a.element, b.element);
    case 'MAP':
      return b.kind === 'MAP' && sameType(a.key, b.key) && sameType(a.value, b.value);
    case 'ROW':
      return b.kind === 'ROW' && sameFields(a.fields, b.fields);
    case 'STRUCTURED':
      return b.kind === 'STRUCTURED' && a.className === b.className && sameFields(a.fields, b.fields);
    case 'RAW':
      return b.kind === 'RAW' && a.className === b.className;
    default:
      return a.kind === b.kind;
  }
}

export const sameType = (a: SqlType, b: SqlType): boolean => a.nullable === b.nullable && sameTypeButNull(a, b);
