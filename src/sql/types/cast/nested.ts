/** CAST of collections and rows: part by part, NULL staying NULL; keys that become equal leave the last value. */
import { equality } from '../equality.ts';
import { isBinary, isCharacter } from '../family.ts';
import { hashMapOrder } from '../java-hash-map.ts';
import { sameTypeButNull } from '../same.ts';
import type { RowField, SqlType } from '../type.ts';
import type { MapValue, Value } from '../value.ts';
import type { Cast } from './rule.ts';

/** Decimals of so many digits, and timestamps of so many, lie in a collection as one long. */
const LONG_DIGITS = 18;
const MILLIS_DIGITS = 3;

type PartCast = (from: SqlType, to: SqlType) => Cast | undefined;

const keepNull =
  (cast: Cast): Cast =>
  (value) =>
    value === null ? null : cast(value);

/**
 * Elements and entries: where NULL is not a value of the target, what is read in its place (Flink's generated code does not look);
 * an element of the same type is not touched.
 */
function elementCast(cast: Cast, from: SqlType, to: SqlType): Cast {
  const untouched = sameTypeButNull(from, to) && !isCharacter(from) && !isBinary(from);
  const blank = to.nullable || untouched ? undefined : blankOf(from);
  return blank === undefined ? keepNull(cast) : (value) => cast(value ?? blank);
}

/** What bytes of zeros are as a value; undefined where they are none. */
function blankOf(type: SqlType): Value | undefined {
  switch (type.kind) {
    case 'BOOLEAN':
      return false;
    case 'TINYINT':
    case 'SMALLINT':
    case 'INT':
    case 'FLOAT':
    case 'DOUBLE':
    case 'DATE':
    case 'TIME':
      return 0;
    case 'BIGINT':
      return 0n;
    case 'DECIMAL':
      return type.precision <= LONG_DIGITS ? 0n : undefined;
    case 'TIMESTAMP':
    case 'TIMESTAMP_LTZ':
      return type.precision <= MILLIS_DIGITS ? { millis: 0, nanos: 0 } : undefined;
    case 'CHAR':
    case 'VARCHAR':
      return '';
    case 'BINARY':
    case 'VARBINARY':
      return new Uint8Array(0);
    default:
      return undefined;
  }
}

export function arrayCast(from: SqlType, to: SqlType, part: PartCast): Cast | undefined {
  const cast = part(from, to);
  if (cast === undefined) return undefined;
  const element = elementCast(cast, from, to);
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
  const keyOf = elementCast(castKey, key[0], key[1]);
  const itemOf = value === undefined ? castValue : elementCast(castValue, value[0], value[1]);
  const ordered = hashMapOrder(key[1]) ?? ((map: MapValue) => map);
  return (input) => {
    const { keys, values } = input as MapValue;
    return ordered(unique({ keys: keys.map(keyOf), values: values.map(itemOf) }, key[1]));
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
