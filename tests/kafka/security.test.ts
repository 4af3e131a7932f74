import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type KafkaService, type ListenerKind, SASL_USER, startKafka } from '../harness/services/kafka.ts';
import { createTopic, produce } from '../harness/services/kafka-client.ts';
import { run } from '../harness/services/maven.ts';
import { streamsql } from '../harness/streamsql.ts';
import { column, readTable, type Settings } from './table.ts';

let kafka: KafkaService;
const TOPIC = 'secured';
const MODULES = 'org.apache.kafka.common.security';

beforeAll(async () => {
  kafka = await startKafka({ listeners: ['ssl', 'mutual-ssl', 'sasl-plaintext', 'sasl-ssl'], own: true });
  await createTopic(kafka.bootstrapServers, TOPIC);
  await produce(kafka.bootstrapServers, TOPIC, [{ value: 'secret record' }]);
});
afterAll(() => kafka?.stop());

const table = (listener: ListenerKind, properties: Settings): Settings => ({
  topic: TOPIC,
  'properties.bootstrap.servers': kafka.addresses[listener]!,
  'scan.startup.mode': 'earliest-offset',
  'scan.bounded.mode': 'latest-offset',
  format: 'text',
  'properties.default.api.timeout.ms': '4000',
  ...Object.fromEntries(Object.entries(properties).map(([key, value]) => [`properties.${key}`, value])),
});

const reads = async (listener: ListenerKind, properties: Settings) =>
  expect(column(await readTable(table(listener, properties)))).toEqual(['secret record']);

const fails = (listener: ListenerKind, properties: Settings): Promise<string> =>
  readTable(table(listener, properties)).then(
    () => 'nothing failed',
    (error: Error) => error.message,
  );

const jaas = (module: string, options: Settings) =>
  `${MODULES}.${module}LoginModule required ${Object.entries(options)
    .map(([key, value]) => `${key}="${value}"`)
    .join(' ')};`;

const login = (mechanism: string, password: string = SASL_USER.password): Settings => ({
  'sasl.mechanism': mechanism,
  'sasl.jaas.config': jaas(mechanism === 'PLAIN' ? 'plain.Plain' : 'scram.Scram', {
    username: SASL_USER.username,
    password,
  }),
});

describe('SASL', () => {
  const plain = { 'security.protocol': 'SASL_PLAINTEXT' };

  test.each(['PLAIN', 'SCRAM-SHA-256', 'SCRAM-SHA-512'])('%s', async (mechanism) => {
    await reads('sasl-plaintext', { ...plain, ...login(mechanism) });
    expect(await fails('sasl-plaintext', { ...plain, ...login(mechanism, 'wrong') })).toMatch(
      /cannot connect to broker 127\.0\.0\.1:\d+: the broker refused the login/,
    );
  });

  test("librdkafka's way", () =>
    reads('sasl-plaintext', {
      'security.protocol': 'sasl_plaintext',
      'sasl.mechanisms': 'SCRAM-SHA-256',
      'sasl.username': SASL_USER.username,
      'sasl.password': SASL_USER.password,
    }));

  test('OAUTHBEARER with an unsecured token', async () => {
    const token = (options: Settings) => ({
      ...plain,
      'sasl.mechanism': 'OAUTHBEARER',
      'sasl.jaas.config': jaas('oauthbearer.OAuthBearer', options),
    });
    await reads('sasl-plaintext', token({ unsecuredLoginStringClaim_sub: 'alice' }));
    expect(
      await fails(
        'sasl-plaintext',
        token({ unsecuredLoginStringClaim_sub: 'alice', unsecuredLoginLifetimeSeconds: '-600' }),
      ),
    ).toMatch(/the broker refused the token|the broker refused the login/);
  });

  test('a mechanism that the broker does not know, or no login', async () => {
    expect(await fails('sasl-plaintext', {})).toMatch(/the connection was closed/);
    expect(await fails('plaintext', { ...plain, ...login('PLAIN') })).toMatch(/cannot connect to broker/);
  });

  test('over TLS', async () => {
    const { ca } = kafka.certificates!;
    await reads('sasl-ssl', { 'security.protocol': 'SASL_SSL', 'ssl.ca.location': ca, ...login('SCRAM-SHA-512') });
    expect(
      await fails('sasl-ssl', { 'security.protocol': 'SASL_SSL', 'ssl.ca.location': ca, ...login('PLAIN', 'wrong') }),
    ).toMatch(/the broker refused the login/);
  });
});

