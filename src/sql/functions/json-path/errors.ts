/** What goes wrong with a path, in the kinds that Flink treats apart. */

/** The path is not one, or it does not fit the document; a filter takes it for false. */
export class PathError extends Error {
  override readonly name: string = 'PathError';
  /** The path is right, there is nothing at its end. */
  readonly notFound: boolean;
  constructor(message: string, notFound = false) {
    super(message);
    this.notFound = notFound;
  }
}

/** A path function or a comparison that cannot be computed; not even a filter catches it. */
export class PathEvaluationError extends Error {
  override readonly name = 'PathEvaluationError';
  /** An element that is not there: passed over where the array was itself an element. */
  readonly outOfBounds: boolean;
  constructor(message: string, outOfBounds = false) {
    super(message);
    this.outOfBounds = outOfBounds;
  }
}

/** A literal in a filter that cannot be read: it ends the whole path, where a PathError would end the comparison only. */
export class PathSyntaxError extends Error {
  override readonly name = 'PathSyntaxError';
}

export const invalidPath = (message: string): never => {
  throw new PathError(message);
};

export const notFound = (message: string): never => {
  throw new PathError(message, true);
};
