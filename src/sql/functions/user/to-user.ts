/** SQL values -> what a user's function is given: plain JavaScript, exact, no time zones guessed. */
import { decimalText } from '../../types/decimal.ts';
import { dateText, timestampText, timeText } from '../../types/temporal-text.ts';
import type { SqlType } from '../../types/type.ts';
import type { MapValue, TimestampValue, Value } from '../../types/value.ts';

/** undefined: the value is given as it is. */
type Converter = ((value: never) => unknown) | undefined;

/** @returns a function that also takes null; undefined when values of the type are given as they are */
export function toUser(type: SqlType): ((value: Value) => unknown) | undefined {
  const convert = converter(type) as ((value: Value) => unknown) | undefined;
  return convert && ((value) => (value === null ? null : convert(value)));
}

/** The arguments of a call in the user's forms; the same array when none needs another form. */
export function givenTo(types: readonly SqlType[]): (args: readonly Value[]) => readonly unknown[] {
  const converters = types.map((type) => toUser(type));
  if (converters.every((convert) => convert === undefined)) return (args) => args;
  return (args) => args.map((arg, i) => (converters[i] ? converters[i](arg) : arg));
}

const isoText = (value: TimestampValue, precision: number): string => timestampText(value, precision).replace(' ', 'T');

function converter(type: SqlType): Converter {
  switch (type.kind) {
    case 'DECIMAL':
      return (value: bigint) => decimalText(value, type.scale);
    case 'DATE':
      return (value: number) => dateText(value);
    case 'TIME':
      return (value: number) => timeText(value, type.precision);
    case 'TIMESTAMP':
      return (value: TimestampValue) => isoText(value, type.precision);
    case 'TIMESTAMP_LTZ':
      return (value: TimestampValue) => `${isoText(value, type.precision)}Z`;
    case 'ARRAY':
      return arrayConverter(toUser(type.element));
    case 'MAP':
      return mapConverter(toUser(type.key), toUser(type.value));
    case 'MULTISET':
      return mapConverter(toUser(type.element), undefined);
    case 'ROW':
    case 'STRUCTURED':
      return rowConverter(type.fields.map((field) => ({ name: field.name, convert: toUser(field.type) })));
    default:
      return undefined;
  }
}

type Part = ((value: Value) => unknown) | undefined;

/** A copy in any case: what the function does to it must not reach the row. */
const arrayConverter = (element: Part) => (value: readonly Value[]) => (element ? value.map(element) : [...value]);

const mapConverter = (key: Part, value: Part) => (map: MapValue) =>
  new Map(map.keys.map((k, i) => [key ? key(k) : k, value ? value(map.values[i]!) : map.values[i]]));

const rowConverter =
  (fields: readonly { readonly name: string; readonly convert: Part }[]) => (value: readonly Value[]) =>
    Object.fromEntries(fields.map(({ name, convert }, i) => [name, convert ? convert(value[i]!) : value[i]]));
