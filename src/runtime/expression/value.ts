/** Bound expressions -> lines that compute JavaScript values. */

import type { Expression, FunctionCall, Literal } from '../../planner/physical/expression.ts';
import type { ScalarFunction, TypedCall } from '../../sql/functions/define.ts';
import { evaluator } from '../../sql/functions/evaluator.ts';
import type { SqlType } from '../../sql/types/type.ts';
import { columnCardinality, columnNull, columnTerm, decoded } from './columns.ts';
import type { Generator, Term } from './generator.ts';
import { lazyTerm } from './lazy.ts';
import { canSlice, isCharacter, sliceComparison, sliceOf } from './slice.ts';
import { isWritten } from './text/lower.ts';
import { textMeasure } from './text/measure.ts';
import { textReading } from './text/parse.ts';

export const NULL_TERM: Term = { isNull: 'true', value: 'null' };

export function termOf(g: Generator, expression: Expression): Term {
  return g.term(expression, () => {
    if (expression.kind === 'literal') return literalTerm(g, expression);
    if (expression.kind === 'column') return columnTerm(g, expression);
    return callTerm(g, expression);
  });
}

/** Whether it is NULL, without making the value where that can be had apart. */
export function nullOf(g: Generator, expression: Expression): string {
  if (expression.kind === 'column') return columnNull(g, expression);
  if (expression.kind === 'call' && canSlice(g, expression)) {
    const name = g.fresh('n');
    g.line(`const ${name} = ${sliceOf(g, expression).length} < 0;`);
    return name;
  }
  return termOf(g, expression).isNull;
}

export function literalTerm(g: Generator, literal: Literal): Term {
  const { value } = literal;
  if (value === null) return NULL_TERM;
  if (typeof value === 'boolean') return { isNull: 'false', value: String(value) };
  if (typeof value === 'number' && Number.isInteger(value) && !Object.is(value, -0))
    return { isNull: 'false', value: value < 0 ? `(${value})` : String(value) };
  return { isNull: 'false', value: g.bind(value) };
}

function callTerm(g: Generator, call: FunctionCall): Term {
  const lazy = lazyTerm(g, call);
  if (lazy) return lazy;
  if (call.name === 'IS NULL' || call.name === 'IS NOT NULL') {
    const isNull = nullOf(g, call.args[0]!);
    return { isNull: 'false', value: call.name === 'IS NULL' ? isNull : `(!${isNull})` };
  }
  const [first] = call.args;
  if (
    call.name === 'CARDINALITY' &&
    first?.kind === 'column' &&
    (first.type.kind === 'ARRAY' || first.type.kind === 'MAP')
  )
    return columnCardinality(g, first);
  const compared = sliceComparison(g, call);
  if (compared) return compared;
  const ofBytes = textMeasure(g, call) ?? textReading(g, call);
  if (ofBytes) return ofBytes;
  if (!isWritten(call) && canSlice(g, call)) return decodedSlice(g, call);
  return functionTerm(g, call);
}

function decodedSlice(g: Generator, call: FunctionCall): Term {
  const { pointer, length } = sliceOf(g, call);
  const isNull = g.fresh('n');
  const value = g.fresh('v');
  g.line(
    `const ${isNull} = ${length} < 0, ${value} = ${isNull} ? null : ${decoded(isCharacter(call.type), pointer, length)};`,
  );
  return { isNull, value };
}

export function typedCallOf(g: Generator, fn: ScalarFunction, call: FunctionCall): TypedCall {
  const args = call.args.map((arg) => ({
    type: arg.type,
    literal: arg.kind === 'literal',
    span: arg.span,
    ...(arg.kind === 'literal' ? { constant: { value: arg.value } } : {}),
  }));
  return { name: fn.name, args, options: call.options, session: g.env.session, returns: call.type };
}

/** The per-row part of a function that has one, for lines that leave some rows to it. */
export function evaluateOf(g: Generator, call: FunctionCall): (...args: never[]) => unknown {
  const fn = g.env.functions.scalar(call.name)!;
  const compiled = fn.compile(typedCallOf(g, fn, call));
  if (!('evaluate' in compiled)) throw new Error(`assertion: ${call.name} has no evaluate`);
  return compiled.evaluate;
}

function functionTerm(g: Generator, call: FunctionCall): Term {
  const fn = g.env.functions.scalar(call.name);
  if (!fn) throw new Error(`assertion: no function ${call.name}`);
  const terms = call.args.map((arg) => termOf(g, arg));
  const compiled = fn.compile(typedCallOf(g, fn, call));
  const handled = fn.nulls === 'handled';
  const args = handled ? terms.map((t) => nullableText(t)) : terms.map((t) => t.value);
  const nulls = handled ? [] : [...new Set(terms.map((t) => t.isNull).filter((n) => n !== 'false'))];
  if (nulls.includes('true')) return NULL_TERM;
  const text = 'code' in compiled ? compiled.code(args, g.bind) : `${g.bind(compiled.evaluate)}(${args.join(', ')})`;
  const isNull = g.fresh('n');
  const value = g.fresh('v');
  if (nulls.length === 0) {
    g.mark(call.span);
    g.line(`const ${value} = ${text}, ${isNull} = ${value} === null;`);
    return { isNull, value };
  }
  g.line(`let ${isNull} = ${nulls.join(' || ')}, ${value} = ${initialText(call.type)};`);
  g.block(`if (!${isNull}) {`, () => {
    g.mark(call.span);
    g.line(`${value} = ${text}; ${isNull} = ${value} === null;`);
  });
  return { isNull, value };
}

/** The value, or null where it is NULL. */
export const nullableText = (term: Term): string =>
  term.isNull === 'false' ? term.value : term.isNull === 'true' ? 'null' : `(${term.isNull} ? null : ${term.value})`;

/** A first value of the type's own representation, so that the variable keeps one. */
export function initialText(type: SqlType): string {
  switch (type.kind) {
    case 'BOOLEAN':
      return 'false';
    case 'TINYINT':
    case 'SMALLINT':
    case 'INT':
    case 'DATE':
    case 'TIME':
    case 'INTERVAL_YEAR_MONTH':
    case 'INTERVAL_DAY_TIME':
      return '0';
    case 'FLOAT':
    case 'DOUBLE':
      return '0.1';
    case 'BIGINT':
    case 'DECIMAL':
      return '0n';
    default:
      return 'null';
  }
}

export { evaluator };
