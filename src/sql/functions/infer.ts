/** Small pieces for functions that infer by hand. */
import { printType } from '../types/print.ts';
import { BOOLEAN, type SqlType, withNullable } from '../types/type.ts';
import type { Argument, Call, Inference } from './define.ts';

export const refused = (message: string, argument?: number, hint?: string): Inference => ({
  ok: false,
  message,
  ...(argument === undefined ? {} : { argument }),
  ...(hint === undefined ? {} : { hint }),
});

export const typed = (args: readonly SqlType[], returns: SqlType): Inference => ({
  ok: true,
  arguments: args,
  returns,
});

export const typesOf = (call: Call): readonly SqlType[] => call.args.map((argument) => argument.type);

/** NULL when any of the types may be. */
export const anyNullable = (types: readonly SqlType[]): boolean =>
  types.some((type) => type.nullable || type.kind === 'NULL');

/** Calcite's SqlTypeUtil.containsNullable: a row counts as NULL when one of its fields may be, however deep. */
const containsNullable = (type: SqlType): boolean =>
  type.nullable ||
  type.kind === 'NULL' ||
  ((type.kind === 'ROW' || type.kind === 'STRUCTURED') && type.fields.some((field) => containsNullable(field.type)));

/** BOOLEAN, NULL when any of the types or of the fields of rows may be. */
export const booleanOf = (types: readonly SqlType[]): SqlType => withNullable(BOOLEAN, types.some(containsNullable));

/** What an operator between two operands was given: `INT + STRING`. */
export const operandsText = (operator: string, left: SqlType, right: SqlType): string =>
  `${nameOf(left)} ${operator} ${nameOf(right)}`;

const nameOf = (type: SqlType): string => (type.kind === 'NULL' ? 'untyped NULL' : printType(type));

/** `INT, DATE and STRING`: what was given, for messages. */
export function foundTypes(types: readonly SqlType[]): string {
  const names = types.map(nameOf);
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

/** The first argument that is a NULL without a type: Calcite refuses those wherever nothing tells their type. */
export function untypedNull(args: readonly Argument[]): Inference | undefined {
  const at = args.findIndex((argument) => argument.type.kind === 'NULL');
  return at < 0 ? undefined : refused('illegal use of an untyped NULL', at, 'give it a type: CAST(NULL AS …)');
}

/** Whether the argument count is within bounds; else the refusal. */
export function wrongCount(call: Call, min: number, max = min): Inference | undefined {
  const count = call.args.length;
  if (count >= min && count <= max) return undefined;
  const wanted = min === max ? `${min}` : max === Number.POSITIVE_INFINITY ? `at least ${min}` : `${min} to ${max}`;
  return refused(
    `function ${call.name} takes ${wanted} argument${wanted.endsWith(' 1') || wanted === '1' ? '' : 's'}, found ${count}`,
  );
}

/** A constant NULL among the arguments: Flink's planner folds such a call away before its code generation could refuse it. */
export const hasConstantNull = (call: Call): boolean => call.args.some(({ constant }) => constant?.value === null);
