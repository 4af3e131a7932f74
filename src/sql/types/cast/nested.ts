/** CAST of collections and rows: part by part, NULL staying NULL; keys that become equal leave the last value. */
import { equality } from '../equality.ts';
import type { RowField, SqlType } from '../type.ts';
import type { MapValue, Value } from '../value.ts';
import type { Cast } from './rule.ts';

type PartCast = (from: SqlType, to: SqlType) => Cast | undefined;

const keepNull =
  (cast: Cast): Cast =>
  (value) =>
    value === null ? null : cast(value);

export function arrayCast(from: SqlType, to: SqlType, part: PartCast): Cast | undefined {
  const cast = part(from, to);
  if (cast === undefined) return undefined;
  const element = keepNull(cast);
  return (value) => (value as readonly Value[]).map(element);
}

/** Drops entries whose key comes again later; the later value takes the earlier place. */
function unique(map: MapValue, keyType: SqlType): MapValue {
  const same = equality(keyType);
  const keys: Value[] = [];
  const values: Value[] = [];
  map.keys.forEach((key, i) => {
    const at = keys.findIndex((other) => (key === null || other === null ? key === other : same(key, other)));
    if (at < 0) {
      keys.push(key);
      values.push(map.values[i]!);
    } else {
      values[at] = map.values[i]!;
    }
  });
  return { keys, values };
}

/** `keyTo` undefined in value position: the counts of a multiset stay. */
export function mapCast(
  key: readonly [SqlType, SqlType],
  value: readonly [SqlType, SqlType] | undefined,
  part: PartCast,
): Cast | undefined {
  const castKey = part(key[0], key[1]);
  const castValue: Cast | undefined = value === undefined ? (count) => count : part(value[0], value[1]);
  if (castKey === undefined || castValue === undefined) return undefined;
  const keyOf = keepNull(castKey);
  const itemOf = keepNull(castValue);
  return (input) => {
    const { keys, values } = input as MapValue;
    return unique({ keys: keys.map(keyOf), values: values.map(itemOf) }, key[1]);
  };
}

export function rowCast(from: readonly RowField[], to: readonly RowField[], part: PartCast): Cast | undefined {
  if (from.length !== to.length) return undefined;
  const casts: Cast[] = [];
  for (const [i, field] of from.entries()) {
    const cast = part(field.type, to[i]!.type);
    if (cast === undefined) return undefined;
    casts.push(keepNull(cast));
  }
  return (value) => (value as readonly Value[]).map((item, i) => casts[i]!(item));
}
