/** AND, OR, CASE, IF, COALESCE: calls whose arguments are evaluated only when their turn comes. */
import type { Expression, FunctionCall } from '../../planner/physical/expression.ts';
import type { Generator, Slice, Term } from './generator.ts';
import { canSlice, isBytes, sliceOf } from './slice.ts';
import { initialText, nullableText, nullOf, termOf } from './value.ts';

export function lazyTerm(g: Generator, call: FunctionCall): Term | undefined {
  switch (call.name) {
    case 'AND':
    case 'OR':
      return junction(g, call);
    case 'CASE':
    case 'IF':
    case 'COALESCE':
    case 'IFNULL':
      return isBytes(call.type) && canSlice(g, call) ? undefined : choice(g, call);
    default:
      return undefined;
  }
}

const operands = (call: FunctionCall, name: string): Expression[] =>
  call.args.flatMap((arg) => (arg.kind === 'call' && arg.name === name ? operands(arg, name) : [arg]));

/** Three-valued: the decisive value wins over NULL, and ends the evaluation. */
function junction(g: Generator, call: FunctionCall): Term {
  const decisive = call.name === 'OR';
  const isNull = g.fresh('n');
  const value = g.fresh('v');
  const label = g.fresh('L');
  g.line(`let ${isNull} = false, ${value} = ${!decisive};`);
  g.block(`${label}: {`, () => {
    for (const operand of operands(call, call.name)) {
      const term = termOf(g, operand);
      const decided = decisive ? term.value : `!${term.value}`;
      if (term.isNull === 'true') g.line(`${isNull} = true;`);
      else if (term.isNull === 'false')
        g.line(`if (${decided}) { ${isNull} = false; ${value} = ${decisive}; break ${label}; }`);
      else
        g.line(
          `if (${term.isNull}) ${isNull} = true; else if (${decided}) { ${isNull} = false; ${value} = ${decisive}; break ${label}; }`,
        );
    }
  });
  return { isNull, value };
}

/** The way through a CASE and its like: conditions in order, each with what it chooses; the last has no condition. */
interface Branch {
  readonly condition?: Expression;
  readonly unlessNull?: boolean;
  readonly result: Expression;
}

function branchesOf(call: FunctionCall): Branch[] {
  const { args } = call;
  if (call.name === 'IF') return [{ condition: args[0]!, result: args[1]! }, { result: args[2]! }];
  if (call.name === 'COALESCE' || call.name === 'IFNULL')
    return args.map((result, i) => ({ result, unlessNull: i < args.length - 1 }));
  const branches: Branch[] = [];
  for (let i = 0; i + 1 < args.length; i += 2) branches.push({ condition: args[i]!, result: args[i + 1]! });
  if (args.length % 2 === 1) branches.push({ result: args.at(-1)! });
  return branches;
}

function walk(
  g: Generator,
  call: FunctionCall,
  choose: (result: Expression) => void,
  isNullOf: (result: Expression) => string,
): void {
  const label = g.fresh('L');
  g.block(`${label}: {`, () => {
    for (const { condition, unlessNull, result } of branchesOf(call)) {
      if (condition) {
        const term = termOf(g, condition);
        const holds = term.isNull === 'false' ? term.value : `!${term.isNull} && ${term.value}`;
        g.block(`if (${holds}) {`, () => choose(result), `break ${label}; }`);
      } else if (unlessNull) {
        const isNull = isNullOf(result);
        g.block(`if (!${isNull}) {`, () => choose(result), `break ${label}; }`);
      } else choose(result);
    }
  });
}

function choice(g: Generator, call: FunctionCall): Term {
  const isNull = g.fresh('n');
  const value = g.fresh('v');
  g.line(`let ${isNull} = true, ${value} = ${initialText(call.type)};`);
  const choose = (result: Expression) => {
    const term = termOf(g, result);
    if (term.isNull === 'true') g.line(`${isNull} = true;`);
    else g.line(`${isNull} = ${term.isNull}; ${value} = ${term.isNull === 'false' ? term.value : nullableText(term)};`);
  };
  walk(g, call, choose, (result) => termOf(g, result).isNull);
  return { isNull, value };
}

/** The same over bytes: nothing is decoded, the chosen slice is passed on. */
export function chosenSlice(g: Generator, call: FunctionCall): Slice {
  const pointer = g.fresh('p');
  const length = g.fresh('l');
  g.line(`let ${pointer} = 0, ${length} = -1;`);
  const choose = (result: Expression) => {
    const slice = sliceOf(g, result);
    g.line(`${pointer} = ${slice.pointer}; ${length} = ${slice.length};`);
  };
  walk(g, call, choose, (result) => nullOf(g, result));
  return { pointer, length };
}