describe('the command says where it lies', () => {
  const failsAt = async (settings: Settings): Promise<string> => {
    const options = Object.entries({ connector: 'kafka', ...settings, format: 'json' });
    const written = options.map(([key, value]) => `'${key}' = '${value}'`).join(',\n');
    const { stderr } = await streamsql(['-e', `CREATE TABLE t (a INT) WITH (\n${written}\n);\nSELECT * FROM t`]);
    const line = Number(/--> <command line>:(\d+):/.exec(stderr)?.[1]);
    return `${/^error.*/m.exec(stderr)?.[0]} at ${options[line - 2]?.[0]}`;
  };

  test('a topic that is missing', async () => {
    expect(await failsAt({ ...table('plaintext', {}), topic: 'none' })).toBe(
      'error[connector-failure]: topic none does not exist at topic',
    );
  });
  test('a login that is refused', async () => {
    const plain = { 'security.protocol': 'SASL_PLAINTEXT' };
    expect(await failsAt(table('sasl-plaintext', { ...plain, ...login('PLAIN', 'wrong') }))).toMatch(
      /the broker refused the login.* at properties.sasl.jaas.config$/,
    );
    expect(await failsAt(table('plaintext', { ...plain, ...login('PLAIN') }))).toMatch(/ at properties.s/);
  });
  test('a certificate that is not trusted, a trust store that is missing', async () => {
    const tls = { 'security.protocol': 'SSL' };
    expect(await failsAt(table('ssl', tls))).toMatch(/ at properties.security.protocol$/);
    expect(await failsAt(table('ssl', { ...tls, 'ssl.truststore.location': '/none.p12' }))).toBe(
      "error[connector-failure]: cannot read the trust store '/none.p12': there is no such file at properties.ssl.truststore.location",
    );
  });
});

