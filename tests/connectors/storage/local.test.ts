import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { localStorage } from '../../../src/connectors/storage/local.ts';
import { locate, pathProblem } from '../../../src/connectors/storage/location.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'storage-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const bytes = (text: string) => Buffer.from(text);
const path = (name: string) => join(directory, name);

describe('locations', () => {
  test.each([
    ['/data/out', '/data/out'],
    ['/data/out/', '/data/out'],
    ['file:///data/out', '/data/out'],
    ['file:/data/out', '/data/out'],
    ['file:///data/a%20b', '/data/a b'],
    ['out', join(process.cwd(), 'out')],
    ['./a:b', join(process.cwd(), 'a:b')],
  ])('%s is local', (text, expected) => {
    expect(locate(text)).toEqual({ kind: 'local', path: expected });
    expect(pathProblem('path', text)).toBeUndefined();
  });

  test.each(['s3://bucket/out', 's3a://b/o', 'hdfs://h/o', 'http://h/o', 'file://host/out', ''])(
    '%s is refused with a hint at the option',
    (text) => {
      const problem = pathProblem('path', text)!;
      expect(problem.at).toBe('path');
      expect(problem.about).toBe('value');
      if (text !== '') expect(problem.hint).toBeDefined();
    },
  );
});

describe('local storage', () => {
  test('lists files below a directory, passing over what it is told to', async () => {
    mkdirSync(path('a/.hidden'), { recursive: true });
    for (const name of ['b', 'a/2', 'a/1', 'a/.hidden/3']) writeFileSync(path(name), name);
    symlinkSync(path('nowhere'), path('dangling'));
    const found = await localStorage.list(directory, (name) => !name.startsWith('.'));
    expect(found.map((file) => file.path)).toEqual([path('a/1'), path('a/2'), path('b')]);
    expect(found[0]!.sizeBytes).toBe(3);
    expect(Math.abs(found[0]!.modifiedMs - Date.now())).toBeLessThan(60_000);
    expect(await localStorage.list(path('b'), () => true)).toHaveLength(1);
    expect(await localStorage.list(path('none'), () => true)).toEqual([]);
  });

  test('a file is hidden until it is published, and published once', async () => {
    const writer = await localStorage.create(path('d/f.json'), 'tag-1');
    writer.write(bytes('one\n'));
    writer.write(bytes('x'.repeat(300_000)));
    expect(writer.bytesWritten).toBe(300_004);
    const finished = await writer.finish();
    expect(readdirSync(path('d'))).toEqual(['.f.json.inprogress.tag-1']);
    expect(await localStorage.abandoned(directory, 'tag-1')).toEqual([finished.unpublished]);
    expect(await localStorage.abandoned(directory, 'tag-2')).toEqual([]);
    expect(await localStorage.publish([finished])).toEqual([finished]);
    expect(await localStorage.publish([structuredClone(finished)])).toEqual([]);
    expect(readdirSync(path('d'))).toEqual(['f.json']);
    expect(readFileSync(path('d/f.json'), 'utf8')).toBe(`one\n${'x'.repeat(300_000)}`);
  });

  test('publishing what is not there names the file', async () => {
    const writer = await localStorage.create(path('f'), 't');
    const finished = await writer.finish();
    await localStorage.discard(finished.unpublished);
    await expect(localStorage.publish([finished])).rejects.toThrow(path('f'));
  });

  test('goes on with a file behind the bytes of the checkpoint', async () => {
    const first = await localStorage.create(path('f'), 't');
    first.write(bytes('kept'));
    const unfinished = structuredClone(await first.persist());
    first.write(bytes(' lost'));
    await first.persist();
    first.release();
    const second = await localStorage.resume(unfinished);
    expect(second.bytesWritten).toBe(4);
    second.write(bytes(' too'));
    await localStorage.publish([await second.finish()]);
    expect(readFileSync(path('f'), 'utf8')).toBe('kept too');
  });

  test('a shorter file than the checkpoint says is an error', async () => {
    const first = await localStorage.create(path('f'), 't');
    first.write(bytes('kept'));
    const unfinished = await first.persist();
    first.release();
    writeFileSync(unfinished.unpublished, 'k');
    await expect(localStorage.resume(unfinished)).rejects.toThrow('1 bytes where the checkpoint says 4');
  });

  test('an abandoned file is gone, a released one is not', async () => {
    const first = await localStorage.create(path('a'), 't');
    const second = await localStorage.create(path('b'), 't');
    await first.abandon();
    second.release();
    expect(readdirSync(directory)).toEqual(['.b.inprogress.t']);
  });

  test('reads any part of a file', async () => {
    writeFileSync(path('f'), '0123456789');
    const file = await localStorage.open(path('f'));
    expect(file.sizeBytes).toBe(10);
    expect(Buffer.from(await file.read(3, 4)).toString()).toBe('3456');
    expect(Buffer.from(await file.read(8, 4)).toString()).toBe('89');
    const target = new Uint8Array(6);
    expect(await file.readInto(target, 2, 4, 9)).toBe(1);
    expect(target[2]).toBe(57);
    await file.close();
  });

  test('failures are told in words', async () => {
    writeFileSync(path('f'), '');
    await expect(localStorage.create(path('f/g'), 't')).rejects.toThrow(
      `cannot make the folder '${path('f')}': a part of the path is not a directory`,
    );
    await expect(localStorage.open(path('none'))).rejects.toThrow('there is no such file or directory');
    await expect(localStorage.put(path('f/g'), bytes(''))).rejects.toThrow("cannot make the folder '");
  });
});
