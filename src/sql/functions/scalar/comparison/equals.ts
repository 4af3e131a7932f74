/** `=`, `<>`, `IS DISTINCT FROM` and `IS NOT DISTINCT FROM`. */
import { compileCast } from '../../../types/cast/compile.ts';
import { equality } from '../../../types/equality.ts';
import { isCharacter, isDatetime, isNumeric } from '../../../types/family.ts';
import { printType } from '../../../types/print.ts';
import { BOOLEAN, notNull, nullable, type SqlType } from '../../../types/type.ts';
import type { Value } from '../../../types/value.ts';
import {
  type Call,
  type Inference,
  type Parameter,
  type ScalarFunction,
  scalarFunction,
  type TypedCall,
} from '../../define.ts';
import { booleanOf, refused, typed, typesOf, wrongCount } from '../../infer.ts';
import { equalCode } from './code.ts';
import { equalityOperands } from './operands.ts';
import { rowEquality } from './rows.ts';
import { pairEquality } from './unlike.ts';

const PARAMETERS: readonly Parameter[] = [
  { name: 'left', doc: 'A value of any comparable type.', accepts: 'COMPARABLE' },
  { name: 'right', doc: 'A value of a type comparable with it.', accepts: 'COMPARABLE' },
];

/** Operands of one type; a hint where text meets a number. */
function inferEquality(call: Call): Inference {
  const count = wrongCount(call, 2);
  if (count) return count;
  const operands = equalityOperands(call.args[0]!.type, call.args[1]!.type, call.name);
  if ('problem' in operands && nullBesideText(call)) return typed(typesOf(call), nullable(BOOLEAN));
  if ('problem' in operands) return refused(operands.problem, undefined, 'CAST one side to the type of the other');
  return unreadableLiteral(call, operands.types) ?? typed(operands.types, booleanOf(operands.types));
}

/** Text beside a number or BOOLEAN fails in Flink's code generation only, where a constant NULL never gets. */
export function nullBesideText({ args }: Call): boolean {
  const [a, b] = args.map(({ type }) => type) as [SqlType, SqlType];
  const plain = (type: SqlType): boolean => isNumeric(type) || type.kind === 'BOOLEAN';
  return (
    args.some(({ constant }) => constant?.value === null) &&
    ((isCharacter(a) && plain(b)) || (plain(a) && isCharacter(b)))
  );
}

/** A text literal beside a date or time must be one; text from columns that is none equals nothing. */
function unreadableLiteral(call: Call, types: readonly SqlType[]): Inference | undefined {
  const at = call.args.findIndex(
    ({ literal, constant, type }, i) =>
      literal &&
      constant?.value != null &&
      isCharacter(type) &&
      isDatetime(types[i]!) &&
      compileCast(type, types[i]!, { session: call.session, try: true })(constant.value) === null,
  );
  if (at < 0) return undefined;
  return refused(`'${String(call.args[at]!.constant!.value)}' cannot be read as ${printType(types[at]!)}`, at);
}

/** Where both sides are constants, the same NaN equals itself: the planner has simplified `x = x` by then. */
const bothConstant = (call: Call): boolean => call.args.every((argument) => argument.constant !== undefined);

const unlikeOperands = (call: TypedCall): ((a: Value, b: Value) => boolean) | undefined => {
  const [a, b] = typesOf(call) as [SqlType, SqlType];
  return pairEquality(a, b, call.session);
};

const equalityOperator = (name: '=' | '<>', summary: string, examples: ScalarFunction['examples']): ScalarFunction =>
  scalarFunction({
    name,
    category: 'comparison',
    summary,
    syntax: [`left ${name} right`],
    parameters: PARAMETERS,
    nulls: 'propagate',
    deterministic: true,
    infer: inferEquality,
    compile(call) {
      const { type } = call.args[0]!;
      const negated = name === '<>';
      const unlike = unlikeOperands(call);
      if (unlike) return { evaluate: (a: Value, b: Value) => unlike(a, b) !== negated };
      if (type.kind === 'ROW' && !negated) return { evaluate: rowEquality(type) };
      if ((type.kind === 'DOUBLE' || type.kind === 'FLOAT') && bothConstant(call)) {
        const equals = equality(type);
        return { evaluate: (a: Value, b: Value) => equals(a, b) !== negated };
      }
      return {
        code: ([a, b], bind) => (negated ? `!${equalCode(type, a!, b!, bind)}` : equalCode(type, a!, b!, bind)),
      };
    },
    examples,
  });

export const equals = equalityOperator('=', 'Whether two values are equal.', [
  { sql: "'a' = 'a'", result: 'TRUE' },
  { sql: "CAST('a' AS CHAR(3)) = 'a'", result: 'FALSE' },
]);

export const notEquals = equalityOperator('<>', 'Whether two values differ.', [{ sql: '1 <> 2', result: 'TRUE' }]);

const distinctOperator = (name: 'IS DISTINCT FROM' | 'IS NOT DISTINCT FROM', summary: string): ScalarFunction =>
  scalarFunction({
    name,
    category: 'comparison',
    summary,
    syntax: [`left ${name} right`],
    parameters: PARAMETERS,
    nulls: 'handled',
    deterministic: true,
    infer(call) {
      const inference = inferEquality(call);
      return inference.ok ? typed(inference.arguments, notNull(BOOLEAN)) : inference;
    },
    compile(call) {
      const same = unlikeOperands(call) ?? equality(call.args[0]!.type);
      const distinct = name === 'IS DISTINCT FROM';
      return {
        evaluate: (a: Value, b: Value) => (a === null || b === null ? a !== b : !same(a, b)) === distinct,
      };
    },
    examples: [
      { sql: `1 ${name} NULL`, result: name === 'IS DISTINCT FROM' ? 'TRUE' : 'FALSE' },
      { sql: `1 ${name} 1`, result: name === 'IS DISTINCT FROM' ? 'FALSE' : 'TRUE' },
    ],
  });

export const isDistinctFrom = distinctOperator(
  'IS DISTINCT FROM',
  'Whether two values differ, NULL being a value equal to itself; never NULL.',
);
export const isNotDistinctFrom = distinctOperator(
  'IS NOT DISTINCT FROM',
  'Whether two values are equal, NULL being a value equal to itself; never NULL.',
);
