/** SIGINT and SIGTERM: the first asks for a last checkpoint, the second leaves at once. */
import { EXIT } from './exit-codes.ts';

/** What runs has this long to let go of its files and connections after the second signal; a third does not wait. */
const ABORT_MS = 3000;

export function stopSignals(): {
  readonly stop: AbortSignal;
  readonly abort: AbortSignal;
  readonly dispose: () => void;
} {
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
  process.on('SIGTERM', onSignal);
  const dispose = () => {
    process.off('SIGINT', onSignal);
    process.off('SIGTERM', onSignal);
  };
  return { stop: stop.signal, abort: abort.signal, dispose };
}
