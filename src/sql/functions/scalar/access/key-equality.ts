/** Equality between the keys of a map and a key looked for, whose types may differ within their family. */
import { rescale } from '../../../types/decimal.ts';
import { equality } from '../../../types/equality.ts';
import { isBinary, isCharacter, isDecimal, isInteger, isTimestamp } from '../../../types/family.ts';
import type { SqlType } from '../../../types/type.ts';
import type { Value } from '../../../types/value.ts';

type Equals = (key: Value, wanted: Value) => boolean;

const isApproximate = (type: SqlType): boolean => type.kind === 'FLOAT' || type.kind === 'DOUBLE';

/** Undefined for types that cannot be compared. */
export function keyEquality(key: SqlType, wanted: SqlType): Equals | undefined {
  if (isInteger(key) && isInteger(wanted))
    return (a, b) => BigInt(a as number | bigint) === BigInt(b as number | bigint);
  if (isDecimal(key) && isDecimal(wanted)) {
    const scale = Math.max(key.scale, wanted.scale);
    return (a, b) => rescale(a as bigint, key.scale, scale) === rescale(b as bigint, wanted.scale, scale);
  }
  if (isApproximate(key) && (isApproximate(wanted) || isInteger(wanted))) return (a, b) => a === Number(b);
  const sameFamily =
    key.kind === wanted.kind ||
    (isCharacter(key) && isCharacter(wanted)) ||
    (isBinary(key) && isBinary(wanted)) ||
    (isTimestamp(key) && isTimestamp(wanted));
  return sameFamily ? equality(key) : undefined;
}