describe('OAUTHBEARER with a token endpoint', () => {
  let server: Server;
  let url = '';
  const asked: string[] = [];
  beforeAll(async () => {
    server = createServer((request, response) => {
      let body = '';
      request.on('data', (data) => {
        body += data;
      });
      request.on('end', () => {
        const basic = Buffer.from((request.headers.authorization ?? '').slice(6), 'base64').toString();
        asked.push(`${basic} ${body}`);
        if (basic !== 'client:top secret' && basic !== 'client:top%20secret') {
          response.writeHead(401).end('{}');
          return;
        }
        const now = Math.floor(Date.now() / 1000);
        const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
        const token = `${part({ alg: 'none' })}.${part({ sub: 'alice', iat: now, exp: now + 300 })}.`;
        response.writeHead(200, { 'content-type': 'application/json' });
        response.end(JSON.stringify({ access_token: token, expires_in: 300, token_type: 'Bearer' }));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/token`;
  });
  afterAll(() => server.close());

  const token = (secret: string): Settings => ({
    'security.protocol': 'SASL_PLAINTEXT',
    'sasl.mechanism': 'OAUTHBEARER',
    'sasl.login.callback.handler.class': `${MODULES}.oauthbearer.OAuthBearerLoginCallbackHandler`,
    'sasl.oauthbearer.token.endpoint.url': url,
    'sasl.jaas.config': jaas('oauthbearer.OAuthBearer', { clientId: 'client', clientSecret: secret, scope: 'kafka' }),
  });

  test('the token is asked for by client credentials', async () => {
    await reads('sasl-plaintext', token('top secret'));
    expect(asked[0]).toBe('client:top%20secret grant_type=client_credentials&scope=kafka');
    expect(asked.length).toBeLessThanOrEqual(2);
  });

  test('a refusal is told', async () => {
    expect(await fails('sasl-plaintext', token('wrong'))).toMatch(
      /the token endpoint .* refused to give a token \(status 401\)/,
    );
  });
});

describe('TLS', () => {
  const ssl = { 'security.protocol': 'SSL' };

  test('trust as PEM file, PEM text and PKCS12', async () => {
    const { ca, trustPkcs12, password } = kafka.certificates!;
    await reads('ssl', { ...ssl, 'ssl.truststore.type': 'PEM', 'ssl.truststore.location': ca });
    await reads('ssl', { ...ssl, 'ssl.ca.location': ca });
    await reads('ssl', {
      ...ssl,
      'ssl.truststore.type': 'PEM',
      'ssl.truststore.certificates': readFileSync(ca, 'utf8'),
    });
    await reads('ssl', { ...ssl, 'ssl.truststore.location': trustPkcs12, 'ssl.truststore.password': password });
  });

  test('what is not trusted or cannot be read', async () => {
    const { trustPkcs12, ca } = kafka.certificates!;
    expect(await fails('ssl', ssl)).toMatch(
      /certificate is signed by an authority that is not trusted|signed by itself/,
    );
    await reads('ssl', { ...ssl, 'enable.ssl.certificate.verification': 'false' });
    expect(
      await fails('ssl', { ...ssl, 'ssl.truststore.location': trustPkcs12, 'ssl.truststore.password': 'wrong' }),
    ).toMatch(/cannot read the trust store '.*': the password is wrong/);
    expect(await fails('ssl', { ...ssl, 'ssl.ca.location': '/no/such/file' })).toBe(
      "cannot read the file of trusted certificates '/no/such/file': there is no such file",
    );
    const broken = `${ca}.broken`;
    writeFileSync(broken, '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n');
    expect(await fails('ssl', { ...ssl, 'ssl.ca.location': broken })).toMatch(
      /holds a certificate that cannot be read/,
    );
    expect(await fails('plaintext', { ...ssl, 'ssl.ca.location': ca })).toMatch(/cannot connect to broker/);
  });

  test('a Java key store is refused with the way out', async () => {
    const { ca } = kafka.certificates!;
    const store = `${ca}.store`;
    await run('keytool', [
      '-importcert',
      '-noprompt',
      '-alias',
      'ca',
      '-file',
      ca,
      '-keystore',
      store,
      '-storetype',
      'JKS',
      '-storepass',
      'changeit',
    ]);
    expect(
      await fails('ssl', { ...ssl, 'ssl.truststore.location': store, 'ssl.truststore.password': 'changeit' }),
    ).toMatch(/is a Java key store \(JKS\), which cannot be read/);
    const old = `${ca}.keytool.p12`;
    await run('keytool', [
      '-importcert',
      '-noprompt',
      '-alias',
      'ca',
      '-file',
      ca,
      '-keystore',
      old,
      '-storetype',
      'PKCS12',
      '-storepass',
      'changeit',
    ]);
    await reads('ssl', { ...ssl, 'ssl.truststore.location': old, 'ssl.truststore.password': 'changeit' });
  });

  test("the client's own certificate: PEM file, PEM text, two files, PKCS12, an encrypted key", async () => {
    const all = kafka.certificates!;
    const trust = { ...ssl, 'ssl.ca.location': all.ca };
    await reads('mutual-ssl', { ...trust, 'ssl.keystore.type': 'PEM', 'ssl.keystore.location': all.clientPem });
    await reads('mutual-ssl', {
      ...trust,
      'ssl.keystore.type': 'PEM',
      'ssl.keystore.key': readFileSync(all.clientKey, 'utf8'),
      'ssl.keystore.certificate.chain': readFileSync(all.clientCertificate, 'utf8'),
    });
    await reads('mutual-ssl', {
      ...trust,
      'ssl.key.location': all.clientKeyEncrypted,
      'ssl.key.password': all.password,
      'ssl.certificate.location': all.clientCertificate,
    });
    await reads('mutual-ssl', {
      ...trust,
      'ssl.keystore.location': all.clientPkcs12,
      'ssl.keystore.password': all.password,
    });
    expect(await fails('mutual-ssl', trust)).toMatch(/the broker demands a certificate|the connection was closed/);
    expect(
      await fails('mutual-ssl', {
        ...trust,
        'ssl.keystore.location': all.clientPkcs12,
        'ssl.keystore.password': 'wrong',
      }),
    ).toBe("cannot use the key or certificates of 'properties.ssl.*': the password is wrong");
  });

  test('versions and cipher suites', async () => {
    const trust = { ...ssl, 'ssl.ca.location': kafka.certificates!.ca };
    await reads('ssl', { ...trust, 'ssl.enabled.protocols': 'TLSv1.2' });
    await reads('ssl', { ...trust, 'ssl.cipher.suites': 'ECDHE-RSA-AES256-GCM-SHA384,TLS_AES_128_GCM_SHA256' });
    expect(await fails('ssl', { ...trust, 'ssl.cipher.suites': 'NO-SUCH' })).toMatch(/unknown cipher suite 'NO-SUCH'/);
  });
});
