/** COALESCE, IFNULL, NULLIF and IF. */
import { compileCast } from '../../../types/cast/compile.ts';
import { childTypes } from '../../../types/children.ts';
import { castAvoidable, implicitCastAllowed } from '../../../types/coercion.ts';
import { commonType, leastRestrictive } from '../../../types/common.ts';
import { equality } from '../../../types/equality.ts';
import { isBinary, isCharacter, isDatetime, isInterval, isNumeric, isTimestamp } from '../../../types/family.ts';
import { printType } from '../../../types/print.ts';
import { nullable, type SqlType, withNullable } from '../../../types/type.ts';
import type { Value } from '../../../types/value.ts';
import { type Call, type Inference, scalarFunction, type TypedCall } from '../../define.ts';
import { anyNullable, foundTypes, refused, typed, typesOf, untypedNull, wrongCount } from '../../infer.ts';
import { nullBesideText } from '../comparison/equals.ts';
import { equalityOperands } from '../comparison/operands.ts';
import { pairEquality } from '../comparison/unlike.ts';

const isNullable = (type: SqlType): boolean => type.nullable || type.kind === 'NULL';

const noCommonType = (call: Call): Inference =>
  call.args.every(({ type }) => type.kind === 'NULL')
    ? refused('illegal use of an untyped NULL', 0, 'give it a type: CAST(NULL AS …)')
    : refused(
        `the arguments of ${call.name} have no common type, found ${foundTypes(typesOf(call))}`,
        undefined,
        'CAST them to one type',
      );

/** The refusal of an argument that the common type takes by no implicit cast: a number beside a date. */
function unfit(call: Call, common: SqlType): Inference | undefined {
  const at = call.args.findIndex(({ type }) => type.kind !== 'NULL' && !implicitCastAllowed(type, common));
  if (at < 0) return undefined;
  const found = printType(call.args[at]!.type);
  return refused(`argument ${at + 1} of ${call.name} must be ${printType(common)}, found ${found}`, at, 'CAST it');
}

/** Each argument as the common type, with its own nullability. */
const asCommon = (common: SqlType, types: readonly SqlType[]): readonly SqlType[] =>
  types.map((type) => withNullable(common, isNullable(type)));

const firstNotNull = (...values: Value[]): Value => values.find((value) => value !== null) ?? null;

export const coalesce = scalarFunction({
  name: 'COALESCE',
  category: 'conditional',
  summary: 'The first argument that is not NULL.',
  parameters: [{ name: 'value', doc: 'Values of types that have a common one.', accepts: 'ANY', variadic: true }],
  nulls: 'handled',
  deterministic: true,
  infer(call) {
    const count = wrongCount(call, 1, Number.POSITIVE_INFINITY);
    if (count) return count;
    const types = typesOf(call);
    const common = commonType(types);
    if (common === undefined) return noCommonType(call);
    return unfit(call, common) ?? typed(asCommon(common, types), withNullable(common, types.every(isNullable)));
  },
  compile: () => ({ evaluate: firstNotNull }),
  examples: [{ sql: 'COALESCE(CAST(NULL AS INT), 1, 2)', result: '1' }],
});

export const ifNull = scalarFunction({
  name: 'IFNULL',
  category: 'conditional',
  summary: 'The first argument, or the second where the first is NULL.',
  parameters: [
    { name: 'value', doc: 'The value.', accepts: 'ANY' },
    { name: 'replacement', doc: 'What stands for NULL.', accepts: 'ANY' },
  ],
  nulls: 'handled',
  deterministic: true,
  infer(call) {
    const count = wrongCount(call, 2);
    if (count) return count;
    const types = typesOf(call);
    const common = commonType(types);
    if (common === undefined) return noCommonType(call);
    const wrong = unfit(call, common);
    if (wrong) return wrong;
    const [value, replacement] = types as [SqlType, SqlType];
    // A value that is never NULL is never replaced; text and bytes keep their length, collections a narrower element.
    if (!isNullable(value)) {
      const isPlain = isCharacter(value) || isBinary(value) || isInterval(value);
      const isKept = isPlain || (childTypes(value).length > 0 && castAvoidable(value, common));
      const kept = isKept ? value : withNullable(common, false);
      return typed([kept, withNullable(common, isNullable(replacement))], kept);
    }
    return typed(asCommon(common, types), withNullable(common, isNullable(replacement)));
  },
  compile: () => ({ evaluate: firstNotNull }),
  examples: [{ sql: "IFNULL(CAST(NULL AS STRING), 'none')", result: 'none' }],
});

