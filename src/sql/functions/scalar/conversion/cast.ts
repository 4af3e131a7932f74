/** CAST and TRY_CAST; the target type is the option `type`, a cast that the binder wrote has the option `implicit`, `lenient` in a test of equality. */
import { castAllowed, castHint, castRefusal } from '../../../types/cast/allowed.ts';
import { compileCast } from '../../../types/cast/compile.ts';
import { castAvoidable } from '../../../types/coercion.ts';
import { isBinary, isCharacter, isDatetime, isInterval, isNumeric, isTimestamp } from '../../../types/family.ts';
import { nullable, type SqlType, withNullable } from '../../../types/type.ts';
import {
  type Argument,
  type Call,
  type Inference,
  type ScalarFunction,
  scalarFunction,
  type TypedCall,
} from '../../define.ts';
import { refused, typed, wrongCount } from '../../infer.ts';

/** Casts that Flink's validator lets through and its code generation refuses. */
const isRefusedLate = (from: SqlType, to: SqlType): boolean =>
  (isNumeric(from) && isTimestamp(to)) ||
  (isTimestamp(from) && isNumeric(to)) ||
  (isBinary(from) && isDatetime(to)) ||
  (isCharacter(from) && (isInterval(to) || to.kind === 'ARRAY'));

/** A constant NULL never gets to the code generation. */
const isNullCast = ({ constant, type }: Argument, to: SqlType): boolean =>
  constant?.value === null && isRefusedLate(type, to);

const targetOf = (call: Call): SqlType => call.options['type'] as SqlType;

function inferCast(call: Call): Inference {
  const count = wrongCount(call, 1);
  if (count) return count;
  const from = call.args[0]!.type;
  const to = targetOf(call);
  if (castAllowed(from, to) === 'no' && !(call.name === 'CAST' && isNullCast(call.args[0]!, to)))
    return refused(castRefusal(from, to), 0, castHint(from, to));
  const argument = from.kind === 'NULL' ? nullable(to) : from;
  return typed([argument], withNullable(to, argument.nullable || call.name === 'TRY_CAST'));
}

/** Casts between numbers that one JavaScript expression does. */
const NUMBER_CASTS: Readonly<Record<string, (a: string) => string>> = {
  'TINYINT SMALLINT': (a) => a,
  'TINYINT INT': (a) => a,
  'SMALLINT INT': (a) => a,
  'SMALLINT TINYINT': (a) => `(${a} << 24 >> 24)`,
  'INT TINYINT': (a) => `(${a} << 24 >> 24)`,
  'INT SMALLINT': (a) => `(${a} << 16 >> 16)`,
  'TINYINT BIGINT': (a) => `BigInt(${a})`,
  'SMALLINT BIGINT': (a) => `BigInt(${a})`,
  'INT BIGINT': (a) => `BigInt(${a})`,
  'BIGINT INT': (a) => `Number(BigInt.asIntN(32, ${a}))`,
  'TINYINT DOUBLE': (a) => a,
  'SMALLINT DOUBLE': (a) => a,
  'INT DOUBLE': (a) => a,
  'BIGINT DOUBLE': (a) => `Number(${a})`,
  'FLOAT DOUBLE': (a) => a,
  'TINYINT FLOAT': (a) => a,
  'SMALLINT FLOAT': (a) => a,
  'INT FLOAT': (a) => `Math.fround(${a})`,
  'DOUBLE FLOAT': (a) => `Math.fround(${a})`,
};

function compile(call: TypedCall): ReturnType<ScalarFunction['compile']> {
  const from = call.args[0]!.type;
  const to = targetOf(call);
  if (castAvoidable(from, to)) return { code: ([a]) => a! };
  const isValue = (call.args[0]!.constant?.value ?? null) !== null;
  if (castAllowed(from, to) === 'no' && isRefusedLate(from, to) && !isValue) return { evaluate: () => null };
  const simple = NUMBER_CASTS[`${from.kind} ${to.kind}`];
  if (simple) return { code: ([a]) => simple(a!) };
  const cast = compileCast(from, to, {
    session: call.session,
    try: call.name === 'TRY_CAST',
    implicit: call.options['lenient'] === true,
  });
  return { evaluate: cast };
}

const castFunction = (
  name: 'CAST' | 'TRY_CAST',
  summary: string,
  examples: ScalarFunction['examples'],
): ScalarFunction =>
  scalarFunction({
    name,
    category: 'conversion',
    summary,
    syntax: [`${name}(value AS type)`],
    parameters: [{ name: 'value', doc: 'The value to convert.', accepts: 'ANY' }],
    nulls: 'propagate',
    deterministic: true,
    infer: inferCast,
    compile,
    examples,
  });

export const cast = castFunction('CAST', 'A value as another type; text that is not of that type fails.', [
  { sql: "CAST('42' AS INT)", result: '42' },
  { sql: "CAST('4.7' AS INT)", result: '4' },
  { sql: 'CAST(300 AS TINYINT)', result: '44' },
  { sql: "CAST('abcd' AS CHAR(3))", result: 'abc' },
]);

export const tryCast = castFunction('TRY_CAST', 'A value as another type, NULL where CAST would fail.', [
  { sql: "TRY_CAST('x' AS INT)", result: 'NULL' },
  { sql: "TRY_CAST('42' AS INT)", result: '42' },
]);
