/** `value[index]`: an element of an array, the value of a key of a map, a field of a row, a part of a VARIANT. */
import { RunTimeError } from '../../../diagnostics/run-time-error.ts';
import { isCharacter, isInteger } from '../../../types/family.ts';
import { type ArrayType, type MapType, nullable, type SqlType, VARIANT, withNullable } from '../../../types/type.ts';
import type { MapValue, Value, VariantValue } from '../../../types/value.ts';
import { type Call, type Inference, scalarFunction, type TypedCall } from '../../define.ts';
import { refused, typed, wrongCount } from '../../infer.ts';
import { describeType } from '../../resolve.ts';
import { keyEquality } from './key-equality.ts';
import { type MissingOptions, missingDefault } from './missing.ts';

function infer(call: Call): Inference {
  const wrong = wrongCount(call, 2);
  if (wrong) return wrong;
  const { type } = call.args[0]!;
  if (call.args[1]!.type.kind === 'NULL') {
    return refused('an untyped NULL cannot be an index', 1, 'give it a type: CAST(NULL AS …)');
  }
  switch (type.kind) {
    case 'ARRAY':
      return inferArray(call, type);
    case 'MAP':
      return inferMap(call, type);
    case 'ROW':
    case 'STRUCTURED':
      return inferRow(call, type);
    case 'VARIANT':
      return inferVariant(call);
    default:
      return refused(
        `only an ARRAY, MAP, ROW or VARIANT has elements in brackets, found ${describeType(type)}`,
        0,
        'the forms are array[index], map[key], row[field], variant[index or key]',
      );
  }
}

function inferArray(call: Call, type: ArrayType): Inference {
  const index = call.args[1]!;
  if (index.type.kind !== 'INT') {
    const hint = isInteger(index.type) ? 'cast it to INT' : undefined;
    return refused(`the index of an array must be INT, found ${describeType(index.type)}`, 1, hint);
  }
  const value = index.constant?.value;
  if (typeof value === 'number' && value < 1) {
    return refused(`the index of an array starts at 1, found ${value}`, 1);
  }
  return typed([type, index.type], nullable(type.element));
}

function inferMap(call: Call, type: MapType): Inference {
  const key = call.args[1]!.type;
  if (keyEquality(type.key, key) === undefined) {
    return refused(`the keys of the map are ${describeType(type.key)}, found ${describeType(key)}`, 1, 'cast the key');
  }
  return typed([type, key], nullable(type.value));
}

/** Which field a constant name or place, counted from 1, means; -1 for none. */
function fieldIndex(call: Pick<Call, 'args'>, type: SqlType & { readonly kind: 'ROW' | 'STRUCTURED' }): number {
  const value = call.args[1]!.constant?.value;
  if (typeof value === 'number')
    return Number.isInteger(value) && value >= 1 && value <= type.fields.length ? value - 1 : -1;
  return type.fields.findIndex((field) => field.name === value);
}

function inferRow(call: Call, type: SqlType & { readonly kind: 'ROW' | 'STRUCTURED' }): Inference {
  const key = call.args[1]!;
  if (key.constant === undefined || !(isCharacter(key.type) || isInteger(key.type))) {
    return refused('a field of a row is given by a constant name or place', 1);
  }
  const field = type.fields[fieldIndex(call, type)];
  if (field === undefined) {
    const names = type.fields.map(({ name }) => name).join(', ');
    return refused(`the row has no field '${key.constant.value}'`, 1, `its fields are ${names}`);
  }
  return typed([type, key.type], withNullable(field.type, type.nullable || field.type.nullable));
}

function inferVariant(call: Call): Inference {
  const key = call.args[1]!.type;
  if (!isCharacter(key) && key.kind !== 'INT') {
    return refused(`a part of a VARIANT is given by a name or an INT, found ${describeType(key)}`, 1);
  }
  return typed([call.args[0]!.type, key], VARIANT);
}

function compile(call: TypedCall): { evaluate: (value: never, index: never) => Value } {
  const [{ type }] = call.args as readonly [TypedCall['args'][0]];
  if (type.kind === 'ARRAY') {
    const missing = missingDefault(type.element, call.options as MissingOptions);
    return {
      evaluate: (array: readonly Value[] | null, index: number | null) =>
        array === null || index === null || index > array.length || index < 1 ? missing : array[index - 1]!,
    };
  }
  if (type.kind === 'MAP') return { evaluate: mapAccess(call, type) };
  if (type.kind === 'VARIANT') {
    const part = isCharacter(call.args[1]!.type) ? memberOf : elementOf;
    return {
      evaluate: (variant: VariantValue | null, key: never) =>
        variant === null || key === null ? null : part(variant, key),
    };
  }
  const index = fieldIndex(call, type as SqlType & { readonly kind: 'ROW' | 'STRUCTURED' });
  return { evaluate: (row: readonly Value[] | null) => (row === null ? null : row[index]!) };
}

function mapAccess(call: TypedCall, type: MapType): (map: MapValue | null, key: Value) => Value {
  const equals = keyEquality(type.key, call.args[1]!.type)!;
  const missing = missingDefault(type.value, call.options as MissingOptions);
  return (map, key) => {
    if (map === null || key === null) return missing;
    const { keys, values } = map;
    for (let i = 0; i < keys.length; i += 1) if (keys[i] !== null && equals(keys[i]!, key)) return values[i]!;
    return missing;
  };
}

function memberOf({ variant, value }: VariantValue, key: string): Value {
  if (variant !== 'OBJECT')
    throw new RunTimeError(`a VARIANT of kind ${variant} has no member '${key}', an object has`);
  const { keys, values } = value as MapValue;
  const index = keys.indexOf(key);
  return index < 0 ? null : values[index]!;
}

function elementOf({ variant, value }: VariantValue, index: number): Value {
  if (variant !== 'ARRAY') throw new RunTimeError(`a VARIANT of kind ${variant} has no element ${index}, an array has`);
  return (value as readonly Value[])[index - 1] ?? null;
}

export const item = scalarFunction({
  name: '[]',
  category: 'access',
  summary: 'Gives an element of an array (counted from 1), the value of a key, or a field; NULL where there is none.',
  syntax: ['array[index]', 'map[key]', 'row[name or place]', 'variant[name or index]'],
  parameters: [
    { name: 'value', doc: 'an array, map, row or VARIANT', accepts: ['ARRAY', 'MAP', 'ROW', 'VARIANT'] },
    { name: 'index', doc: 'which element', accepts: 'ANY' },
  ],
  nulls: 'handled',
  deterministic: true,
  infer,
  compile,
  examples: [
    { sql: 'ARRAY[10, 20][2]', result: '20' },
    { sql: `MAP['a', 1, 'b', 2]['b']`, result: '2' },
    { sql: `ROW(7, 'x')[2]`, result: 'x' },
    { sql: `PARSE_JSON('{"a": [1, 2]}')['a'][1]`, result: '1' },
  ],
});
