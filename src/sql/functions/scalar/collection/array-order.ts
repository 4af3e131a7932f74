/** ARRAY_MAX, ARRAY_MIN and ARRAY_SORT: the elements of an array in order. */
import { comparison } from '../../../types/compare.ts';
import { isBinary, isCharacter, isDatetime, isNumeric } from '../../../types/family.ts';
import { type ArrayType, BOOLEAN, nullable, type SqlType, withNullable } from '../../../types/type.ts';
import type { Value } from '../../../types/value.ts';
import { type Call, type Inference, scalarFunction } from '../../define.ts';
import { anyNullable, refused, typed, typesOf, wrongCount } from '../../infer.ts';
import { describeType } from '../../resolve.ts';
import { arrayArgument, isRefusal } from './array-types.ts';

const isOrdered = (type: SqlType): boolean =>
  isNumeric(type) || isCharacter(type) || isBinary(type) || isDatetime(type);

function orderedArray(call: Call): ArrayType | Inference {
  const array = arrayArgument(call, 0);
  if (isRefusal(array) || isOrdered(array.element)) return array;
  return refused(`${call.name} cannot order elements of ${describeType(array.element)}`, 0);
}

const PARAMETERS = [
  { name: 'array', doc: 'an array of numbers, strings, bytes, dates or times', accepts: 'ARRAY' },
] as const;

function inferExtreme(call: Call): Inference {
  const wrong = wrongCount(call, 1);
  if (wrong) return wrong;
  const array = orderedArray(call);
  return isRefusal(array) ? array : typed([array], nullable(array.element));
}

/** Java's `<` and `>`: NaN is neither, so that it stays where it comes first and is passed over elsewhere. */
function beforeOperator(type: SqlType): (a: Value, b: Value) => boolean {
  if (type.kind === 'FLOAT' || type.kind === 'DOUBLE') return (a, b) => (a as number) < (b as number);
  const compare = comparison(type);
  return (a, b) => compare(a, b) < 0;
}

function extreme(array: readonly Value[], better: (a: Value, b: Value) => boolean): Value {
  let best: Value = null;
  for (const item of array) if (item !== null && (best === null || better(item, best))) best = item;
  return best;
}

export const arrayMax = scalarFunction({
  name: 'ARRAY_MAX',
  category: 'collection',
  summary: 'Gives the greatest element of an array, NULLs left out.',
  parameters: PARAMETERS,
  nulls: 'propagate',
  deterministic: true,
  infer: inferExtreme,
  compile: (call) => {
    const before = beforeOperator((call.args[0]!.type as ArrayType).element);
    return { evaluate: (array: readonly Value[]) => extreme(array, (a, b) => before(b, a)) };
  },
  examples: [{ sql: 'ARRAY_MAX(ARRAY[1, 3, NULL])', result: '3' }],
});

export const arrayMin = scalarFunction({
  name: 'ARRAY_MIN',
  category: 'collection',
  summary: 'Gives the least element of an array, NULLs left out.',
  parameters: PARAMETERS,
  nulls: 'propagate',
  deterministic: true,
  infer: inferExtreme,
  compile: (call) => {
    const before = beforeOperator((call.args[0]!.type as ArrayType).element);
    return { evaluate: (array: readonly Value[]) => extreme(array, before) };
  },
  examples: [{ sql: 'ARRAY_MIN(ARRAY[3, 1, NULL])', result: '1' }],
});

function inferSort(call: Call): Inference {
  const wrong = wrongCount(call, 1, 3);
  if (wrong) return wrong;
  const array = orderedArray(call);
  if (isRefusal(array)) return array;
  const flags = call.args.slice(1).map(({ type }) => (type.kind === 'NULL' ? BOOLEAN : type));
  const other = flags.findIndex((type) => type.kind !== 'BOOLEAN');
  if (other >= 0) {
    return refused(
      `argument ${other + 2} of ARRAY_SORT must be BOOLEAN, found ${describeType(flags[other]!)}`,
      other + 1,
    );
  }
  return typed([array, ...flags], withNullable(array, anyNullable(typesOf(call))));
}

export const arraySort = scalarFunction({
  name: 'ARRAY_SORT',
  category: 'collection',
  summary: 'Sorts an array; NULLs come first when it ascends and last when it descends, unless said otherwise.',
  parameters: [
    ...PARAMETERS,
    { name: 'ascending', doc: 'TRUE, the default, or FALSE', accepts: BOOLEAN, optional: true },
    { name: 'nulls_first', doc: 'whether NULLs come first', accepts: BOOLEAN, optional: true },
  ],
  nulls: 'propagate',
  deterministic: true,
  infer: inferSort,
  compile: (call) => {
    const compare = comparison((call.args[0]!.type as ArrayType).element);
    return {
      evaluate: (array: readonly Value[], ascending = true, nullsFirst = ascending) => {
        const sorted = array.filter((item) => item !== null).sort(ascending ? compare : (a, b) => compare(b, a));
        const nulls = new Array<Value>(array.length - sorted.length).fill(null);
        return nullsFirst ? [...nulls, ...sorted] : [...sorted, ...nulls];
      },
    };
  },
  examples: [
    { sql: 'ARRAY_SORT(ARRAY[3, NULL, 1])', result: '[NULL, 1, 3]' },
    { sql: 'ARRAY_SORT(ARRAY[3, NULL, 1], FALSE)', result: '[3, 1, NULL]' },
    { sql: 'ARRAY_SORT(ARRAY[3, NULL, 1], TRUE, FALSE)', result: '[1, 3, NULL]' },
  ],
});
