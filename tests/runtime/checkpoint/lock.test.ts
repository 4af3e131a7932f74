import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { localFiles } from '../../../src/runtime/checkpoint/durable-files.ts';
import { acquireLock } from '../../../src/runtime/checkpoint/lock.ts';
import { nodeHost } from '../../../src/runtime/node-host.ts';

const host = nodeHost();
const self = { pid: process.pid, machine: hostname() };
let path: string;
beforeEach(async () => {
  path = join(await mkdtemp(join(tmpdir(), 'streamsql-lock-')), 'job', 'lock');
});
afterEach(() => rm(path, { recursive: true, force: true }));

const deadProcess = (): Promise<number> =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, ['-e', '0']);
    child.on('exit', () => resolve(child.pid!));
  });

const write = async (holder: object) => {
  await localFiles.writeAtomically(path, Buffer.from(JSON.stringify(holder)));
};

test('a second one is refused until the first is released', async () => {
  const lock = await acquireLock(path, localFiles, self, host);
  await expect(acquireLock(path, localFiles, self, host)).rejects.toThrow(
    `process ${process.pid} on ${hostname()} is running this job already`,
  );
  await lock.release();
  await (await acquireLock(path, localFiles, self, host)).release();
});

test('a dead process loses it', async () => {
  await write({ ...self, pid: await deadProcess(), startedAt: '', aliveMs: Date.now(), token: 'x' });
  await (await acquireLock(path, localFiles, self, host)).release();
});

test('a process that goes while it is asked loses it', async () => {
  const child = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60_000)']);
  await new Promise((resolve) => child.on('spawn', resolve));
  const dying = { pid: child.pid!, machine: self.machine };
  await acquireLock(path, localFiles, dying, { ...host, sleep: () => new Promise(() => {}) });
  setTimeout(() => child.kill('SIGKILL'), 150);
  await (await acquireLock(path, localFiles, self, host)).release();
});

test.runIf(process.platform === 'linux')('a process that nothing has buried holds nothing', async () => {
  // The shell starts a child, becomes a program that asks after no children, and the child ends.
  const parent = spawn('sh', ['-c', 'sleep 0.1 & echo $!; exec sleep 30']);
  const pid = Number(await new Promise((resolve) => parent.stdout.once('data', resolve)));
  const dying = { pid, machine: self.machine };
  await acquireLock(path, localFiles, dying, { ...host, sleep: () => new Promise(() => {}) });
  await host.sleep(400);
  expect(readFileSync(`/proc/${pid}/stat`, 'utf8')).toContain(' Z ');
  await (await acquireLock(path, localFiles, self, host)).release();
  parent.kill('SIGKILL');
});

test('another process with the id of the dead one does not keep it', async () => {
  await write({ ...self, startedAt: 'another boot 1', aliveMs: Date.now(), token: 'x' });
  await (await acquireLock(path, localFiles, self, host)).release();
});

test('on another machine only signs of life count', async () => {
  await write({ pid: 1, machine: 'elsewhere', startedAt: '', aliveMs: Date.now() - 29_000, token: 'x' });
  await expect(acquireLock(path, localFiles, self, host)).rejects.toThrow('process 1 on elsewhere');
  await write({ pid: 1, machine: 'elsewhere', startedAt: '', aliveMs: Date.now() - 31_000, token: 'x' });
  await (await acquireLock(path, localFiles, self, host)).release();
});

test('a lock cut short by a crash is nobody’s', async () => {
  await localFiles.writeAtomically(path, new Uint8Array());
  await writeFile(path, '{"pid":');
  await (await acquireLock(path, localFiles, self, host)).release();
});

test('of several that find a stale lock at once, one gets it', async () => {
  await write({ ...self, startedAt: 'another boot 1', aliveMs: 0, token: 'x' });
  const results = await Promise.allSettled([1, 2, 3, 4].map(() => acquireLock(path, localFiles, self, host)));
  const locks = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  expect(locks).toHaveLength(1);
  await locks[0]!.release();
});
