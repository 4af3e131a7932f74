import { describe, expect, test } from 'vitest';
import { FORMATS } from '../../src/connectors/formats/index.ts';
import { CONNECTORS } from '../../src/connectors/index.ts';
import { clientSettings } from '../../src/connectors/kafka/client/settings.ts';
import { parseJaas } from '../../src/connectors/kafka/options/jaas.ts';
import { parseBrokers } from '../../src/connectors/kafka/options/rules.ts';
import { securityOf } from '../../src/connectors/kafka/options/security.ts';
import { parseSpecificOffsets } from '../../src/connectors/kafka/options/specific-offsets.ts';
import { parseTopicPattern } from '../../src/connectors/kafka/options/topic-pattern.ts';
import { connectorRegistry } from '../../src/connectors/registry.ts';
import { checkOptions } from './table.ts';

const BASE = {
  topic: 't',
  'properties.bootstrap.servers': 'h:1',
  format: 'text',
  'scan.startup.mode': 'earliest-offset',
};

const messages = (more: Record<string, string | undefined>): string[] => {
  const raw = Object.fromEntries(Object.entries({ ...BASE, ...more }).filter(([, v]) => v !== undefined)) as Record<
    string,
    string
  >;
  return checkOptions(raw).problems.map((one) => one.message);
};
const settings = (more: Record<string, string> = {}) => clientSettings(checkOptions({ ...BASE, ...more }).options);
const login = (more: Record<string, string>) => {
  const security = securityOf(checkOptions({ ...BASE, 'properties.security.protocol': 'SASL_SSL', ...more }).options);
  if ('message' in security) throw new Error(security.message);
  return security.login;
};

describe('tables', () => {
  test('the least is enough', () => expect(messages({})).toEqual([]));

  test.each([
    [{ topic: undefined }, "either 'topic' or 'topic-pattern' must be set"],
    [{ 'topic-pattern': 'a' }, "options 'topic' and 'topic-pattern' shouldn't be set together"],
    [{ topic: ' ; ' }, "option 'topic' names no topic"],
    [
      { topic: undefined, 'topic-pattern': '(' },
      "option 'topic-pattern' has no value '(': expected a regular expression",
    ],
    [{ format: undefined }, "option 'format' is required: the format of the values (or 'value.format')"],
    [{ 'properties.bootstrap.servers': undefined }, "option 'properties.bootstrap.servers' is required"],
    [
      { 'properties.bootstrap.servers': 'nohost' },
      "option 'properties.bootstrap.servers' has no value 'nohost': expected host:port, several separated by commas",
    ],
    [
      { 'scan.startup.mode': 'timestamp' },
      "'scan.startup.timestamp-millis' is required in 'timestamp' startup mode but missing",
    ],
    [
      { 'scan.startup.mode': 'specific-offsets' },
      "'scan.startup.specific-offsets' is required in 'specific-offsets' startup mode but missing",
    ],
    [
      { 'scan.bounded.mode': 'timestamp' },
      "'scan.bounded.timestamp-millis' is required in 'timestamp' bounded mode but missing",
    ],
    [
      { 'scan.bounded.mode': 'specific-offsets', 'scan.bounded.specific-offsets': 'partition:0' },
      "option 'scan.bounded.specific-offsets' should follow the format 'partition:0,offset:42;partition:1,offset:300', but is 'partition:0'",
    ],
    [
      {
        topic: 'a;b',
        'scan.startup.mode': 'specific-offsets',
        'scan.startup.specific-offsets': 'partition:0,offset:1',
      },
      "specific offsets are for a single topic: 'topic' has to name one",
    ],
    [
      { 'key.fields': 'k' },
      "the option 'key.fields' can only be declared if a key format is defined using 'key.format'",
    ],
    [
      { 'key.format': 'text' },
      "a key format 'text' requires the declaration of one or more of key fields using 'key.fields'",
    ],
    [
      { 'key.format': 'text', 'key.fields': 'k', 'key.fields-prefix': 'k' },
      "a key prefix is not allowed when option 'value.fields-include' is set to 'ALL'",
    ],
    [
      { 'properties.fetch.min.bytes': '-1' },
      "option 'properties.fetch.min.bytes' has no value '-1': expected 0 or more",
    ],
    [
      { 'sink.delivery-guarantee': 'exactly-once' },
      "'sink.transactional-id-prefix' must be specified when the delivery guarantee is exactly-once",
    ],
    [
      { 'scan.startup.mode': 'earlist-offset' },
      /option 'scan.startup.mode' has no value 'earlist-offset': expected one of earliest-offset,/,
    ],
    [{ 'properties.no.such': '1' }, "unknown option 'properties.no.such'"],
    [{ 'properties.key.deserializer': 'X' }, "option 'properties.key.deserializer' is not supported"],
    [{ 'scan.parallelism': '2' }, "option 'scan.parallelism' is not supported"],
    [{ 'scan.watermark.idle-timeout': '1 s' }, "option 'scan.watermark.idle-timeout' is not supported"],
    [{ format: 'texd' }, /unknown format 'texd'/],
    [{ format: 'parquet' }, "format 'parquet' is one of whole files, and this table's records are single ones"],
    [{ 'text.most-rows': 'x' }, "option 'text.most-rows' has no value 'x': expected an integer"],
    [{ 'value.text.most-rows': '1' }, "unknown option 'value.text.most-rows'"],
    [{ 'value.format': 'raw' }, "options 'format' and 'value.format' name different formats, 'text' and 'raw'"],
  ])('%j', (more, message) => {
    const found = messages(more);
    expect(found).toHaveLength(1);
    if (message instanceof RegExp) expect(found[0]).toMatch(message);
    else expect(found[0]).toBe(message);
  });

  test('group offsets, the default, need a group when the table is read', () => {
    expect(messages({ 'scan.startup.mode': undefined })).toEqual([
      "option 'properties.group.id' is required when 'scan.startup.mode' is 'group-offsets', its default",
    ]);
    expect(messages({ 'scan.startup.mode': undefined, 'properties.group.id': 'g' })).toEqual([]);
  });

  test('the format of a prefix takes the options of its prefix', () => {
    expect(messages({ format: undefined, 'value.format': 'text', 'value.text.most-rows': '1' })).toEqual([]);
    expect(messages({ 'key.format': 'text', 'key.fields': 'k', 'key.text.most-rows': '1' })).toEqual([]);
  });
});

