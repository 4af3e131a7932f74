/** The parameters between the parentheses of a path function: JSON texts and paths, parted by commas. */
import type { PathCursor } from './cursor.ts';
import { invalidPath } from './errors.ts';
import { parseParameterPath } from './parse-path.ts';
import type { FunctionParameter } from './token.ts';

const BLANK = /[ \t\n\r]/;
const JSON_START = /[{\d"-]/;

interface Depths {
  round: number;
  square: number;
  curly: number;
  quotes: number;
}

/** With the cursor behind the opening parenthesis; leaves it behind the closing one. */
export function parseParameters(cursor: PathCursor, name: string): FunctionParameter[] {
  const parameters: FunctionParameter[] = [];
  const depths: Depths = { round: 1, square: 0, curly: 0, quotes: 0 };
  let kind: FunctionParameter['kind'] | undefined;
  let text = '';
  let before = '';
  let done = false;
  while (cursor.inside() && !done) {
    const char = cursor.char();
    cursor.at += 1;
    if (kind === undefined) {
      if (BLANK.test(char)) continue;
      kind = JSON_START.test(char) ? 'json' : char === '$' || char === '@' ? 'path' : undefined;
    }
    count(depths, char, before);
    if (char === ')' && (depths.round < 0 || before === '(')) text += char;
    if ((char === ')' || char === ',') && isEnd(depths, char)) {
      done = depths.round === 0;
      if (kind !== undefined) parameters.push(parameter(kind, text));
      kind = undefined;
      text = '';
    }
    if (kind !== undefined && !(char === ',' && depths.curly === 0 && depths.square === 0 && depths.round === 1)) {
      text += char;
    }
    before = char;
  }
  if (depths.curly !== 0 || depths.round !== 0 || depths.square !== 0) {
    return invalidPath(`the arguments of ${name}() are not closed`);
  }
  return parameters;
}

const isEnd = (depths: Depths, char: string): boolean =>
  depths.quotes === 0 &&
  depths.curly === 0 &&
  depths.square === 0 &&
  ((depths.round === 0 && char === ')') || depths.round === 1);

function count(depths: Depths, char: string, before: string): void {
  if (char === '"') depths.quotes += before !== '\\' && depths.quotes > 0 ? -1 : 1;
  else if (char === '(') depths.round += 1;
  else if (char === ')') depths.round -= 1;
  else if (char === '[') depths.square += 1;
  else if (char === '{') depths.curly += 1;
  else if (char === ']' || char === '}') close(depths, char);
}

function close(depths: Depths, char: string): void {
  const kind = char === ']' ? 'square' : 'curly';
  if (depths[kind] === 0) invalidPath(`'${char}' closes nothing`);
  depths[kind] -= 1;
}

const parameter = (kind: FunctionParameter['kind'], text: string): FunctionParameter =>
  kind === 'json' ? { kind, text } : { kind, path: parseParameterPath(text) };
