/** How the types of array and map arguments follow from one another. */

import { castAvoidable, implicitCastAllowed } from '../../../types/coercion.ts';
import { commonType } from '../../../types/common.ts';
import { type ArrayType, notNull, nullable, type SqlType, withNullable } from '../../../types/type.ts';
import type { Call, Inference } from '../../define.ts';
import { anyNullable, refused, typed, typesOf, untypedNull } from '../../infer.ts';
import { describeType } from '../../resolve.ts';

/** The argument as an array type, or the refusal. */
export function arrayArgument(call: Call, index: number): ArrayType | Inference {
  const { type } = call.args[index]!;
  if (type.kind === 'ARRAY') return type;
  return refused(`argument ${index + 1} of ${call.name} must be an ARRAY, found ${describeType(type)}`, index);
}

export const isRefusal = (value: SqlType | Inference): value is Inference => 'ok' in value;

/** The type an argument is cast to so that it is an element of the array; an untyped NULL is one. A cast goes to the element's
 * type as it is, nullable or not. */
export function elementArgument(call: Call, index: number, array: ArrayType): SqlType | Inference {
  const { type } = call.args[index]!;
  if (type.kind === 'NULL') return nullable(array.element);
  if (implicitCastAllowed(type, array.element)) {
    const cast = !castAvoidable(type, array.element);
    return withNullable(array.element, type.nullable || (cast && array.element.nullable));
  }
  return refused(
    `argument ${index + 1} of ${call.name} must be an element of ${describeType(array)}, found ${describeType(type)}`,
    index,
    `cast it to ${describeType(array.element)}`,
  );
}

/** The type as Flink casts to it: its elements are never NULL, so that those that are become what stands for NULL in memory. */
const withoutNulls = (type: SqlType): SqlType =>
  type.kind === 'ARRAY' ? { ...type, element: withoutNulls(notNull(type.element)) } : type;

/** For functions whose arguments are all arrays, or all maps, of one common type, which is that of the result too. */
export function sameCollections(call: Call, kind: 'ARRAY' | 'MAP'): Inference {
  const untyped = untypedNull(call.args);
  if (untyped) return untyped;
  const other = call.args.findIndex((arg) => arg.type.kind !== kind);
  const article = kind === 'ARRAY' ? 'an' : 'a';
  if (other >= 0) {
    const found = describeType(call.args[other]!.type);
    return refused(`argument ${other + 1} of ${call.name} must be ${article} ${kind}, found ${found}`, other);
  }
  const types = typesOf(call);
  const common = commonType(types);
  if (common === undefined) {
    return refused(`${call.name} finds no common type for ${types.map(describeType).join(' and ')}`, 1);
  }
  const unlike = types.findIndex((type) => !implicitCastAllowed(type, common));
  if (unlike >= 0) {
    const found = describeType(types[unlike]!);
    return refused(`argument ${unlike + 1} of ${call.name} must be ${describeType(common)}, found ${found}`, unlike);
  }
  const wanted = types.map((type) =>
    withNullable(castAvoidable(type, common) ? common : withoutNulls(common), type.nullable),
  );
  return typed(wanted, withNullable(common, anyNullable(types)));
}
