/** Which types turn into which without being asked to (Flink's LogicalTypeCasts.supportsImplicitCast). */
import { childTypes } from './children.ts';
import { isBinary, isCharacter, isExact, isInteger, isInterval, isNumeric } from './family.ts';
import { sameTypeButNull } from './same.ts';
import type { SqlType, TypeKind } from './type.ts';

const INTEGER_ORDER: readonly TypeKind[] = ['TINYINT', 'SMALLINT', 'INT', 'BIGINT'];
const integerRank = (type: SqlType): number => INTEGER_ORDER.indexOf(type.kind);

const atomicImplicit = (from: SqlType, to: SqlType): boolean => {
  switch (to.kind) {
    case 'VARCHAR':
      return isCharacter(from);
    case 'VARBINARY':
      return isBinary(from);
    case 'DECIMAL':
    case 'DOUBLE':
      return isNumeric(from);
    case 'TINYINT':
    case 'SMALLINT':
    case 'INT':
    case 'BIGINT':
      return isInteger(from) && integerRank(from) <= integerRank(to);
    case 'FLOAT':
      return isInteger(from) || from.kind === 'FLOAT' || from.kind === 'DECIMAL';
    case 'DATE':
    case 'TIME':
      return from.kind === to.kind || from.kind === 'TIMESTAMP';
    case 'TIMESTAMP':
    case 'TIMESTAMP_LTZ':
      return from.kind === 'TIMESTAMP' || from.kind === 'TIMESTAMP_LTZ';
    default:
      return from.kind === to.kind;
  }
};

/** Whether a value of `from` may stand where `to` is wanted, without a CAST; nullability does not count. */
export function implicitCastAllowed(from: SqlType, to: SqlType): boolean {
  if (isUntyped(from) || sameTypeButNull(from, to)) return true;
  if ((isInterval(from) && isExact(to)) || (isExact(from) && isInterval(to))) return false;
  const parts = childTypes(from);
  if (parts.length > 0 || childTypes(to).length > 0) {
    const wanted = childTypes(to);
    return (
      from.kind === to.kind &&
      from.kind !== 'STRUCTURED' &&
      parts.length === wanted.length &&
      parts.every((part, i) => (!part.nullable || wanted[i]!.nullable) && implicitCastAllowed(part, wanted[i]!))
    );
  }
  if (from.kind === 'RAW' || to.kind === 'RAW' || from.kind === 'STRUCTURED' || to.kind === 'STRUCTURED') return false;
  return atomicImplicit(from, to);
}

const isUntyped = (type: SqlType): boolean => type.kind === 'NULL';

/** Whether a value of `from` already is a value of `to`, so that no cast is needed (Flink's supportsAvoidingCast). */
export function castAvoidable(from: SqlType, to: SqlType): boolean {
  if (sameTypeButNull(from, to)) return true;
  if (isCharacter(from)) return to.kind === 'VARCHAR' && from.length <= to.length;
  if (isBinary(from)) return to.kind === 'VARBINARY' && from.length <= to.length;
  if (isInterval(from)) return from.kind === to.kind;
  if (from.kind !== to.kind || from.kind === 'STRUCTURED') return false;
  const parts = childTypes(from);
  const wanted = childTypes(to);
  return (
    parts.length > 0 &&
    parts.length === wanted.length &&
    parts.every((part, i) => (!part.nullable || wanted[i]!.nullable) && castAvoidable(part, wanted[i]!))
  );
}
