import { parentPort, workerData } from 'node:worker_threads';
import { mailbox } from './mailbox.ts';
import type { Command, SubtaskSpec } from './messages.ts';
import { runSubtask, type SubtaskEnvironment } from './subtask.ts';

/** The whole life of a worker thread: runs the subtask it was started for, then lets the thread end. */
export async function serveThread(env: Omit<SubtaskEnvironment, 'commands' | 'emit' | 'collect'>): Promise<void> {
  const port = parentPort;
  if (!port) throw new Error('assertion: not in a worker thread');
  const commands = mailbox<Command>(env.host);
  port.on('message', (command: Command) => commands.post(command));
  await runSubtask(workerData as SubtaskSpec, { ...env, commands, emit: (event) => port.postMessage(event) });
  port.close();
}
