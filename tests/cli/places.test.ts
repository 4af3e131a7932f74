/** What goes wrong with a table while it is read or written is told at the option it lies in. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { streamsql } from '../harness/streamsql.ts';
import { temporaryDirectory } from '../harness/temporary-directory.ts';

function folder(sql: string): string {
  const cwd = temporaryDirectory();
  writeFileSync(path.join(cwd, 'job.sql'), sql);
  return cwd;
}
const run = async (sql: string, cwd = folder(sql)) => ({ cwd, ...(await streamsql(['run', 'job.sql'], { cwd })) });

const files = (where: string) => `CREATE TABLE f (a INT) WITH (
  'connector' = 'filesystem',
  'path' = '${where}',
  'format' = 'json'
);
`;

describe('a path', () => {
  it('that is missing, and nothing of a result', async () => {
    const { code, stdout, stderr, cwd } = await run(`${files('none')}SELECT * FROM f;`);
    expect({ code, stdout, stderr }).toEqual({
      code: 3,
      stdout: '',
      stderr: `error[connector-failure]: path '${cwd}/none' of table default_catalog.default_database.f does not exist
 --> job.sql:3:12
  |
3 |   'path' = 'none',
  |            ^^^^^^
  = hint: 'none' is looked for in the folder where the command was started

`,
    });
  });
  it('in the hint of a query', async () => {
    const { stderr } = await run(`${files('.')}SELECT * FROM f /*+ OPTIONS('path' = 'none') */;`);
    expect(stderr).toContain(" --> job.sql:6:38\n  |\n6 | SELECT * FROM f /*+ OPTIONS('path' = 'none') */;\n");
  });
  it('that cannot be written', async () => {
    const { code, stderr, cwd } = await run(`${files('job.sql/out')}INSERT INTO f VALUES (1);`);
    expect(code).toBe(3);
    expect(stderr).toContain(`'${cwd}/job.sql/out': a part of the path is not a directory\n --> job.sql:3:12\n`);
  });
  it('where no folder can be made, though the system never says so plainly', async () => {
    const { code, stderr } = await run(`${files('/proc/none/out')}INSERT INTO f VALUES (1);`);
    expect(code).toBe(3);
    expect(stderr).toContain("error[connector-failure]: cannot make the folder '/proc/none/out': ");
    expect(stderr).toContain(' --> job.sql:3:12\n');
  });
});

describe('a broker', () => {
  const topic = (servers: string) => `CREATE TABLE t (a INT) WITH (
  'connector' = 'kafka',
  'topic' = 'logs',
  'properties.bootstrap.servers' = '${servers}',
  'scan.startup.mode' = 'earliest-offset',
  'format' = 'json'
);
SELECT * FROM t;`;
  it.each([
    ['127.0.0.1:1', 'the connection was refused'],
    ['no-such-host.invalid:9092', 'the host name '],
  ])('that cannot be reached is told within seconds: %s', async (servers, why) => {
    const started = performance.now();
    const { code, stdout, stderr } = await run(topic(servers));
    expect(performance.now() - started).toBeLessThan(15_000);
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(stderr).toContain(`warning: cannot connect to broker ${servers}: ${why}`);
    expect(stderr).toContain('trying again for up to 8 s\n');
    expect(stderr).toContain(`error[connector-failure]: cannot connect to broker ${servers}: ${why}`);
    expect(stderr).toContain(' --> job.sql:4:36\n');
  });
});
