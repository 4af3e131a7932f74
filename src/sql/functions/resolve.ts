/** Turns a call with the types of its arguments into the types they are cast to and the type of the result. */
import { castAvoidable, implicitCastAllowed } from '../types/coercion.ts';
import { inFamily } from '../types/family.ts';
import { printType } from '../types/print.ts';
import { BYTES, DOUBLE, INT, nullable, type SqlType, STRING, timestamp, withNullable } from '../types/type.ts';
import type { Argument, Call, Family, Inference, Parameter, ScalarFunction } from './define.ts';

/** What inference reads of a function. */
type Inferable = Omit<ScalarFunction, 'kind' | 'compile'>;

/** A family as a reader of a message knows it. */
const FAMILY_NAMES: Record<Family, string> = {
  ANY: 'any type',
  CHARACTER: 'a character string',
  BINARY: 'a binary string',
  NUMERIC: 'a number',
  EXACT_NUMERIC: 'an exact number',
  INTEGER: 'an integer',
  APPROXIMATE: 'FLOAT or DOUBLE',
  BOOLEAN: 'BOOLEAN',
  DATETIME: 'a date, time or timestamp',
  TIMESTAMP: 'a timestamp',
  INTERVAL: 'an interval',
  ARRAY: 'an ARRAY',
  MAP: 'a MAP',
  MULTISET: 'a MULTISET',
  ROW: 'a ROW',
  COMPARABLE: 'a comparable type',
  VARIANT: 'VARIANT',
  BITMAP: 'BITMAP',
};

/** What a family takes by implicit cast when the argument is not of it (Flink's FamilyArgumentTypeStrategy). */
const FAMILY_DEFAULTS: Partial<Record<Family, SqlType>> = {
  NUMERIC: INT,
  EXACT_NUMERIC: INT,
  INTEGER: INT,
  CHARACTER: STRING,
  BINARY: BYTES,
  APPROXIMATE: DOUBLE,
  DATETIME: timestamp(6),
  TIMESTAMP: timestamp(6),
};

type Accepted = SqlType | Family;

const candidates = (parameter: Parameter): readonly Accepted[] =>
  Array.isArray(parameter.accepts) ? (parameter.accepts as readonly Accepted[]) : [parameter.accepts as Accepted];

const describe = (accepted: Accepted): string =>
  typeof accepted === 'string' ? FAMILY_NAMES[accepted] : printType(accepted);

/** What a parameter takes, for messages: `a character string or INT`. */
export const describeParameter = (parameter: Parameter): string => candidates(parameter).map(describe).join(' or ');

/** The type of an argument, for messages; an untyped NULL is called by its name. */
export const describeType = (type: SqlType): string => (type.kind === 'NULL' ? 'an untyped NULL' : printType(type));

/** `LPAD(base, length, pad)`, optional ones in brackets. */
export function signature(fn: Pick<ScalarFunction, 'name' | 'parameters'>): string {
  const list = fn.parameters.map((p) => `${p.name}${p.variadic ? ', …' : ''}`);
  const optional = fn.parameters.findIndex((p) => p.optional);
  if (optional < 0) return `${fn.name}(${list.join(', ')})`;
  const required = list.slice(0, optional).join(', ');
  return `${fn.name}(${required}[${required === '' ? '' : ', '}${list.slice(optional).join(', ')}])`;
}

/** The type an argument is cast to for one accepted type; undefined when it does not fit. `exact` allows no cast but to a wider string. */
function match(argument: SqlType, accepted: Accepted, exact: boolean): SqlType | undefined {
  if (typeof accepted === 'string') {
    if (argument.kind === 'NULL') return accepted === 'ANY' ? argument : undefined;
    if (inFamily(argument, accepted)) return argument;
    const wanted = FAMILY_DEFAULTS[accepted];
    if (exact || wanted === undefined || !implicitCastAllowed(argument, wanted)) return undefined;
    return withNullable(wanted, argument.nullable);
  }
  if (argument.kind === 'NULL') return exact ? undefined : nullable(accepted);
  if (castAvoidable(argument, accepted)) return argument;
  return !exact && implicitCastAllowed(argument, accepted) ? withNullable(accepted, argument.nullable) : undefined;
}

