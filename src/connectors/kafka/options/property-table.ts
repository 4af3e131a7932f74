/** The Kafka client properties of `properties.*` as options: the ones that are used, in Java's spelling with librdkafka's as synonyms. */
import { type OptionSpec, type OptionSpecs, oneOf } from '../../options.ts';

type Property = Omit<OptionSpec, 'doc'> & { readonly doc: string; readonly librdkafka?: readonly string[] };

const text = (doc: string, more: Partial<Property> = {}): Property => ({ type: 'string', doc, ...more });
const count = (doc: string, byDefault: number, more: Partial<Property> = {}): Property => ({
  type: 'integer',
  doc,
  default: byDefault,
  ...more,
});
const flag = (doc: string, byDefault: boolean, more: Partial<Property> = {}): Property => ({
  type: 'boolean',
  doc,
  default: byDefault,
  ...more,
});
const secret = (doc: string, more: Partial<Property> = {}): Property => ({
  type: 'string',
  doc,
  secret: true,
  ...more,
});

const CLIENT: Readonly<Record<string, Property>> = {
  'bootstrap.servers': text('Brokers to start from: `host:port`, several separated by commas', {
    required: true,
    example: 'localhost:9092',
    librdkafka: ['metadata.broker.list'],
  }),
  'group.id': text(
    'Consumer group whose committed offsets are read (startup mode group-offsets) and written when a checkpoint completes',
  ),
  'client.id': text('Name of the client in the broker’s logs and quotas; the subtask is appended', {
    defaultText: 'the group, else `streamsql`',
  }),
  'client.id.prefix': text('Flink’s spelling of client.id'),
  'client.rack': text('Rack of this machine: lets the broker name a nearer replica'),
  'auto.offset.reset': {
    ...oneOf('earliest', 'latest', 'none', 'smallest', 'beginning', 'largest', 'end', 'error'),
    default: 'none',
    doc: 'Where a partition without a committed offset starts in startup mode group-offsets, and where reading goes on when an offset is no longer there; the other modes bring their own',
  },
  'isolation.level': {
    ...oneOf('read_uncommitted', 'read_committed'),
    default: 'read_uncommitted',
    doc: 'read_committed leaves out records of open and aborted transactions',
  },
  'commit.offsets.on.checkpoint': flag('Whether the group’s offsets are committed when a checkpoint completes', true),
  'enable.auto.commit': flag(
    'Offsets are committed when a checkpoint completes, whatever this says; true gets a warning',
    false,
  ),
  'fetch.min.bytes': count('The broker answers a fetch when so many bytes are there', 1),
  'fetch.max.wait.ms': count('… or after so many milliseconds', 500, { librdkafka: ['fetch.wait.max.ms'] }),
  'fetch.max.bytes': count('At most so many bytes in one answer (one record batch is always let through)', 52428800),
  'max.partition.fetch.bytes': count('At most so many bytes of one partition in one answer', 1048576, {
    librdkafka: ['fetch.message.max.bytes'],
  }),
  'check.crcs': flag('Whether the checksums of record batches are verified', true),
  'request.timeout.ms': count('A request that is not answered for so many milliseconds has failed', 30000, {
    librdkafka: ['socket.timeout.ms'],
  }),
  'default.api.timeout.ms': count(
    'For so many milliseconds failed requests are repeated; unless it is set, 8000 until a broker has answered for the first time',
    60000,
  ),
  'socket.connection.setup.timeout.ms': count(
    'A connection that is not up after so many milliseconds has failed',
    10000,
  ),
  'retry.backoff.ms': count('Milliseconds before the first repetition of a failed request; doubled each time', 100),
  'retry.backoff.max.ms': count('Longest pause between repetitions in milliseconds', 1000),
};

