/** Strings and binaries as bytes in memory: what is only passed on, chosen or compared is never decoded. */

import type { Expression, FunctionCall, Literal } from '../../planner/physical/expression.ts';
import type { SqlType } from '../../sql/types/type.ts';
import { layoutOf } from '../batch/column.ts';
import { equalBytes, findEntry } from './access.ts';
import { columnSlice } from './columns.ts';
import type { Generator, Slice, Term } from './generator.ts';
import { chosenSlice } from './lazy.ts';
import { precomputedSlice } from './precomputed.ts';
import { textLowering } from './text/lower.ts';
import { termOf } from './value.ts';

export const isCharacter = (type: SqlType): boolean => type.kind === 'CHAR' || type.kind === 'VARCHAR';
export const isBytes = (type: SqlType): boolean => layoutOf(type) === 'bytes';

const CHOICES: ReadonlySet<string> = new Set(['CASE', 'IF', 'COALESCE', 'IFNULL']);

/** Whether the expression's bytes can be had without making a JavaScript string. */
export function canSlice(g: Generator, expression: Expression): boolean {
  if (!isBytes(expression.type)) return expression.kind === 'literal' && expression.value === null;
  if (expression.kind !== 'call') return true;
  if (CHOICES.has(expression.name)) return results(expression).every((arg) => canSlice(g, arg));
  if (isWidening(expression)) return canSlice(g, expression.args[0]!);
  return (
    isMapAccess(expression) ||
    precomputedSlice(g, expression) !== undefined ||
    textLowering(g, expression) !== undefined
  );
}

const results = (call: FunctionCall): readonly Expression[] => {
  if (call.name === 'IF') return call.args.slice(1);
  if (call.name === 'CASE') return call.args.filter((_, i) => i % 2 === 1 || i === call.args.length - 1);
  return call.args;
};

/** A cast to a type that holds every value of the first as it is: VARCHAR(3) to STRING, CHAR(3) to VARCHAR(5). */
function isWidening(call: FunctionCall): boolean {
  if (call.name !== 'CAST' || call.args.length !== 1) return false;
  const from = call.args[0]!.type;
  const to = call.type;
  const text = (from.kind === 'CHAR' || from.kind === 'VARCHAR') && to.kind === 'VARCHAR';
  const binary = (from.kind === 'BINARY' || from.kind === 'VARBINARY') && to.kind === 'VARBINARY';
  return (text || binary) && 'length' in from && 'length' in to && from.length <= to.length;
}

/** `column['key']` of a MAP whose keys and values are bytes. */
function isMapAccess(call: FunctionCall): boolean {
  const [map, key] = call.args;
  return (
    call.name === '[]' &&
    call.options.outermost === undefined &&
    map?.kind === 'column' &&
    map.type.kind === 'MAP' &&
    isCharacter(map.type.key) &&
    isBytes(map.type.value) &&
    key?.kind === 'literal' &&
    typeof key.value === 'string'
  );
}

export function sliceOf(g: Generator, expression: Expression): Slice {
  return g.slice(expression, () => {
    if (expression.kind === 'literal') return literalSlice(g, expression);
    if (expression.kind === 'column') return columnSlice(g, expression);
    const precomputed = precomputedSlice(g, expression);
    if (precomputed) return precomputed;
    if (!canSlice(g, expression)) return encodedSlice(g, expression);
    if (CHOICES.has(expression.name)) return chosenSlice(g, expression);
    if (isWidening(expression)) return sliceOf(g, expression.args[0]!);
    if (isMapAccess(expression)) return mapAccessSlice(g, expression);
    return textLowering(g, expression)!();
  });
}

/** A constant's bytes are put into memory once and stay. */
function literalSlice(g: Generator, literal: Literal): Slice {
  if (literal.value === null) return { pointer: '0', length: '-1' };
  const bytes = typeof literal.value === 'string' ? Buffer.from(literal.value, 'utf8') : (literal.value as Uint8Array);
  const { memory } = g.env;
  const address = memory.allocate(bytes.length);
  memory.u8.set(bytes, address);
  return { pointer: String(address), length: String(bytes.length) };
}

function mapAccessSlice(g: Generator, call: FunctionCall): Slice {
  const [map, key] = call.args as [Extract<Expression, { kind: 'column' }>, Literal];
  const at = (part: string, text: string) => g.prologue(`c${map.index}_${part}`, `columns[${map.index}].${text} >> 2`);
  const wanted = literalSlice(g, key);
  const entry = g.fresh('e');
  const pointer = g.fresh('p');
  const length = g.fresh('l');
  const starts = at('starts', 'starts');
  const lengths = at('lengths', 'lengths');
  g.line(
    `const ${entry} = ${g.bind(findEntry)}(u8, i32, i32[${starts} + row], i32[${lengths} + row], ${at('keyPointers', 'keys.pointers')}, ${at('keyLengths', 'keys.lengths')}, ${wanted.pointer}, ${wanted.length});`,
  );
  g.line(
    `const ${length} = ${entry} < 0 ? -1 : i32[${at('valueLengths', 'values.lengths')} + ${entry}], ${pointer} = ${entry} < 0 ? 0 : i32[${at('valuePointers', 'values.pointers')} + ${entry}];`,
  );
  return { pointer, length };
}

function encodedSlice(g: Generator, expression: Expression): Slice {
  const term = termOf(g, expression);
  if (term.isNull === 'true') return { pointer: '0', length: '-1' };
  const pointer = g.fresh('p');
  const length = g.fresh('l');
  const write = isCharacter(expression.type) ? 'text' : 'bytes';
  g.line(`let ${pointer} = 0, ${length} = -1;`);
  g.line(`if (!${term.isNull}) { ${pointer} = writer.${write}(${term.value}); ${length} = writer.length; }`);
  return { pointer, length };
}

/** `=` and `<>` of texts or binaries whose bytes are at hand. CHAR is not padded for comparison, so bytes decide. */
export function sliceComparison(g: Generator, call: FunctionCall): Term | undefined {
  if (call.name !== '=' && call.name !== '<>') return undefined;
  const [left, right] = call.args as [Expression, Expression];
  if (!isBytes(left.type) || !isBytes(right.type) || !canSlice(g, left) || !canSlice(g, right)) return undefined;
  const a = sliceOf(g, left);
  const b = sliceOf(g, right);
  const isNull = g.fresh('n');
  const value = g.fresh('v');
  g.line(
    `const ${isNull} = ${a.length} < 0 || ${b.length} < 0, ${value} = ${call.name === '=' ? '' : '!'}${g.bind(equalBytes)}(u8, ${a.pointer}, ${a.length}, ${b.pointer}, ${b.length});`,
  );
  return { isNull, value };
}
