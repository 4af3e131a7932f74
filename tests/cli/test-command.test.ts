/** `streamsql test`, as the built command. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { streamsql } from '../harness/streamsql.ts';
import { temporaryDirectory } from '../harness/temporary-directory.ts';

const PASSING = 'query\nSELECT 1 AS a\n----\n1\n';
const FAILING = '# of two\n\nquery\nSELECT 2 AS a\n----\n3\n\nerror\nSELECT foo\n----\n';

function folder(): string {
  const cwd = temporaryDirectory();
  mkdirSync(path.join(cwd, 'below'));
  writeFileSync(path.join(cwd, 'good.test'), PASSING);
  writeFileSync(path.join(cwd, 'below', 'bad.test'), FAILING);
  return cwd;
}

describe('streamsql test', () => {
  it('passes', async () => {
    expect(await streamsql(['test', 'good.test'], { cwd: folder() })).toEqual({
      code: 0,
      signal: null,
      stdout: '1 passed, 0 failed\n',
      stderr: '',
    });
  });
  it('finds the files of a folder and says what was expected and found', async () => {
    const { code, stdout, stderr } = await streamsql(['test', '.'], { cwd: folder() });
    expect({ code, stdout }).toEqual({ code: 3, stdout: '1 passed, 2 failed\n' });
    expect(stderr).toContain('below/bad.test:3: query: expected\n  3\nfound\n  2\n');
    expect(stderr).toContain(
      "below/bad.test:8: error: expected\n  \nfound\n  error[unknown-column]: unknown column 'foo'\n",
    );
  });
  it('writes what it found with --update, and passes then', async () => {
    const cwd = folder();
    expect(await streamsql(['test', '.', '--update'], { cwd })).toMatchObject({
      code: 0,
      stdout: '3 passed, 0 failed\n',
    });
    expect(readFileSync(path.join(cwd, 'below/bad.test'), 'utf8')).toBe(
      "# of two\n\nquery\nSELECT 2 AS a\n----\n2\n\nerror\nSELECT foo\n----\nerror[unknown-column]: unknown column 'foo'\n",
    );
    expect(await streamsql(['test', '.'], { cwd })).toMatchObject({ code: 0 });
  });
  it('says what is no test file', async () => {
    const cwd = folder();
    writeFileSync(path.join(cwd, 'odd.test'), 'qurey\nSELECT 1\n');
    expect((await streamsql(['test', 'odd.test'], { cwd })).stderr).toMatch(/^odd\.test:1: 'qurey' is no directive/);
    expect(await streamsql(['test', 'none.test'], { cwd })).toMatchObject({
      code: 1,
      stderr: "error: cannot read 'none.test': there is no such file or folder\n",
    });
  });
});