describe('client properties', () => {
  test('the defaults are those of the Java client', () => {
    expect(settings()).toMatchObject({
      groupId: undefined,
      requestTimeoutMs: 30000,
      apiTimeoutMs: 60000,
      firstContactMs: 8000,
      commitOffsets: false,
      autoOffsetReset: 'none',
      fetch: {
        minBytes: 1,
        maxWaitMs: 500,
        maxBytes: 52428800,
        partitionMaxBytes: 1048576,
        readCommitted: false,
        checkCrcs: true,
      },
    });
  });

  test("librdkafka's spelling", () => {
    const found = settings({
      'properties.fetch.wait.max.ms': '7',
      'properties.fetch.message.max.bytes': '8',
      'properties.socket.timeout.ms': '9',
      'properties.auto.offset.reset': 'smallest',
      'properties.isolation.level': 'read_committed',
    });
    expect(found).toMatchObject({
      requestTimeoutMs: 9,
      autoOffsetReset: 'earliest',
      fetch: { maxWaitMs: 7, partitionMaxBytes: 8, readCommitted: true },
    });
  });

  test('addresses', () => {
    expect(parseBrokers('a:1, SSL://b:2,[::1]:3')).toEqual([
      { host: 'a', port: 1 },
      { host: 'b', port: 2 },
      { host: '::1', port: 3 },
    ]);
    for (const wrong of ['', 'a', 'a:', 'a:b', 'a:70000', ':1']) expect(parseBrokers(wrong)).toBeUndefined();
  });

  test('secrets are known as such, in every spelling', () => {
    const registry = connectorRegistry(CONNECTORS, FORMATS).find('kafka')!;
    for (const secret of [
      'sasl.jaas.config',
      'sasl.password',
      'ssl.key.password',
      'ssl.keystore.password',
      'ssl.truststore.password',
      'ssl.keystore.key',
      'ssl.key.pem',
      'sasl.oauthbearer.client.secret',
      'sasl.oauthbearer.client.credentials.client.secret',
      'sasl.oauthbearer.config',
    ])
      expect(registry.isSecret(`properties.${secret}`), secret).toBe(true);
    for (const open of ['sasl.username', 'group.id', 'ssl.truststore.location'])
      expect(registry.isSecret(`properties.${open}`), open).toBe(false);
  });

  test('a wrong value of a secret is not printed', () => {
    const found = messages({
      'properties.security.protocol': 'SASL_SSL',
      'properties.sasl.mechanism': 'PLAIN',
      'properties.sasl.jaas.config': 'PlainLoginModule required username="u" password="hunter2"',
    });
    expect(found).toEqual(["option 'properties.sasl.jaas.config' is no JAAS text: expected a semicolon at the end"]);
    expect(found.join()).not.toContain('hunter2');
  });
});

describe('JAAS', () => {
  test.each([
    ['a.b.PlainLoginModule required username="u" password="p";', { username: 'u', password: 'p' }],
    ['x.PlainLoginModule  required\n username=\'u\'\n password="a\\"b;=" ;', { username: 'u', password: 'a"b;=' }],
    ['PlainLoginModule REQUIRED username=u password=p;', { username: 'u', password: 'p' }],
    ['PlainLoginModule required /* c */ username = "u" // x\n ;', { username: 'u' }],
    ['ScramLoginModule required;', {}],
  ])('%s', (text, options) => {
    const parsed = parseJaas(text);
    expect('module' in parsed && parsed.module.options).toEqual(options);
  });

  test.each([
    '',
    'M',
    'M required',
    'M maybe;',
    'M required a;',
    'M required a="b"',
    'M required a="b;',
    'M required; N required;',
  ])('refuses %s', (text) => expect(parseJaas(text)).toHaveProperty('problem'));
});

