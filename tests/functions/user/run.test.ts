/** `streamsql run` with functions in files, in two worker threads: rows written, and a row that fails. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { streamsql } from '../../harness/streamsql.ts';
import { temporaryDirectory } from '../../harness/temporary-directory.ts';

const FUNCTIONS = `
import { half } from './half.ts';
export const label = {
  parameters: { n: 'BIGINT' },
  returns: 'STRING',
  evaluate(n: bigint): string {
    if (n === 77n) throw new Error('unlucky');
    return \`n\${n}/\${half(n)}\`;
  },
} as const;
`;

const job = (last: number): string => `
CREATE FUNCTION label AS './functions.ts#label' LANGUAGE TYPESCRIPT;
CREATE FUNCTION shout(s STRING) RETURNS STRING LANGUAGE JAVASCRIPT AS $$ return s.toUpperCase() $$;
CREATE TABLE numbers (n BIGINT) WITH ('connector' = 'datagen', 'fields.n.kind' = 'sequence', 'fields.n.start' = '1', 'fields.n.end' = '${last}');
CREATE TABLE files (n BIGINT, s STRING) WITH ('connector' = 'filesystem', 'path' = 'out', 'format' = 'json');
INSERT INTO files SELECT n, shout(label(n)) FROM numbers;
`;

function prepare(last: number): string {
  const folder = temporaryDirectory();
  writeFileSync(path.join(folder, 'half.ts'), 'export const half = (n: bigint): bigint => n / 2n;\n');
  writeFileSync(path.join(folder, 'functions.ts'), FUNCTIONS);
  writeFileSync(path.join(folder, 'job.sql'), job(last));
  return folder;
}

function rowsIn(folder: string): string[] {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(
    (entry) => entry.isFile() && !entry.name.startsWith('.') && !entry.name.startsWith('_'),
  );
  return files.flatMap((entry) =>
    readFileSync(path.join(entry.parentPath, entry.name), 'utf8')
      .split('\n')
      .filter((line) => line !== ''),
  );
}

describe('streamsql run -p 2', () => {
  it('calls the functions in every worker', async () => {
    const folder = prepare(70);
    const { code, stderr } = await streamsql(['run', 'job.sql', '-p', '2'], { cwd: folder });
    expect(stderr).not.toMatch(/error|Warning/);
    expect(code).toBe(0);
    const rows = rowsIn(path.join(folder, 'out')).map((line) => JSON.parse(line) as { n: number; s: string });
    expect(rows.sort((a, b) => a.n - b.n)).toEqual(
      Array.from({ length: 70 }, (_, i) => ({ n: i + 1, s: `N${i + 1}/${Math.floor((i + 1) / 2)}` })),
    );
  });

  it('calls table functions in every worker', async () => {
    const folder = prepare(70);
    writeFileSync(
      path.join(folder, 'functions.ts'),
      'export function* label(n: bigint) { for (let i = 0n; i < n % 3n; i++) yield `n${n}.${i}`; }\n',
    );
    const text = job(70)
      .replace('FUNCTION label AS', 'FUNCTION label(n BIGINT) RETURNS TABLE (l STRING) AS')
      .replace('SELECT n, shout(label(n)) FROM numbers', 'SELECT n, shout(l) FROM numbers, LATERAL TABLE(label(n))');
    writeFileSync(path.join(folder, 'job.sql'), text);
    const { code, stderr } = await streamsql(['run', 'job.sql', '-p', '2'], { cwd: folder });
    expect(stderr).not.toMatch(/error|Warning/);
    expect(code).toBe(0);
    const rows = rowsIn(path.join(folder, 'out')).map((line) => JSON.parse(line) as { n: number; s: string });
    const expected = Array.from({ length: 70 }, (_, i) => i + 1).flatMap((n) =>
      Array.from({ length: n % 3 }, (_, i) => ({ n, s: `N${n}.${i}` })),
    );
    expect(rows.sort((a, b) => a.n - b.n || (a.s < b.s ? -1 : 1))).toEqual(expected);
  });

  it('tells a thrown error with its places in both files, and ends', async () => {
    const folder = prepare(100);
    mkdirSync(path.join(folder, 'out'));
    const { code, stderr } = await streamsql(['run', 'job.sql', '-p', '2'], { cwd: folder });
    expect(code).toBe(3);
    expect(stderr).toContain('error[run-time]: label failed: unlucky, at functions.ts:7:26');
    expect(stderr).toMatch(/--> job\.sql:6:\d+/);
  });

  it('check loads the files and says what is wrong with them', async () => {
    const folder = prepare(1);
    writeFileSync(path.join(folder, 'half.ts'), 'export const half = ;\n');
    const { code, stderr } = await streamsql(['check', 'job.sql'], { cwd: folder });
    expect(code).toBe(1);
    expect(stderr).toContain('error[invalid-statement]: Unexpected token, at half.ts:1:21');
  });
});
