/** ARRAY[…] and MAP[…]: collections of values of one type, the least restrictive of all. */

import { leastRestrictive } from '../../../types/common.ts';
import { isBinary, isInterval } from '../../../types/family.ts';
import { type MapType, nullable, type SqlType } from '../../../types/type.ts';
import type { MapValue, Value } from '../../../types/value.ts';
import { type Call, type Inference, scalarFunction } from '../../define.ts';
import { refused, typed, typesOf, wrongCount } from '../../infer.ts';
import { describeType } from '../../resolve.ts';

const noCommonType = (what: string, types: readonly SqlType[]): Inference =>
  refused(
    `${what} must be of one type, found ${types.map(describeType).join(', ')}`,
    undefined,
    'cast them to one type',
  );

/** Intervals are not cast to one another within a collection: Flink fails to, even for another precision or nullability. */
function unlikeIntervals(what: string, types: readonly SqlType[]): Inference | undefined {
  const first = types.find(isInterval);
  if (first === undefined) return undefined;
  const alike = (type: SqlType): boolean =>
    isInterval(type) &&
    type.from === first.from &&
    type.to === first.to &&
    type.precision === first.precision &&
    type.fraction === first.fraction &&
    type.nullable === first.nullable;
  return types.every(alike)
    ? undefined
    : refused(`${what} are intervals of different units or precisions`, undefined, 'write them with the same units');
}

function inferArray(call: Call): Inference {
  const wrong = wrongCount(call, 1, Number.POSITIVE_INFINITY);
  if (wrong) return wrong;
  const types = typesOf(call);
  const element = leastRestrictive(types);
  if (element === undefined) return noCommonType('the elements of ARRAY[…]', types);
  const unlike = unlikeIntervals('the elements of ARRAY[…]', types);
  if (unlike) return unlike;
  return typed(
    types.map(() => element),
    { kind: 'ARRAY', element, nullable: false },
  );
}

export const arrayConstructor = scalarFunction({
  name: 'ARRAY',
  category: 'construction',
  summary: 'Makes an array of values.',
  syntax: ['ARRAY[value, …]'],
  parameters: [{ name: 'value', doc: 'an element', accepts: 'ANY', variadic: true }],
  nulls: 'handled',
  deterministic: true,
  infer: inferArray,
  compile: () => ({ evaluate: (...elements: Value[]) => elements }),
  examples: [
    { sql: 'ARRAY[1, 2, 3]', result: '[1, 2, 3]' },
    { sql: 'ARRAY[1, 2.5]', result: '[1.0, 2.5]' },
  ],
});

/** Calcite gives an untyped NULL, key or value, the type of the first operand, but not in arguments of functions. */
function operandTypes(call: Call): readonly SqlType[] {
  const types = typesOf(call);
  if (!(call.options as MapOptions).outermost) return types;
  return types.map((type) => (type.kind === 'NULL' ? nullable(types[0]!) : type));
}

function inferMap(call: Call): Inference {
  const wrong = wrongCount(call, 2, Number.POSITIVE_INFINITY);
  if (wrong) return wrong;
  if (call.args.length % 2 !== 0)
    return refused('MAP[…] takes keys and values in turn, found an odd number of arguments');
  const types = operandTypes(call);
  const keys = types.filter((_, i) => i % 2 === 0);
  const values = types.filter((_, i) => i % 2 === 1);
  const key = leastRestrictive(keys);
  if (key === undefined) return noCommonType('the keys of MAP[…]', keys);
  const value = leastRestrictive(values);
  if (value === undefined) return noCommonType('the values of MAP[…]', values);
  const unlike = unlikeIntervals('the keys of MAP[…]', keys) ?? unlikeIntervals('the values of MAP[…]', values);
  if (unlike) return unlike;
  return typed(
    types.map((_, i) => (i % 2 === 0 ? key : value)),
    { kind: 'MAP', key, value, nullable: false },
  );
}

export interface MapOptions {
  /** Which keys are written as literals, entry by entry. */
  readonly literalKeys?: readonly boolean[];
  /** The map is a column of the result as it is. */
  readonly outermost?: boolean;
}

/** Flink merges keys while it writes code, where it can only tell literals to be the same. */
function writtenMap(args: readonly Value[], mayMerge: (entry: number) => boolean): MapValue {
  const keys: Value[] = [];
  const values: Value[] = [];
  const places = new Map<unknown, number>();
  for (let i = 0; i < args.length; i += 2) {
    const key = args[i]!;
    const known = mayMerge(i / 2) ? identityOf(key) : undefined;
    const place = known === undefined ? undefined : places.get(known);
    if (place !== undefined) {
      values[place] = args[i + 1]!;
      continue;
    }
    if (known !== undefined) places.set(known, keys.length);
    keys.push(key);
    values.push(args[i + 1]!);
  }
  return { keys, values };
}

/** What two values of a plain type have in common when they are the same. */
const identityOf = (key: Value): unknown => {
  if (key === null || typeof key !== 'object') return key;
  return 'millis' in key ? `${key.millis} ${key.nanos}` : undefined;
};

export const mapConstructor = scalarFunction({
  name: 'MAP',
  category: 'construction',
  summary: 'Makes a map of keys and values; of a literal key given twice the last value counts.',
  syntax: ['MAP[key, value, …]'],
  parameters: [
    { name: 'key', doc: 'a key', accepts: 'ANY' },
    { name: 'value', doc: 'its value', accepts: 'ANY', variadic: true },
  ],
  nulls: 'handled',
  deterministic: true,
  infer: inferMap,
  compile: (call) => {
    const { literalKeys = [] } = call.options as MapOptions;
    const { key } = call.returns as MapType;
    const merges = key.kind !== 'DECIMAL' && !isBinary(key);
    return {
      evaluate: (...args: Value[]) => writtenMap(args, (entry) => merges && literalKeys[entry] === true),
    };
  },
  examples: [{ sql: `MAP['a', 1, 'b', 2]`, result: '{a=1, b=2}' }],
});
