/** JSON_VALUE over a column with a plain constant path and no clauses: the kernel's work; rows it is not sure of go through the function. */
import * as block from '../../kernels/json-value-block.ts';
import type { FunctionCall } from '../../planner/physical/expression.ts';
import { evaluator } from '../../sql/functions/evaluator.ts';
import type { Value } from '../../sql/types/value.ts';
import type { BytesColumn } from '../batch/column.ts';
import type { Address, Arena } from '../batch/memory.ts';
import { TextWriter } from './access.ts';
import type { ExpressionEnvironment } from './environment.ts';
import type { Generator } from './generator.ts';
import type { Precompute } from './precomputed.ts';
import { typedCallOf } from './value.ts';

/** `$.a.b`, `lax $.a`: member names only, which lead to one value at most. */
const PLAIN_PATH = /^\s*(?:lax\s+)?\$((?:\.[A-Za-z_]\w*)+)\s*$/;
/** What the kernel may write beyond a document's own length. */
const HEAP_SLACK = 32;

export function jsonValueKernel(call: FunctionCall, g: Generator): Precompute | undefined {
  const [document, path] = call.args;
  const isColumn = document?.kind === 'column' && (document.type.kind === 'VARCHAR' || document.type.kind === 'CHAR');
  const names =
    path?.kind === 'literal' && typeof path.value === 'string' ? PLAIN_PATH.exec(path.value)?.[1] : undefined;
  if (!isColumn || names === undefined || Object.keys(call.options).length > 0) return undefined;
  const place = placePath(names.slice(1).split('.'), g.env);
  const evaluate = evaluator(
    g.env.functions.scalar(call.name)!,
    typedCallOf(g, g.env.functions.scalar(call.name)!, call),
  );
  const constant = (path as { readonly value: Value }).value;
  return precompute(document.index, place, (text) => evaluate([text, constant]), g.env);
}

interface PathPlace {
  readonly address: Address;
  readonly depth: number;
}

/** The names stay in memory as long as the worker. */
function placePath(names: readonly string[], { memory }: ExpressionEnvironment): PathPlace {
  const address = memory.allocate(names.length * 8);
  for (const [i, name] of names.entries()) {
    const bytes = Buffer.from(name, 'utf8');
    const at = memory.allocate(bytes.length);
    memory.u8.set(bytes, at);
    memory.i32[(address >> 2) + 2 * i] = at;
    memory.i32[(address >> 2) + 2 * i + 1] = bytes.length;
  }
  return { address, depth: names.length };
}

function precompute(
  index: number,
  path: PathPlace,
  evaluate: (text: string) => Value,
  env: ExpressionEnvironment,
): Precompute {
  const { i32, buffer } = env.memory;
  const writer = new TextWriter(env.memory);
  return (columns, count, rows, arena) => {
    const column = columns[index] as BytesColumn;
    const out = { pointers: arena.allocate(count * 4), lengths: arena.allocate(count * 4) };
    const control = controlBlock(column, count, rows, path, out, arena);
    if (env.kernels.jsonValues(control) === 0) return out;
    writer.begin(arena);
    for (let i = 0; i < count; i++) {
      if (i32[(out.lengths >> 2) + i] !== block.UNSURE) continue;
      const row = rows === 0 ? i : i32[(rows >> 2) + i]!;
      const pointer = i32[(column.pointers >> 2) + row]!;
      const value = evaluate(buffer.toString('utf8', pointer, pointer + i32[(column.lengths >> 2) + row]!));
      i32[(out.pointers >> 2) + i] = value === null ? 0 : writer.text(value as string);
      i32[(out.lengths >> 2) + i] = value === null ? -1 : writer.length;
    }
    return out;
  };
}

function controlBlock(
  column: BytesColumn,
  count: number,
  rows: Address,
  path: PathPlace,
  out: { readonly pointers: Address; readonly lengths: Address },
  arena: Arena,
): Address {
  const { i32 } = arena.memory;
  let heapBytes = HEAP_SLACK;
  for (let i = 0; i < count; i++)
    heapBytes += Math.max(0, i32[(column.lengths >> 2) + (rows === 0 ? i : i32[(rows >> 2) + i]!)]!) + HEAP_SLACK;
  const heap = arena.allocate(heapBytes);
  const control = arena.allocate(block.JSON_VALUE_BLOCK_BYTES);
  const set = (offset: number, value: number) => {
    i32[(control + offset) >> 2] = value;
  };
  set(block.POINTERS, column.pointers);
  set(block.LENGTHS, column.lengths);
  set(block.ROWS, rows);
  set(block.COUNT, count);
  set(block.PATH, path.address);
  set(block.DEPTH, path.depth);
  set(block.HEAP, heap);
  set(block.HEAP_END, heap + heapBytes);
  set(block.OUT_POINTERS, out.pointers);
  set(block.OUT_LENGTHS, out.lengths);
  return control;
}
