import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Checkpoint } from '../../../src/runtime/checkpoint/checkpoint.ts';
import { localFiles } from '../../../src/runtime/checkpoint/durable-files.ts';
import { checkpointStore, readCheckpoint } from '../../../src/runtime/checkpoint/store.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'streamsql-store-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const checkpoint = (id: number): Checkpoint => ({
  id,
  kind: 'periodic',
  jobId: 'job',
  jobName: 'name',
  createdMs: 5,
  parallelism: 2,
  operators: [{ id: 'source-0', kind: 'source', properties: { connector: 'kafka' } }],
  sources: { 'source-0': { positions: new Map([['logs-1', { offset: 12n }]]), enumerator: undefined } },
  states: { limit: [{ seen: 3 }] },
  sinks: { 'sink-0': { committables: [{ file: 'a' }], states: [{ bytes: Uint8Array.of(1, 2) }] } },
});

describe('a store on disk', () => {
  test('gives back what was written, newest last', async () => {
    const store = checkpointStore(folder, localFiles);
    expect(await store.newest()).toBeUndefined();
    for (const id of [1, 2, 10]) await store.write(checkpoint(id));
    expect(await store.complete()).toEqual([1, 2, 10]);
    expect(await store.newest()).toEqual(checkpoint(10));
    expect(await readCheckpoint(store.location(2), localFiles)).toEqual(checkpoint(2));
    expect(await readCheckpoint(join(store.location(2), '_metadata'), localFiles)).toEqual(checkpoint(2));
  });

  test('keeps the newest ones and leaves nothing of the others', async () => {
    const store = checkpointStore(folder, localFiles);
    for (const id of [1, 2, 3, 4]) await store.write(checkpoint(id));
    await rm(join(store.location(2), '_metadata'));
    await store.retain(2);
    expect((await readdir(folder)).sort()).toEqual(['chk-3', 'chk-4']);
    await store.retain(0);
    expect(await readdir(folder)).toEqual([]);
  });

  test('one without its manifest is not complete', async () => {
    const store = checkpointStore(folder, localFiles);
    await store.write(checkpoint(1));
    await store.write(checkpoint(2));
    await rm(join(store.location(2), '_metadata'));
    await writeFile(join(store.location(2), '_metadata.17.tmp'), 'half');
    expect((await store.newest())?.id).toBe(1);
  });

  test('a damaged one is refused, not passed over', async () => {
    const store = checkpointStore(folder, localFiles);
    await store.write(checkpoint(1));
    await store.write(checkpoint(2));
    const file = join(store.location(2), '_metadata');
    await writeFile(file, (await readFile(file, 'utf8')).replace('"seen":3', '"seen":4'));
    await expect(store.newest()).rejects.toThrow('is damaged: its contents do not match its checksum');
  });

  test('another file is no checkpoint, and a missing one is said to be missing', async () => {
    await writeFile(join(folder, '_metadata'), 'hello');
    await expect(readCheckpoint(folder, localFiles)).rejects.toThrow('is no checkpoint of streamsql');
    await expect(readCheckpoint(join(folder, 'x'), localFiles)).rejects.toThrow('there is no complete checkpoint at');
  });
});
