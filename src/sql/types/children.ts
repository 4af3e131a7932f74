/** The types a constructed type is made of, and the same type made of others. */
import type { SqlType } from './type.ts';

/** Element; key and value; fields, in order. Empty for types that are not made of others. */
export function childTypes(type: SqlType): readonly SqlType[] {
  switch (type.kind) {
    case 'ARRAY':
    case 'MULTISET':
      return [type.element];
    case 'MAP':
      return [type.key, type.value];
    case 'ROW':
    case 'STRUCTURED':
      return type.fields.map((field) => field.type);
    default:
      return [];
  }
}

/** `type` with its parts replaced; `children` has one type for each of `childTypes(type)`. */
export function withChildTypes(type: SqlType, children: readonly SqlType[]): SqlType {
  switch (type.kind) {
    case 'ARRAY':
    case 'MULTISET':
      return { ...type, element: children[0]! };
    case 'MAP':
      return { ...type, key: children[0]!, value: children[1]! };
    case 'ROW':
    case 'STRUCTURED':
      return { ...type, fields: type.fields.map((field, i) => ({ ...field, type: children[i]! })) };
    default:
      return type;
  }
}
