/** SIGINT, and SIGTERM while a job runs: the first asks for a last checkpoint, the second leaves at once. */
import { EXIT } from './exit-codes.ts';

/** What runs has this long to let go of its files and connections after the second signal; a third does not wait. */
const ABORT_MS = 3000;

export interface StopSignals {
  readonly stop: AbortSignal;
  readonly abort: AbortSignal;
  /** Takes SIGTERM as SIGINT. Where the main thread itself works, nobody would hear it: the system's way ends the process. @returns what ends it */
  readonly heedTermination: () => () => void;
}

export function stopSignals(): StopSignals & { readonly dispose: () => void } {
  const stop = new AbortController();
  const abort = new AbortController();
  const leave = () => process.exit(EXIT.aborted);
  const onSignal = () => {
    if (abort.signal.aborted) leave();
    else if (stop.signal.aborted) {
      abort.abort();
      setTimeout(leave, ABORT_MS).unref();
    } else stop.abort();
  };
  process.on('SIGINT', onSignal);
  const heedTermination = () => {
    process.on('SIGTERM', onSignal);
    return () => void process.off('SIGTERM', onSignal);
  };
  const dispose = () => {
    process.off('SIGINT', onSignal);
    process.off('SIGTERM', onSignal);
  };
  return { stop: stop.signal, abort: abort.signal, heedTermination, dispose };
}
