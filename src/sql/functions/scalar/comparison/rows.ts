/** `=` between two rows: field by field, joined by AND, as Calcite writes it out; deeper rows are compared as whole values. */
import { equality } from '../../../types/equality.ts';
import type { RowType } from '../../../types/type.ts';
import type { Value } from '../../../types/value.ts';

type Fields = readonly Value[];

/** FALSE when fields differ, else NULL when one of either side is NULL, else TRUE. */
export function rowEquality(type: RowType): (a: Fields, b: Fields) => boolean | null {
  const equals = type.fields.map((field) => equality(field.type));
  return (a, b) => {
    let result: boolean | null = true;
    for (let i = 0; i < equals.length; i += 1) {
      if (a[i] === null || b[i] === null) result = null;
      else if (!equals[i]!(a[i]!, b[i]!)) return false;
    }
    return result;
  };
}
