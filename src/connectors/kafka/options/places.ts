/** Options that a failure may lie in, in Java's spelling and librdkafka's; the first that a table gives is shown. */
const properties = (...names: readonly string[]): readonly string[] => names.map((name) => `properties.${name}`);

export const TOPIC: readonly string[] = ['topic', 'topic-pattern'];
export const BROKERS = properties('bootstrap.servers', 'metadata.broker.list');
export const PROTOCOL = [...properties('security.protocol'), ...BROKERS];
export const MECHANISM = properties('sasl.mechanism', 'sasl.mechanisms');
export const LOGIN = properties(
  'sasl.jaas.config',
  'sasl.password',
  'sasl.oauthbearer.config',
  'sasl.oauthbearer.client.id',
  'sasl.oauthbearer.client.credentials.client.id',
);
export const TOKENS = properties('sasl.oauthbearer.token.endpoint.url');
export const TRUST = [
  ...properties('ssl.truststore.location', 'ssl.truststore.certificates', 'ssl.ca.pem', 'ssl.ca.location'),
  ...PROTOCOL,
];
export const KEYS = [
  ...properties(
    'ssl.keystore.location',
    'ssl.keystore.key',
    'ssl.key.pem',
    'ssl.key.location',
    'ssl.keystore.certificate.chain',
    'ssl.certificate.pem',
    'ssl.certificate.location',
  ),
  ...PROTOCOL,
];
export const CERTIFICATE = properties('ssl.certificate.location');
export const CIPHERS = properties('ssl.cipher.suites');
export const GROUP = properties('group.id');
export const RESET = [...properties('auto.offset.reset'), 'scan.startup.mode', ...GROUP];
