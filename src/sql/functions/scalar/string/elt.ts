/** ELT: one of its arguments by number. */
import { commonType } from '../../../types/common.ts';
import { isBinary, isCharacter, isInteger } from '../../../types/family.ts';
import { nullable, varchar } from '../../../types/type.ts';
import type { Value } from '../../../types/value.ts';
import { type Call, type Inference, scalarFunction } from '../../define.ts';
import { refused, typed, typesOf, wrongCount } from '../../infer.ts';
import { describeType } from '../../resolve.ts';

function inferElt(call: Call): Inference {
  const wrong = wrongCount(call, 2, Number.POSITIVE_INFINITY);
  if (wrong) return wrong;
  const [index, ...values] = typesOf(call);
  if (!isInteger(index!)) return refused(`argument 1 of ELT must be an integer, found ${describeType(index!)}`, 0);
  const { constant } = call.args[0]!;
  if (constant !== undefined && constant.value !== null && Number(constant.value) < 0) {
    return refused(`the index of ELT starts from 1 (0 gives NULL), found ${constant.value}`, 0);
  }
  // An untyped NULL counts as a VARCHAR(1), which makes a VARCHAR of CHARs.
  const common = commonType(values.map((type) => (type.kind === 'NULL' ? nullable(varchar(1)) : type)));
  if (common === undefined || !(isCharacter(common) || isBinary(common))) {
    return refused(`ELT takes character strings or binary strings, found ${values.map(describeType).join(', ')}`, 1);
  }
  return typed([index!, ...values.map(() => nullable(common))], nullable(common));
}

export const elt = scalarFunction({
  name: 'ELT',
  category: 'string',
  summary: 'The argument of a number; NULL when there is none.',
  parameters: [
    { name: 'index', doc: 'Which one, from 1.', accepts: 'INTEGER' },
    { name: 'value', doc: 'A text or a binary string.', accepts: ['CHARACTER', 'BINARY'], variadic: true },
  ],
  nulls: 'handled',
  deterministic: true,
  infer: inferElt,
  compile: () => ({
    evaluate: (index: number | bigint | null, ...values: Value[]) =>
      index === null || Number(index) < 1 ? null : (values[Number(index) - 1] ?? null),
  }),
  examples: [
    { sql: `ELT(2, 'a', 'b')`, result: 'b' },
    { sql: `ELT(3, 'a', 'b')`, result: 'NULL' },
  ],
});
