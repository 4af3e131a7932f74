/** CASE: arguments `when1, then1, when2, then2, …, else`. */
import { leastRestrictive } from '../../../types/common.ts';
import { BOOLEAN, type SqlType, withNullable } from '../../../types/type.ts';
import type { Value } from '../../../types/value.ts';
import { type Call, type Inference, scalarFunction } from '../../define.ts';
import { anyNullable, foundTypes, refused, typed } from '../../infer.ts';

const isBranch = (index: number, count: number): boolean => index % 2 === 1 || index === count - 1;

function inferCase(call: Call): Inference {
  const { args } = call;
  const count = args.length;
  if (count < 3 || count % 2 === 0)
    return refused('CASE needs conditions with their results and a result for the rest');
  const wrong = args.findIndex(({ type }, i) => !isBranch(i, count) && type.kind !== 'BOOLEAN' && type.kind !== 'NULL');
  if (wrong >= 0) return refused(`a WHEN condition must be BOOLEAN, found ${foundTypes([args[wrong]!.type])}`, wrong);
  const branches = args.filter((_, i) => isBranch(i, count)).map(({ type }) => type);
  if (branches.every((type) => type.kind === 'NULL')) {
    return refused('the results of CASE are all untyped NULLs', 1, 'give one a type: CAST(NULL AS …)');
  }
  const common = leastRestrictive(branches);
  if (common === undefined) {
    const message = `the results of CASE have no common type, found ${foundTypes(branches)}`;
    return refused(message, 1, 'CAST them to one type');
  }
  const types = args.map(({ type }, i): SqlType => {
    const isNull = type.nullable || type.kind === 'NULL';
    return withNullable(isBranch(i, count) ? common : BOOLEAN, isNull);
  });
  return typed(types, withNullable(common, anyNullable(branches)));
}

export const caseFunction = scalarFunction({
  name: 'CASE',
  category: 'conditional',
  summary: 'The result of the first condition that holds, else that after ELSE, else NULL.',
  syntax: [
    'CASE WHEN condition THEN result [WHEN …] [ELSE result] END',
    'CASE value WHEN match [, …] THEN result [WHEN …] [ELSE result] END',
  ],
  parameters: [
    {
      name: 'condition',
      doc: 'Conditions and results in turn, the last one being that of ELSE.',
      accepts: 'ANY',
      variadic: true,
    },
  ],
  nulls: 'handled',
  deterministic: true,
  infer: inferCase,
  compile: () => ({
    evaluate: (...values: Value[]) => {
      for (let i = 0; i + 1 < values.length; i += 2) if (values[i] === true) return values[i + 1]!;
      return values.at(-1)!;
    },
  }),
  examples: [
    { sql: "CASE 2 WHEN 1, 2 THEN '1 or 2' ELSE 'more' END", result: '1 or 2' },
    { sql: 'CASE WHEN 1 > 2 THEN 3 END', result: 'NULL' },
  ],
});
