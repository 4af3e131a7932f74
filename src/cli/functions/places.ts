/** What the user's code threw -> a sentence with the place in the user's own file. */
import type { LineColumn } from './transpiled.ts';

/** Compiled texts by the name that stack traces give them. */
export class Places {
  private readonly known = new Map<string, (place: LineColumn) => string>();

  /** @param describe a place of the compiled text as a person is told it: `functions.ts:3:11` */
  add(name: string, describe: (place: LineColumn) => string): void {
    this.known.set(name, describe);
  }

  /** `boom, at functions.ts:3:11` */
  explain = (error: unknown): string => {
    const message = messageOf(error);
    const place = this.placeOf(error);
    return place === undefined ? message : `${message}, at ${place}`;
  };

  /** The innermost frame that is the user's. */
  private placeOf(error: unknown): string | undefined {
    if (!(error instanceof Error) || typeof error.stack !== 'string') return undefined;
    for (const line of error.stack.split('\n')) {
      const frame = /^\s+at (?:.*\()?(.+):(\d+):(\d+)\)?$/.exec(line);
      const describe = frame && this.known.get(frame[1]!);
      if (describe) return describe({ line: Number(frame[2]), column: Number(frame[3]) });
    }
    return undefined;
  }
}

function messageOf(error: unknown): string {
  if (error instanceof Error) return String(error.message) || error.name;
  return typeof error === 'string' ? error : `it threw a ${error === null ? 'null' : typeof error}`;
}