function matchParameter(argument: SqlType, parameter: Parameter): SqlType | undefined {
  const list = candidates(parameter);
  for (const exact of [true, false]) {
    for (const accepted of list) {
      const type = match(argument, accepted, exact);
      if (type !== undefined) return type;
    }
  }
  return undefined;
}

const countText = (count: number): string => `${count} argument${count === 1 ? '' : 's'}`;

/** The parameter an argument belongs to, or a message when the number of arguments is wrong. */
function parametersOf(fn: Inferable, count: number): readonly Parameter[] | string {
  const required = fn.parameters.filter((p) => !p.optional).length;
  const variadic = fn.parameters.at(-1)?.variadic === true;
  if (count < required || (count > fn.parameters.length && !variadic)) {
    const most = variadic ? `at least ${countText(required)}` : undefined;
    const range =
      required === fn.parameters.length ? countText(required) : `${required} to ${countText(fn.parameters.length)}`;
    return `function ${fn.name} takes ${most ?? range}, found ${count}`;
  }
  const last = fn.parameters.length - 1;
  return Array.from({ length: count }, (_, i) => fn.parameters[Math.min(i, last)]!);
}

/** Whether a call with these arguments can be NULL, by the function's own rule. */
export function nullabilityOf(fn: Inferable, returns: SqlType, args: readonly SqlType[]): boolean {
  if (fn.returnsNull === 'always') return true;
  if (fn.returnsNull === 'never') return false;
  return fn.nulls === 'propagate' ? args.some((type) => type.nullable) : returns.nullable;
}

function checkArgument(argument: Argument, parameter: Parameter, fn: Inferable, index: number): SqlType | Inference {
  const type = matchParameter(argument.type, parameter);
  const where = `argument ${index + 1} (${parameter.name}) of ${fn.name}`;
  if (type === undefined) {
    return {
      ok: false,
      argument: index,
      message: `${where} must be ${describeParameter(parameter)}, found ${describeType(argument.type)}`,
      hint:
        argument.type.kind === 'NULL' ? 'give the NULL a type: CAST(NULL AS …)' : `the function is ${signature(fn)}`,
    };
  }
  if (parameter.constant && argument.constant === undefined) {
    return { ok: false, argument: index, message: `${where} must be a constant` };
  }
  return type;
}

/**
 * The binder's question about a call. `fn.infer` answers it where a function has one; else it follows from `parameters`,
 * `returns`, `nulls` and `returnsNull`: an argument fits a plain type when it casts to it implicitly (an untyped NULL always
 * does), and a family when it is of it or casts implicitly to the family's usual type (an untyped NULL never does).
 */
export function infer(fn: Inferable, call: Call): Inference {
  if (fn.infer) return fn.infer(call);
  const parameters = parametersOf(fn, call.args.length);
  if (typeof parameters === 'string')
    return { ok: false, message: parameters, hint: `the function is ${signature(fn)}` };
  const types: SqlType[] = [];
  for (const [i, argument] of call.args.entries()) {
    const type = checkArgument(argument, parameters[i]!, fn, i);
    if ('ok' in type) return type;
    types.push(type);
  }
  const typed = { ...call, args: call.args.map((argument, i) => ({ ...argument, type: types[i]! })) };
  const returns = typeof fn.returns === 'function' ? fn.returns(typed) : fn.returns;
  if (returns === undefined) throw new Error(`function ${fn.name} has neither returns nor infer`);
  return { ok: true, arguments: types, returns: withNullable(returns, nullabilityOf(fn, returns, types)) };
}
