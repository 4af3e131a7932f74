/** CHAR_LENGTH and LIKE of texts whose bytes are at hand -> lines that look at the bytes. */
import type { Expression, FunctionCall } from '../../../planner/physical/expression.ts';
import { equalBytes } from '../access.ts';
import type { Generator, Term } from '../generator.ts';
import { canSlice, isCharacter, sliceOf } from '../slice.ts';
import { characterCount, contains, endsWith, startsWith } from './bytes.ts';

export function textMeasure(g: Generator, call: FunctionCall): Term | undefined {
  const [text] = call.args;
  if (call.name === 'CHAR_LENGTH' && isBytesOfText(g, text!))
    return ofText(g, call, (slice) => `${g.bind(characterCount)}(u8, ${slice})`, '0');
  return call.name === 'LIKE' ? like(g, call) : undefined;
}

const isBytesOfText = (g: Generator, expression: Expression): boolean =>
  isCharacter(expression.type) && canSlice(g, expression);

function ofText(g: Generator, call: FunctionCall, value: (slice: string) => string, initial: string): Term {
  const text = sliceOf(g, call.args[0]!);
  const isNull = g.fresh('n');
  const result = g.fresh('v');
  g.line(
    `const ${isNull} = ${text.length} < 0, ${result} = ${isNull} ? ${initial} : ${value(`${text.pointer}, ${text.length}`)};`,
  );
  return { isNull, value: result };
}

/** `part`, `part%`, `%part` and `%part%` without an escape. */
const SIMPLE = /^(%?)([^%_]*)(%?)$/;

function like(g: Generator, call: FunctionCall): Term | undefined {
  const [text, pattern, escaping] = call.args as [Expression, Expression, Expression | undefined];
  if (!isBytesOfText(g, text) || escaping !== undefined || pattern.kind !== 'literal') return undefined;
  const found = typeof pattern.value === 'string' ? SIMPLE.exec(pattern.value) : null;
  if (!found) return undefined;
  const [, before, part, behind] = found;
  const test = before ? (behind || part === '' ? contains : endsWith) : behind ? startsWith : equalBytes;
  const wanted = sliceOf(g, { ...pattern, value: part! });
  const negation = call.options.negated === true ? '!' : '';
  return ofText(
    g,
    call,
    (slice) => `${negation}${g.bind(test)}(u8, ${slice}, ${wanted.pointer}, ${wanted.length})`,
    'false',
  );
}
