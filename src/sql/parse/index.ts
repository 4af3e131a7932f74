/** Text -> syntax tree; never throws for what the text says. */
import type { DataType, Expression, Statement } from '../ast/index.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { SourceText } from '../diagnostics/span.ts';
import { parseExpression as expression } from './expressions.ts';
import { diagnosticOf, type ParseOptions, Parser } from './parser.ts';
import { parseStatements } from './statements.ts';
import { parseNullableType } from './types.ts';

export { isReserved, KEYWORDS } from './keywords.ts';
export { flinkNodeClass } from './node-class.ts';
export type { ParseOptions } from './parser.ts';

export interface ParseResult {
  /** Those that could be read, in order. */
  readonly statements: readonly Statement[];
  readonly diagnostics: readonly Diagnostic[];
}

export function parse(source: SourceText, options: ParseOptions): ParseResult {
  const parser = new Parser(source, options);
  const statements = parseStatements(parser);
  return { statements, diagnostics: parser.diagnostics };
}

export interface PartResult<T> {
  /** `undefined` when the text is no such thing; the diagnostics say why. */
  readonly value: T | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

export const parseExpression = (source: SourceText, options: ParseOptions): PartResult<Expression> =>
  parsePart(source, options, (p) => expression(p, 'sub-query'));

export const parseDataType = (source: SourceText, options: ParseOptions): PartResult<DataType> =>
  parsePart(source, options, parseNullableType);

function parsePart<T>(source: SourceText, options: ParseOptions, parseIt: (p: Parser) => T): PartResult<T> {
  const parser = new Parser(source, options);
  try {
    const value = parseIt(parser);
    if (parser.key() !== 'end') parser.fail();
    return { value, diagnostics: parser.diagnostics };
  } catch (failure) {
    return { value: undefined, diagnostics: [...parser.diagnostics, diagnosticOf(failure, parser)] };
  }
}
