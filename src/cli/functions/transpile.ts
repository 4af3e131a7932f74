/** Text of a module or function body in TypeScript or JavaScript -> the same as a CommonJS body, with the way back to its lines and columns. */
import { transform } from 'sucrase';
import { originalColumn } from './align.ts';
import { type LineColumn, SourceSyntaxError, type Transpile } from './transpiled.ts';

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
