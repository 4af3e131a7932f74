/** The text of a date pattern -> its parts: runs of a letter, literal text and optional sections. */

export type Part =
  | { readonly kind: 'letters'; readonly letter: string; readonly count: number; readonly pad: number }
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'optional'; readonly parts: readonly Part[] };

/**
 * Why a pattern is not taken. `invalid`: Java refuses it too, and what then happens is the function's own rule;
 * `unsupported`: Java takes it and this does not.
 */
export interface PatternFault {
  readonly fault: 'invalid' | 'unsupported';
  readonly message: string;
}

/** Thrown while a pattern is compiled, and turned into a PatternFault where compiling starts. */
export class PatternError extends Error {
  readonly fault: PatternFault['fault'];
  constructor(fault: PatternFault['fault'], message: string) {
    super(message);
    this.fault = fault;
  }
}

export const invalid = (message: string): PatternError => new PatternError('invalid', message);
export const unsupported = (message: string): PatternError => new PatternError('unsupported', message);

/** Runs a compiler of patterns and gives its fault as data. */
export function caught<T>(compile: () => T): T | PatternFault {
  try {
    return compile();
  } catch (error) {
    if (error instanceof PatternError) return { fault: error.fault, message: error.message };
    throw error;
  }
}

export const isFault = (result: object): result is PatternFault => 'fault' in result;

/** Longer patterns are refused: they may come from data. */
const MAX_PATTERN_LENGTH = 1000;
const MAX_DEPTH = 50;

const isLetter = (char: string): boolean => (char >= 'a' && char <= 'z') || (char >= 'A' && char <= 'Z');

/** `sections`: whether `[ ]`, `{ }`, `#` and the pad letter mean something, as they do to DateTimeFormatter and not to SimpleDateFormat. */
export function patternParts(pattern: string, sections: boolean): readonly Part[] {
  if (pattern.length > MAX_PATTERN_LENGTH) {
    throw unsupported(`a pattern may have ${MAX_PATTERN_LENGTH} characters, this one has ${pattern.length}`);
  }
  const stack: Part[][] = [[]];
  let at = 0;
  const add = (part: Part): void => {
    stack.at(-1)!.push(part);
  };
  const run = (): { letter: string; count: number } => {
    const letter = pattern[at]!;
    const start = at;
    while (pattern[at] === letter) at += 1;
    return { letter, count: at - start };
  };
  const close = (): void => {
    const parts = stack.pop()!;
    add({ kind: 'optional', parts });
  };
  while (at < pattern.length) {
    const char = pattern[at]!;
    if (isLetter(char)) {
      let { letter, count } = run();
      let pad = 0;
      if (sections && letter === 'p') {
        pad = count;
        if (at >= pattern.length || !isLetter(pattern[at]!))
          throw invalid("pad letter 'p' must be followed by a field");
        ({ letter, count } = run());
      }
      add({ kind: 'letters', letter, count, pad });
    } else if (char === "'") {
      const { text, next } = quoted(pattern, at);
      add({ kind: 'literal', text });
      at = next;
    } else if (sections && '[]{}#'.includes(char)) {
      at += 1;
      if (char === '[') {
        if (stack.length > MAX_DEPTH) throw unsupported(`optional sections may be nested ${MAX_DEPTH} deep`);
        stack.push([]);
      } else if (char !== ']') throw invalid(`the character '${char}' is reserved`);
      else if (stack.length === 1) throw invalid("']' without '[' before it");
      else close();
    } else {
      add({ kind: 'literal', text: char });
      at += 1;
    }
  }
  while (stack.length > 1) close();
  return stack[0]!;
}

/** `''` is a quote, inside quotes and outside. */
function quoted(pattern: string, start: number): { readonly text: string; readonly next: number } {
  if (pattern[start + 1] === "'") return { text: "'", next: start + 2 };
  let text = '';
  for (let at = start + 1; at < pattern.length; at += 1) {
    if (pattern[at] !== "'") text += pattern[at];
    else if (pattern[at + 1] === "'") {
      text += "'";
      at += 1;
    } else return { text, next: at + 1 };
  }
  throw invalid('a quote is not closed');
}
