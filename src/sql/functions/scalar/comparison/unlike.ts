/** Equality where there is no common type: never, and of collections part by part, where NULL parts are equal all the same. */
import { compileCast } from '../../../types/cast/compile.ts';
import { leastRestrictive } from '../../../types/common.ts';
import { equality } from '../../../types/equality.ts';
import { isCharacter, isInterval } from '../../../types/family.ts';
import { sameTypeButNull } from '../../../types/same.ts';
import type { SqlType } from '../../../types/type.ts';
import type { MapValue, Value } from '../../../types/value.ts';
import type { Session } from '../../define.ts';
import { scaleFactors } from './code.ts';

type Equals = (a: Value, b: Value) => boolean;

const neverText = (type: SqlType): boolean => type.kind === 'BOOLEAN' || isInterval(type);

/** Whether Flink compares two types without a common one: collections of one kind, and text beside a BOOLEAN or an interval. */
export const comparedUnlike = (a: SqlType, b: SqlType): boolean =>
  (a.kind === b.kind && (a.kind === 'ARRAY' || a.kind === 'MAP' || a.kind === 'MULTISET')) ||
  (isCharacter(a) && neverText(b)) ||
  (neverText(a) && isCharacter(b));

const nullsEqual =
  (equals: Equals): Equals =>
  (a, b) =>
    a === null || b === null ? a === b : equals(a, b);

function mapEquality(key: Equals, value: Equals): Equals {
  return (a, b) => {
    const x = a as MapValue;
    const y = b as MapValue;
    if (x.keys.length !== y.keys.length) return false;
    return x.keys.every((k, i) => {
      const at = y.keys.findIndex((other) => key(k, other));
      return at >= 0 && value(x.values[i]!, y.values[at]!);
    });
  };
}

/** Equality of two values, neither NULL, of two types; found once a query. */
export function unlikeEquality(a: SqlType, b: SqlType, session: Session): Equals {
  const part = (x: SqlType, y: SqlType): Equals => nullsEqual(unlikeEquality(x, y, session));
  if (a.kind === 'ARRAY' && b.kind === 'ARRAY') {
    const element = part(a.element, b.element);
    return (x, y) => {
      const left = x as readonly Value[];
      const right = y as readonly Value[];
      return left.length === right.length && left.every((value, i) => element(value, right[i]!));
    };
  }
  if (a.kind === 'MAP' && b.kind === 'MAP') return mapEquality(part(a.key, b.key), part(a.value, b.value));
  const common = leastRestrictive([a, b]);
  if (common === undefined) return () => false;
  const left = compileCast(a, common, { session, implicit: true });
  const right = compileCast(b, common, { session, implicit: true });
  const equals = equality(common);
  return (x, y) => equals(left(x), right(y));
}

/** How two operands compare that were given no common type: decimals of different scales, and what `comparedUnlike` tells. */
export function pairEquality(a: SqlType, b: SqlType, session: Session): Equals | undefined {
  const [left, right] = scaleFactors(a, b);
  if (left !== right) return (x, y) => (x as bigint) * left === (y as bigint) * right;
  return comparedUnlike(a, b) && !sameTypeButNull(a, b) ? unlikeEquality(a, b, session) : undefined;
}
