/** One process at a time: a file that names its holder; a holder that is gone loses it. */
import { readFileSync } from 'node:fs';
import type { Host } from '../host.ts';
import { explained } from '../pipeline/failure.ts';
import type { DurableFiles } from './durable-files.ts';

export interface Process {
  readonly pid: number;
  /** The machine's (or container's) name: process ids mean nothing on another one. */
  readonly machine: string;
}

interface Holder extends Process {
  /** When that process was started, so that another one with the same id is not taken for it. */
  readonly startedAt: string;
  /** Last sign of life. */
  readonly aliveMs: number;
  readonly token: string;
}

export interface Lock {
  release(): Promise<void>;
}

/** A sign of life is written this often, and a holder on another machine without one for three times as long is gone. */
const SIGN_OF_LIFE_MS = 10_000;
const GONE_MS = 3 * SIGN_OF_LIFE_MS;
/** Several processes may find the same stale lock at once; one of them gets it. */
const ATTEMPTS = 3;
const SETTLE_MS = 100;
/** A process that was just killed is there until the system has taken it apart: a restart right behind SIGKILL waits this often for that. */
const LEAVING_WAITS = 10;

/** @throws ExplainedError when a living process holds it */
export async function acquireLock(path: string, files: DurableFiles, self: Process, host: Host): Promise<Lock> {
  const token = Buffer.from(host.randomBytes(8)).toString('hex');
  const bytes = () =>
    Buffer.from(JSON.stringify({ ...self, startedAt: startOf(self.pid), aliveMs: host.nowMs(), token }));
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    if (await files.create(path, bytes())) {
      // Another process may have found the same stale lock and be about to remove what it thinks is that one.
      if (attempt > 0) await host.sleep(SETTLE_MS);
      const mine = attempt === 0 || parseHolder((await files.read(path)) ?? new Uint8Array())?.token === token;
      if (mine) return keepAlive(path, files, bytes, host);
      continue;
    }
    const found = await files.read(path);
    const holder = found && parseHolder(found);
    for (let waits = 0; holder && isAlive(holder, self, host.nowMs()); waits++) {
      if (waits === LEAVING_WAITS || holder.machine !== self.machine) throw held(holder, path);
      await host.sleep(SETTLE_MS);
    }
    await files.remove(path);
  }
  throw explained('checkpoint', `several processes are starting this job at once (${path})`, {
    hint: 'start it again',
  });
}

function held(holder: Holder, path: string): Error {
  return explained('checkpoint', `process ${holder.pid} on ${holder.machine} is running this job already (${path})`, {
    hint: "stop it first; to run the same file with other parameters at the same time, give each run its own 'pipeline.name'",
  });
}

function keepAlive(path: string, files: DurableFiles, bytes: () => Uint8Array, host: Host): Lock {
  const released = new AbortController();
  const living = (async () => {
    for (;;) {
      await host.sleep(SIGN_OF_LIFE_MS, released.signal);
      if (released.signal.aborted) return;
      // A sign of life that cannot be written costs nothing as long as the process lives on this machine.
      await files.writeAtomically(path, bytes()).catch(() => {});
    }
  })();
  return {
    async release() {
      released.abort();
      await living;
      await files.remove(path);
    },
  };
}

function isAlive(holder: Holder, self: Process, nowMs: number): boolean {
  if (holder.machine !== self.machine) return nowMs - holder.aliveMs < GONE_MS;
  if (holder.startedAt !== startOf(holder.pid) || isDead(holder.pid)) return false;
  try {
    process.kill(holder.pid, 0);
    return true;
  } catch (error) {
    // Not allowed to signal it: it is there.
    return (error as { code?: unknown }).code === 'EPERM';
  }
}

/** Ended, and only kept in the system's list until its parent asks how: where nothing asks, it stays there for ever. */
function isDead(pid: number): boolean {
  const state = statOf(pid)?.[0];
  return state === 'Z' || state === 'X';
}

/** The fields of Linux's /proc/PID/stat from the third one, the state, on; undefined on other systems. */
function statOf(pid: number): readonly string[] | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field, a name in brackets, may hold spaces.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return undefined;
  }
}

/** Something that differs between two processes that get the same id one after the other; empty where the system does not tell. */
function startOf(pid: number): string {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    const stat = statOf(pid);
    // The 22nd field.
    return stat ? `${boot} ${stat[19]}` : '';
  } catch {
    return '';
  }
}

/** Anything else in the file was cut short by a crash: nobody holds it. */
function parseHolder(bytes: Uint8Array): Holder | undefined {
  try {
    const { pid, machine, startedAt, aliveMs, token } = JSON.parse(Buffer.from(bytes).toString()) as Partial<Holder>;
    return typeof pid === 'number' && typeof machine === 'string' && typeof aliveMs === 'number'
      ? { pid, machine, aliveMs, startedAt: startedAt ?? '', token: token ?? '' }
      : undefined;
  } catch {
    return undefined;
  }
}