describe('logins', () => {
  const shaded = 'org.apache.flink.kafka.shaded.org.apache.kafka.common.security';
  test('PLAIN and SCRAM, from JAAS and as librdkafka has it', () => {
    expect(
      login({
        'properties.sasl.mechanism': 'PLAIN',
        'properties.sasl.jaas.config': `${shaded}.plain.PlainLoginModule required username="u" password="p";`,
      }),
    ).toEqual({ mechanism: 'PLAIN', username: 'u', password: 'p' });
    expect(
      login({
        'properties.sasl.mechanisms': 'SCRAM-SHA-512',
        'properties.sasl.username': 'u',
        'properties.sasl.password': 'p',
      }),
    ).toEqual({ mechanism: 'SCRAM-SHA-512', username: 'u', password: 'p' });
  });

  test('OAUTHBEARER', () => {
    expect(
      login({
        'properties.sasl.mechanism': 'OAUTHBEARER',
        'properties.sasl.jaas.config':
          'x.OAuthBearerLoginModule required unsecuredLoginStringClaim_sub="alice" unsecuredLoginNumberClaim_n="7" unsecuredLoginListClaim_scope="|a|b" unsecuredLoginExtension_e="f";',
      }),
    ).toEqual({
      mechanism: 'OAUTHBEARER',
      extensions: { e: 'f' },
      token: { kind: 'unsecured', lifetimeSeconds: 3600, claims: { sub: 'alice', n: 7, scope: ['a', 'b'] } },
    });
    expect(
      login({
        'properties.sasl.mechanism': 'OAUTHBEARER',
        'properties.sasl.oauthbearer.method': 'oidc',
        'properties.sasl.oauthbearer.token.endpoint.url': 'http://x/token',
        'properties.sasl.oauthbearer.client.id': 'i',
        'properties.sasl.oauthbearer.client.secret': 's',
        'properties.sasl.oauthbearer.extensions': 'a=b,c=d',
      }),
    ).toEqual({
      mechanism: 'OAUTHBEARER',
      extensions: { a: 'b', c: 'd' },
      token: { kind: 'endpoint', url: 'http://x/token', clientId: 'i', clientSecret: 's', timeoutMs: 10000 },
    });
  });

  test.each([
    [{}, "option 'properties.sasl.mechanism' is required by SASL"],
    [
      { 'properties.sasl.mechanism': 'GSSAPI' },
      "option 'properties.sasl.mechanism' has no value 'GSSAPI': expected one of PLAIN, SCRAM-SHA-256, SCRAM-SHA-512, OAUTHBEARER",
    ],
    [{ 'properties.sasl.mechanism': 'PLAIN' }, "option 'properties.sasl.jaas.config' is required by mechanism PLAIN"],
    [
      {
        'properties.sasl.mechanism': 'PLAIN',
        'properties.sasl.jaas.config': 'a.ScramLoginModule required username="u" password="p";',
      },
      "option 'properties.sasl.jaas.config' names the login module ScramLoginModule, but mechanism PLAIN needs PlainLoginModule",
    ],
    [
      { 'properties.ssl.truststore.location': '/x/y.jks', 'properties.sasl.mechanism': 'PLAIN' },
      "option 'properties.ssl.truststore.location' names a Java key store (JKS), which cannot be read",
    ],
  ])('%j', (more, message) => {
    expect(messages({ 'properties.security.protocol': 'SASL_SSL', ...more })).toEqual([message]);
  });
});

test('specific offsets', () => {
  expect(parseSpecificOffsets('partition:0,offset:42;partition:1,offset:300;')).toEqual(
    new Map([
      [0, 42n],
      [1, 300n],
    ]),
  );
  for (const wrong of [
    '',
    ';',
    'partition:0',
    'partition:0,offset:',
    'offset:1,partition:0',
    'partition:0, offset:1',
    'partition:-1,offset:2',
    'partition:0,offset:9223372036854775808',
  ])
    expect(parseSpecificOffsets(wrong), wrong).toBeUndefined();
});

describe('topic patterns', () => {
  const matches = (pattern: string, topic: string) => {
    const parsed = parseTopicPattern(pattern);
    if ('problem' in parsed) throw new Error(parsed.problem);
    return parsed.regExp.test(topic);
  };
  test('match the whole name, as Java does', () => {
    expect(matches('logs-\\d+', 'logs-12')).toBe(true);
    expect(matches('logs-\\d+', 'xlogs-12')).toBe(false);
    expect(matches('a|b', 'b')).toBe(true);
    expect(matches('a|b', 'bc')).toBe(false);
    expect(matches('\\p{Alpha}+', 'abc')).toBe(true);
    expect(matches('[\\p{Digit}_]+', '1_2')).toBe(true);
  });
  test.each(['(?i)a', 'a*+', '\\Qa\\E', '[a&&b]', '\\p{IsLatin}', '(', '\\A'])('refuse %s', (pattern) => {
    expect(parseTopicPattern(pattern)).toHaveProperty('problem');
  });
});