/** Equality of two values of possibly different types, the first being kept as it is. */
function nullIfEqual(call: TypedCall): (a: Value, b: Value) => Value {
  const [left, right] = typesOf(call) as [SqlType, SqlType];
  const operands = equalityOperands(left, right);
  // A constant NULL beside a type that text does not compare with: they are never equal.
  if ('problem' in operands) return (a) => a;
  const { session } = call;
  // Text of a column that is no date or time is equal to none, a constant must be one.
  const castTo = (from: SqlType, to: SqlType, at: number): ((value: Value) => Value) =>
    castAvoidable(from, to)
      ? (value) => value
      : compileCast(from, to, { session, implicit: call.args[at]!.constant === undefined });
  const asLeft = castTo(left, operands.types[0], 0);
  const asRight = castTo(right, operands.types[1], 1);
  const [x, y] = operands.types;
  const equals = pairEquality(x, y, session) ?? equality(x);
  return (a, b) => {
    if (a === null || b === null) return a;
    const x = asLeft(a);
    const y = asRight(b);
    return x !== null && y !== null && equals(x, y) ? null : a;
  };
}

export const nullIf = scalarFunction({
  name: 'NULLIF',
  category: 'conditional',
  summary: 'NULL when the two arguments are equal, else the first.',
  parameters: [
    { name: 'value', doc: 'The value.', accepts: 'COMPARABLE' },
    { name: 'other', doc: 'What it must not be.', accepts: 'COMPARABLE' },
  ],
  nulls: 'handled',
  deterministic: true,
  infer(call) {
    const count = wrongCount(call, 2);
    if (count) return count;
    const [value, other] = typesOf(call) as [SqlType, SqlType];
    if (value.kind === 'NULL') return noCommonType({ ...call, args: [call.args[0]!] });
    const operands = equalityOperands(value, other);
    if ('problem' in operands && !nullBesideText(call)) return refused(operands.problem);
    return typed([value, other.kind === 'NULL' ? nullable(value) : other], nullable(value));
  },
  compile: (call) => ({ evaluate: nullIfEqual(call) }),
  examples: [
    { sql: 'NULLIF(5, 5)', result: 'NULL' },
    { sql: 'NULLIF(5, 0)', result: '5' },
  ],
});

/** Kinds of values that IF chooses between; both must be of one. */
const BRANCHES: readonly ((type: SqlType) => boolean)[] = [
  isNumeric,
  isCharacter,
  isBinary,
  isTimestamp,
  (type) => type.kind === 'BOOLEAN',
  (type) => type.kind === 'DATE',
  (type) => type.kind === 'TIME',
];

/** The type of IF: dates and times have that of the first branch. */
function branchType(then: SqlType, otherwise: SqlType): SqlType | undefined {
  const fits = BRANCHES.some((isKind) => isKind(then) && isKind(otherwise));
  if (!fits) return undefined;
  return isDatetime(then) ? then : leastRestrictive([then, otherwise]);
}

export const ifFunction = scalarFunction({
  name: 'IF',
  category: 'conditional',
  summary: 'One of two values as a condition holds or not; a condition that is NULL does not hold.',
  parameters: [
    { name: 'condition', doc: 'The condition.', accepts: 'BOOLEAN' },
    { name: 'then', doc: 'The value where it is TRUE.', accepts: 'ANY' },
    { name: 'else', doc: 'The value where it is FALSE or NULL.', accepts: 'ANY' },
  ],
  nulls: 'handled',
  deterministic: true,
  infer(call) {
    const problem = wrongCount(call, 3) ?? untypedNull(call.args);
    if (problem) return problem;
    const [condition, ...branches] = typesOf(call) as [SqlType, SqlType, SqlType];
    if (condition.kind !== 'BOOLEAN')
      return refused(`argument 1 (condition) of IF must be BOOLEAN, found ${printType(condition)}`, 0);
    const common = branchType(branches[0], branches[1]);
    if (common === undefined) {
      const takes = 'IF chooses between two numbers, texts, binary strings, BOOLEANs, dates, times or timestamps';
      return refused(`${takes}, found ${foundTypes(branches)}`, 1, 'CASE WHEN … THEN … ELSE … END takes any type');
    }
    return typed(
      [condition, ...asCommon(common, branches)],
      withNullable(common, anyNullable([condition, ...branches])),
    );
  },
  compile: () => ({
    evaluate: (condition: Value, then: Value, otherwise: Value) => (condition === true ? then : otherwise),
  }),
  examples: [{ sql: "IF(1 > 2, 'yes', 'no')", result: 'no' }],
});
