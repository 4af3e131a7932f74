/** MAP_KEYS, MAP_VALUES and MAP_ENTRIES: what a map is made of, as arrays. */
import { type MapType, row, type SqlType, withNullable } from '../../../types/type.ts';
import type { MapValue, Value } from '../../../types/value.ts';
import { type Call, type Inference, scalarFunction } from '../../define.ts';
import { refused, typed, wrongCount } from '../../infer.ts';
import { describeType } from '../../resolve.ts';

const inferParts =
  (element: (map: MapType) => SqlType) =>
  (call: Call): Inference => {
    const wrong = wrongCount(call, 1);
    if (wrong) return wrong;
    const { type } = call.args[0]!;
    if (type.kind !== 'MAP') return refused(`${call.name} takes a MAP, found ${describeType(type)}`, 0);
    return typed([type], withNullable({ kind: 'ARRAY', element: element(type), nullable: true }, type.nullable));
  };

const PARAMETERS = [{ name: 'map', doc: 'a map', accepts: 'MAP' }] as const;

export const mapKeys = scalarFunction({
  name: 'MAP_KEYS',
  category: 'collection',
  summary: 'Gives the keys of a map as an array.',
  parameters: PARAMETERS,
  nulls: 'propagate',
  deterministic: true,
  infer: inferParts((map) => map.key),
  compile: () => ({ evaluate: (map: MapValue) => map.keys }),
  examples: [{ sql: `MAP_KEYS(MAP['a', 1, 'b', 2])`, result: '[a, b]' }],
});

export const mapValues = scalarFunction({
  name: 'MAP_VALUES',
  category: 'collection',
  summary: 'Gives the values of a map as an array.',
  parameters: PARAMETERS,
  nulls: 'propagate',
  deterministic: true,
  infer: inferParts((map) => map.value),
  compile: () => ({ evaluate: (map: MapValue) => map.values }),
  examples: [{ sql: `MAP_VALUES(MAP['a', 1, 'b', 2])`, result: '[1, 2]' }],
});

export const mapEntries = scalarFunction({
  name: 'MAP_ENTRIES',
  category: 'collection',
  summary: 'Gives the entries of a map as an array of rows (key, value).',
  parameters: PARAMETERS,
  nulls: 'propagate',
  deterministic: true,
  infer: inferParts(({ key, value }) =>
    row([
      { name: 'key', type: key },
      { name: 'value', type: value },
    ]),
  ),
  compile: () => ({ evaluate: ({ keys, values }: MapValue): Value => keys.map((key, i) => [key, values[i]!]) }),
  examples: [{ sql: `MAP_ENTRIES(MAP['a', 1])`, result: '[(a, 1)]' }],
});
