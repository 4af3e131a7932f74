/** How the main thread reaches a subtask: in a thread of its own, or in this one. */
import { Worker } from 'node:worker_threads';
import { explained } from './failure.ts';
import { mailbox } from './mailbox.ts';
import type { Command, SubtaskEvent, SubtaskSpec } from './messages.ts';
import { runSubtask, type SubtaskEnvironment } from './subtask.ts';

export interface SubtaskLink {
  send(command: Command): void;
  /** Ends it at once, without a word. */
  terminate(): Promise<void>;
}

/** Starts a subtask; the last event is `closed`, whatever becomes of it. */
export type Spawn = (spec: SubtaskSpec, onEvent: (event: SubtaskEvent) => void) => SubtaskLink;

/** In the calling thread: for queries on a terminal and for simulations. */
export const localSpawn =
  (env: Omit<SubtaskEnvironment, 'commands' | 'emit'>): Spawn =>
  (spec, onEvent) => {
    const commands = mailbox<Command>(env.host);
    void runSubtask(spec, { ...env, commands, emit: onEvent });
    return {
      send: (command) => commands.post(command),
      // Nobody can end it from outside; it ends when its reader or writer comes back.
      async terminate() {},
    };
  };

/** @param entry the script that calls `serveThread` */
export const threadSpawn =
  (entry: URL): Spawn =>
  (spec, onEvent) => {
    const worker = new Worker(entry, {
      workerData: spec,
      name: `subtask ${spec.subtask}`,
      resourceLimits: { maxOldGenerationSizeMb: Math.ceil(spec.heapBytes / 2 ** 20) },
    });
    let closed = false;
    const close = () => {
      if (closed) return;
      closed = true;
      onEvent({ kind: 'closed' });
    };
    const die = (why: string, hint?: string) => {
      if (closed) return;
      const { failure } = explained('internal', `the thread of subtask ${spec.subtask} ended: ${why}`, {
        recoverable: true,
        ...(hint === undefined ? {} : { hint }),
      });
      onEvent({ kind: 'failed', failure });
      close();
    };
    worker.on('message', (event: SubtaskEvent) => {
      if (event.kind === 'closed') close();
      else if (!closed) onEvent(event);
    });
    worker.on('error', (error: Error & { code?: string }) =>
      error.code === 'ERR_WORKER_OUT_OF_MEMORY'
        ? die('it has used up its heap', "set 'streamsql.worker.heap' to more")
        : die(`${error.name}: ${error.message}`),
    );
    worker.on('exit', (code) => die(`it left with exit code ${code}`));
    return {
      send: (command) => worker.postMessage(command),
      async terminate() {
        await worker.terminate();
      },
    };
  };
