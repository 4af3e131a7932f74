import type { Span } from '../../sql/diagnostics/span.ts';

/** An expression that failed on a row of a batch: what happened, which expression, which row of the batch it was given. */
export class RowFailure extends Error {
  override readonly name = 'RowFailure';
  readonly span: Span;
  readonly row: number;

  constructor(message: string, span: Span, row: number, cause: unknown) {
    super(message, { cause });
    this.span = span;
    this.row = row;
  }
}
