/** The subtasks of an attempt, as the main thread sees them: what they have said, and how to tell them. */
import type { Host } from '../host.ts';
import { sumCounters } from './counters.ts';
import { ExplainedError } from './failure.ts';
import type { Spawn, SubtaskLink } from './link.ts';
import { mailbox } from './mailbox.ts';
import type { Command, NodeCounters, SubtaskEvent, SubtaskSnapshot, SubtaskSpec } from './messages.ts';

export interface Answer {
  readonly subtask: number;
  readonly checkpoint: number;
  readonly snapshot: SubtaskSnapshot;
}

export interface Crew {
  start(specs: readonly SubtaskSpec[]): void;
  readonly size: number;
  /** How many have opened their tables, have read everything, are gone. */
  readonly ready: number;
  readonly ended: number;
  readonly closed: number;
  /** Resolves when somebody has said something, `wake` was called, or the time is over. */
  wait(ms: number): Promise<void>;
  wake(): void;
  /** Takes in what was said. @returns answers to barriers @throws ExplainedError when a subtask has failed */
  listen(): readonly Answer[];
  send(subtask: number, command: Command): void;
  tellAll(command: Command): void;
  /** Sums over all subtasks since they started. */
  counters(): NodeCounters;
  lag(): Readonly<Record<string, number>>;
  /** Gets rid of all, whatever state they are in: aborts them, and after the time ends them by force. */
  dismiss(waitMs: number): Promise<void>;
}

type Message = { readonly subtask: number; readonly event: SubtaskEvent } | 'wake';

export function crew(host: Host, spawn: Spawn, warn: (message: string) => void): Crew {
  const inbox = mailbox<Message>(host);
  const links: SubtaskLink[] = [];
  const said = { ready: new Set<number>(), ended: new Set<number>(), closed: new Set<number>() };
  const counters = new Map<number, NodeCounters>();
  const lags = new Map<number, Readonly<Record<string, number>>>();

  function hear(subtask: number, event: SubtaskEvent): Answer | undefined {
    switch (event.kind) {
      case 'ready':
      case 'ended':
      case 'closed':
        said[event.kind].add(subtask);
        return undefined;
      case 'acknowledged':
        counters.set(subtask, event.snapshot.counters);
        return { subtask, checkpoint: event.id, snapshot: event.snapshot };
      case 'progress':
        counters.set(subtask, event.counters);
        lags.set(subtask, event.lag);
        return undefined;
      case 'warning':
        warn(event.message);
        return undefined;
      case 'failed':
        throw new ExplainedError(event.failure);
    }
  }

  const tellAll = (command: Command) => {
    for (const link of links) link.send(command);
  };
  return {
    start(specs) {
      for (const spec of specs) links.push(spawn(spec, (event) => inbox.post({ subtask: spec.subtask, event })));
    },
    get size() {
      return links.length;
    },
    get ready() {
      return said.ready.size;
    },
    get ended() {
      return said.ended.size;
    },
    get closed() {
      return said.closed.size;
    },
    wait: (ms) => inbox.wait(ms),
    wake: () => inbox.post('wake'),
    listen() {
      const answers: Answer[] = [];
      for (let message = inbox.poll(); message; message = inbox.poll()) {
        const answer = message === 'wake' ? undefined : hear(message.subtask, message.event);
        if (answer) answers.push(answer);
      }
      return answers;
    },
    send: (subtask, command) => links[subtask]!.send(command),
    tellAll,
    counters: () => sumCounters(counters.values()),
    lag: () => sumCounters([...lags.values()].map((lag) => ({ lag })))['lag'] ?? {},
    async dismiss(waitMs) {
      const deadlineMs = host.monotonicMs() + waitMs;
      tellAll({ kind: 'abort' });
      while (said.closed.size < links.length && host.monotonicMs() < deadlineMs) {
        await inbox.wait(deadlineMs - host.monotonicMs());
        for (let message = inbox.poll(); message; message = inbox.poll())
          if (message !== 'wake' && message.event.kind === 'closed') said.closed.add(message.subtask);
      }
      for (const [subtask, link] of links.entries()) if (!said.closed.has(subtask)) await link.terminate();
    },
  };
}
