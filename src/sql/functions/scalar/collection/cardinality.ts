/** CARDINALITY and ELEMENT: the size of a collection, and its only element. */
import { RunTimeError } from '../../../diagnostics/run-time-error.ts';
import { INT, type SqlType } from '../../../types/type.ts';
import type { MapValue, Value } from '../../../types/value.ts';
import { type Call, type Inference, scalarFunction } from '../../define.ts';
import { refused, typed, wrongCount } from '../../infer.ts';
import { describeType } from '../../resolve.ts';
import { type MissingOptions, missingDefault } from '../access/missing.ts';

const isList = (value: readonly Value[] | MapValue): value is readonly Value[] => Array.isArray(value);

/** How many elements a multiset has, each as often as it is in it. */
const total = (counts: readonly Value[]): number => counts.reduce((sum: number, count) => sum + (count as number), 0);

export const cardinality = scalarFunction({
  name: 'CARDINALITY',
  category: 'collection',
  summary: 'Gives the number of elements of an array or multiset, or of entries of a map.',
  parameters: [{ name: 'collection', doc: 'an array, map or multiset', accepts: ['ARRAY', 'MAP', 'MULTISET'] }],
  nulls: 'propagate',
  deterministic: true,
  returns: INT,
  compile: (call) => {
    const multiset = call.args[0]!.type.kind === 'MULTISET';
    return {
      evaluate: (value: readonly Value[] | MapValue) => {
        if (isList(value)) return value.length;
        return multiset ? total(value.values) : value.keys.length;
      },
    };
  },
  examples: [
    { sql: 'CARDINALITY(ARRAY[1, 2, 3])', result: '3' },
    { sql: `CARDINALITY(MAP['a', 1])`, result: '1' },
  ],
});

function inferElement(call: Call): Inference {
  const wrong = wrongCount(call, 1);
  if (wrong) return wrong;
  const { type } = call.args[0]!;
  if (type.kind !== 'ARRAY' && type.kind !== 'MULTISET') {
    return refused(`ELEMENT takes an ARRAY or MULTISET, found ${describeType(type)}`, 0);
  }
  return typed([type], type.element);
}

const elementsOf = (value: readonly Value[] | MapValue): readonly Value[] =>
  isList(value) ? value : value.keys.flatMap((key, i) => new Array<Value>(value.values[i] as number).fill(key));

export const element = scalarFunction({
  name: 'ELEMENT',
  category: 'collection',
  summary: 'Gives the only element of an array or multiset, NULL for an empty one, and fails for more.',
  parameters: [
    { name: 'collection', doc: 'an array or multiset of at most one element', accepts: ['ARRAY', 'MULTISET'] },
  ],
  nulls: 'handled',
  deterministic: true,
  infer: inferElement,
  compile: (call) => {
    const type = call.args[0]!.type as SqlType & { readonly kind: 'ARRAY' };
    const missing = missingDefault(type.element, { outermost: true, ...(call.options as MissingOptions) });
    return {
      evaluate: (value: readonly Value[] | MapValue | null) => {
        const elements = value === null ? [] : elementsOf(value);
        if (elements.length > 1) throw new RunTimeError(`ELEMENT of a collection of ${elements.length} elements`);
        return elements.length === 0 ? missing : elements[0]!;
      },
    };
  },
  examples: [{ sql: 'ELEMENT(ARRAY[7])', result: '7' }],
});
