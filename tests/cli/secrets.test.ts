/** No password, token or key is shown by any command, wherever it was written. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { FORMATS } from '../../src/connectors/formats/index.ts';
import { CONNECTORS } from '../../src/connectors/index.ts';
import { isSecretName, MASK, redactSql, secretValues } from '../../src/sql/diagnostics/secrets.ts';
import { streamsql } from '../harness/streamsql.ts';
import { temporaryDirectory } from '../harness/temporary-directory.ts';

const SECRETS = ['hunter2', 'pass-phrase', 's3cr3t-key', 'env-p4ssword', 'user-info'];
const JAAS = 'org.apache.kafka.common.security.plain.PlainLoginModule required username="u" password="hunter2";';
const KAFKA = (
  more = '',
) => `CREATE TABLE k (a INT) WITH ('connector' = 'kafka', 'topic' = 'x', 'properties.bootstrap.servers' = '127.0.0.1:1',
  'properties.security.protocol' = 'SASL_PLAINTEXT', 'properties.sasl.mechanism' = 'PLAIN', 'properties.sasl.jaas.config' = '${JAAS}', 'properties.ssl.key.password' = 'pass-phrase',
  'scan.startup.mode' = 'earliest-offset', 'scan.bounded.mode' = 'latest-offset', 'format' = 'json', 'properties.default.api.timeout.ms' = '1500', 'properties.request.timeout.ms' = '1000'${more});
`;
/** The same as on one line, where excerpts show all of it. */
const oneLine = (sql: string) => sql.replace(/\n\s*/g, ' ');

async function shown(command: string, sql: string, ...args: string[]): Promise<string> {
  const cwd = temporaryDirectory();
  writeFileSync(path.join(cwd, 'job.sql'), sql);
  const { stdout, stderr } = await streamsql([command, 'job.sql', ...args], {
    cwd,
    env: { KAFKA_PASSWORD: 'env-p4ssword' },
  });
  const left = readdirSync(cwd, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== 'job.sql')
    .map((entry) => readFileSync(path.join(entry.parentPath, entry.name), 'latin1'));
  return [stdout, stderr, ...left].join('\n');
}
const expectNoSecrets = (text: string) => expect(SECRETS.filter((secret) => text.includes(secret))).toEqual([]);

describe('secrets', () => {
  it('are masked in SHOW CREATE TABLE, also of a table made LIKE another', async () => {
    const text = await shown('run', `${KAFKA()}CREATE TABLE k2 LIKE k;\nSHOW CREATE TABLE k;\nSHOW CREATE TABLE k2;`);
    expect(text.match(/'properties\.sasl\.jaas\.config' = '\*{6}'/g)).toHaveLength(2);
    expectNoSecrets(text);
  });
  it('are not in plans', async () => {
    expectNoSecrets(await shown('explain', `${KAFKA()}SELECT a FROM k;`));
    expectNoSecrets(await shown('run', `${KAFKA()}EXPLAIN JSON_EXECUTION_PLAN SELECT a FROM k;`));
  });
  it.each([
    ['an unknown option', oneLine(KAFKA(", 'nonsense' = 'hunter2'"))],
    [
      'a fault of the table',
      oneLine(KAFKA(", 'properties.sasl.password' = 's3cr3t-key', 'value.fields-include' = 's3cr3t-key'")),
    ],
    ['a syntax error behind', `${oneLine(KAFKA())} SELEC 1`],
    ['a syntax error before', oneLine(KAFKA()).replace('a INT', 'a a INT')],
    ['an open literal', oneLine(KAFKA()).replace("pass-phrase'", 'pass-phrase')],
    ['a wrong name', `${oneLine(KAFKA())} SELECT foo FROM k`],
    ['a hint', `${KAFKA()}SELECT foo FROM k /*+ OPTIONS('properties.sasl.password' = 's3cr3t-key') */`],
    ['a parameter', `${KAFKA(", 'properties.sasl.password' = '${KAFKA_PASSWORD}', 'x' = '${KAFKA_PASSWORD}'")}`],
    [
      'user information',
      "CREATE TABLE f (a INT) WITH ('connector' = 'filesystem', 'format' = 'csv', 'path' = 'http://me:user-info@host/x')",
    ],
  ])('are masked in the report of %s', async (_, sql) => {
    for (const text of [await shown('check', sql), await shown('check', sql, '--json')]) {
      expect(text).toMatch(/error|line/);
      expectNoSecrets(text);
    }
  });
  it('are neither in logs, nor in the summary, nor left on the disk when a job fails', async () => {
    const sql = `${KAFKA()}CREATE TABLE b (a INT) WITH ('connector' = 'blackhole');\nINSERT INTO b SELECT a FROM k;`;
    const text = await shown('run', sql, '--summary', 'json', '--log-format', 'json');
    expect(text).toContain('"state":"failed"');
    expectNoSecrets(text);
  });
});

describe('what is a secret', () => {
  it.each([
    'properties.sasl.jaas.config',
    'properties.sasl.password',
    'properties.ssl.keystore.password',
    'properties.ssl.keystore.key',
    'properties.ssl.key.pem',
    'properties.sasl.oauthbearer.client.secret',
    'fs.s3a.secret.key',
    's3.access-key',
    'KAFKA_PASSWORD',
    'api_key',
    'github_token',
  ])('%s is', (name) => expect(isSecretName(name)).toBe(true));
  it.each([
    'topic',
    'key.format',
    'properties.ssl.keystore.location',
    'properties.ssl.truststore.type',
    'properties.sasl.oauthbearer.token.endpoint.url',
    'fields.key.kind',
    'sink.partition-commit.policy.kind',
  ])('%s is not', (name) => expect(isSecretName(name)).toBe(false));
  it('is every option that an entry calls so, and those alone', () => {
    const specs = [...CONNECTORS, ...FORMATS].flatMap((entry) => Object.entries(entry.options));
    const wrong = specs.filter(([name, spec]) => (spec.secret === true) !== isSecretName(name)).map(([name]) => name);
    expect(wrong).toEqual([]);
    expect(specs.some(([, spec]) => spec.secret)).toBe(true);
  });
  it('is known in part, too', () => {
    expect(secretValues(`'sasl.jaas.config' = '${JAAS}'`)).toEqual([JAAS, 'hunter2']);
  });
  it('is masked in SQL', () => {
    expect(redactSql("WITH ('a.password' = 'it''s', 'b' = 'c', 'url' = 'x://u:p@h', 'token' = '${T}')")).toBe(
      `WITH ('a.password' = '${MASK}', 'b' = 'c', 'url' = 'x://${MASK}@h', 'token' = '\${T}')`,
    );
  });
});
