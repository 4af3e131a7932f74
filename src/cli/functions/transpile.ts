/** Text of a module or function body in TypeScript or JavaScript -> the same as a CommonJS body, with the way back to its lines and columns. */
import { transform } from 'sucrase';
import { originalColumn } from './align.ts';

export interface LineColumn {
  /** From 1. */
  readonly line: number;
  readonly column: number;
}

export interface Transpiled {
  readonly code: string;
  /** Where a place of the code stands in the text. */
  readonly origin: (place: LineColumn) => LineColumn;
}

/** The text cannot be read; `at` says where. */
export class SourceSyntaxError extends Error {
  override readonly name = 'SourceSyntaxError';
  readonly at: LineColumn | undefined;

  constructor(message: string, at: LineColumn | undefined) {
    super(message);
    this.at = at;
  }
}

export type Transpile = (text: string, typescript: boolean) => Transpiled;

/** @throws SourceSyntaxError */
export const transpile: Transpile = (text, typescript) => {
  try {
    const { code } = transform(text, {
      transforms: typescript ? ['typescript', 'imports'] : ['imports'],
      disableESTransforms: true,
      filePath: 'module',
    });
    return { code, origin: (place) => originOf(code, text, place) };
  } catch (error) {
    throw syntaxErrorOf(error);
  }
};

/** `Error transforming module: Unexpected token (1:9)` */
function syntaxErrorOf(error: unknown): SourceSyntaxError {
  const found = error as { message?: string; loc?: LineColumn };
  const message = (found.message ?? 'it cannot be read')
    .replace(/^Error transforming module: /, '')
    .replace(/ \(\d+:\d+\)$/, '');
  return new SourceSyntaxError(message, found.loc && { line: found.loc.line, column: found.loc.column });
}

function originOf(code: string, text: string, { line, column }: LineColumn): LineColumn {
  const lineOf = (all: string) => all.split('\n')[line - 1] ?? '';
  return { line, column: originalColumn(lineOf(code), lineOf(text), column) };
}
