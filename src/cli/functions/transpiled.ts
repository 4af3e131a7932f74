/** What the reader of TypeScript gives; apart from it, so that naming these does not load it. */
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
