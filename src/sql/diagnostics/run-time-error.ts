/** A row's value that an expression cannot take (a bad CAST, a division by zero); the runner adds the place in the file and in the source. */
export class RunTimeError extends Error {
  override readonly name = 'RunTimeError';
  readonly hint: string | undefined;

  constructor(message: string, more: { readonly hint?: string | undefined; readonly cause?: unknown } = {}) {
    super(message, { cause: more.cause });
    this.hint = more.hint;
  }
}