const SECURITY: Readonly<Record<string, Property>> = {
  'security.protocol': {
    ...oneOf('PLAINTEXT', 'SSL', 'SASL_PLAINTEXT', 'SASL_SSL'),
    default: 'PLAINTEXT',
    doc: 'How the broker is spoken to',
  },
  'sasl.mechanism': {
    ...oneOf('PLAIN', 'SCRAM-SHA-256', 'SCRAM-SHA-512', 'OAUTHBEARER'),
    doc: 'How the client says who it is; Kerberos (GSSAPI) is not supported',
    librdkafka: ['sasl.mechanisms'],
  },
  'sasl.jaas.config': secret('Login module with its options, in Java’s JAAS syntax', {
    example: 'org.apache.kafka.common.security.plain.PlainLoginModule required username="u" password="p";',
  }),
  'sasl.username': text('User for PLAIN and SCRAM (librdkafka’s way, instead of a JAAS text)'),
  'sasl.password': secret('Password for PLAIN and SCRAM (librdkafka’s way)'),
  'sasl.login.callback.handler.class': text(
    'Of Java’s classes only OAuthBearerLoginCallbackHandler, which asks a token endpoint, has a counterpart here',
  ),
  'sasl.oauthbearer.token.endpoint.url': text('Where tokens are had by client credentials (OAuth 2.0)'),
  'sasl.oauthbearer.method': { ...oneOf('default', 'oidc'), doc: 'librdkafka: oidc asks the token endpoint' },
  'sasl.oauthbearer.client.id': text('Client id at the token endpoint', {
    librdkafka: ['sasl.oauthbearer.client.credentials.client.id'],
  }),
  'sasl.oauthbearer.client.secret': secret('Client secret at the token endpoint', {
    librdkafka: ['sasl.oauthbearer.client.credentials.client.secret'],
  }),
  'sasl.oauthbearer.scope': text('Scope asked for at the token endpoint'),
  'sasl.oauthbearer.extensions': text('Extensions sent with the token: `k=v,k2=v2`'),
  'sasl.oauthbearer.config': secret('librdkafka’s unsecured token: `principal=alice scope=… lifeSeconds=3600`'),
  'enable.sasl.oauthbearer.unsecure.jwt': flag('librdkafka: allows an unsecured token', false),
  'sasl.login.read.timeout.ms': count('The token endpoint has so many milliseconds to answer', 10000),
  'ssl.truststore.type': {
    ...oneOf('PEM', 'PKCS12', 'JKS'),
    doc: 'Kind of the trust store; found out from the file when absent',
  },
  'ssl.truststore.location': text('File with the certificates to trust'),
  'ssl.truststore.certificates': text('The certificates to trust themselves, PEM', { librdkafka: ['ssl.ca.pem'] }),
  'ssl.truststore.password': secret('Password of the trust store'),
  'ssl.ca.location': text('PEM file with the certificates to trust (librdkafka’s way)'),
  'ssl.keystore.type': {
    ...oneOf('PEM', 'PKCS12', 'JKS'),
    doc: 'Kind of the key store; found out from the file when absent',
  },
  'ssl.keystore.location': text('File with the client’s key and certificates'),
  'ssl.keystore.password': secret('Password of the key store'),
  'ssl.keystore.key': secret('The client’s private key itself, PEM', { librdkafka: ['ssl.key.pem'] }),
  'ssl.keystore.certificate.chain': text('The client’s certificates themselves, PEM', {
    librdkafka: ['ssl.certificate.pem'],
  }),
  'ssl.key.password': secret('Password of the private key'),
  'ssl.key.location': text('PEM file with the client’s private key (librdkafka’s way)'),
  'ssl.certificate.location': text('PEM file with the client’s certificates (librdkafka’s way)'),
  'ssl.endpoint.identification.algorithm': text(
    '`https` compares the broker’s name with its certificate; empty or `none` does not',
    {
      default: 'https',
    },
  ),
  'enable.ssl.certificate.verification': flag('librdkafka: whether the broker’s certificate is checked', true),
  'ssl.enabled.protocols': text('Versions of TLS that may be used, separated by commas', {
    default: 'TLSv1.2,TLSv1.3',
  }),
  'ssl.cipher.suites': text('Cipher suites that may be used, in OpenSSL’s spelling'),
};

const toSpec = ({ librdkafka, ...spec }: Property): OptionSpec => ({
  ...spec,
  ...(librdkafka ? { synonyms: librdkafka.map((name) => `properties.${name}`) } : {}),
});

export const USED_PROPERTIES: OptionSpecs = Object.fromEntries(
  Object.entries({ ...CLIENT, ...SECURITY }).map(([key, property]) => [`properties.${key}`, toSpec(property)]),
);
