/** A file that is broken or says what cannot be read; the reader adds the file's name. */
export class ParquetError extends Error {
  override readonly name = 'ParquetError';
}

/** @throws ParquetError unless it holds */
export function check(holds: boolean, message: string): asserts holds {
  if (!holds) throw new ParquetError(message);
}
