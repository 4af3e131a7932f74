/** Equality of collections whose parts have no common type: part by part, unlike parts being equal only where both are NULL. */
import { compileCast } from '../../../types/cast/compile.ts';
import { leastRestrictive } from '../../../types/common.ts';
import { equality } from '../../../types/equality.ts';
import type { SqlType } from '../../../types/type.ts';
import type { MapValue, Value } from '../../../types/value.ts';
import type { Session } from '../../define.ts';

type Equals = (a: Value, b: Value) => boolean;

/** Whether two types are collections of one kind, which Calcite lets through whatever they hold. */
export const sameCollection = (a: SqlType, b: SqlType): boolean =>
  a.kind === b.kind && (a.kind === 'ARRAY' || a.kind === 'MAP' || a.kind === 'MULTISET');

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
