/** SIGINT and SIGTERM: the first asks for a last checkpoint, the second leaves at once. */
export function stopSignals(): {
  readonly stop: AbortSignal;
  readonly abort: AbortSignal;
  readonly dispose: () => void;
} {
  const stop = new AbortController();
  const abort = new AbortController();
  const onSignal = () => {
    if (stop.signal.aborted) abort.abort();
    else stop.abort();
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  const dispose = () => {
    process.off('SIGINT', onSignal);
    process.off('SIGTERM', onSignal);
  };
  return { stop: stop.signal, abort: abort.signal, dispose };
}
