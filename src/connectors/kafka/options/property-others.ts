/** Kafka client properties that are known and not used: harmless ones, said in a warning, and ones that are refused with the reason. */
import type { OptionSpec, OptionSpecs } from '../../options.ts';

const NO_GROUP = 'partitions are assigned by the job, no consumer group is joined';
const TUNING = 'it changes how Java’s or librdkafka’s client works inside, not what is read';
const OBSERVING = 'the job’s own metrics take its place';
const WRITING = 'it is about writing, and this table is read';

/** By property: why it has no effect. */
const HARMLESS: Readonly<Record<string, readonly string[]>> = {
  [NO_GROUP]: [
    'session.timeout.ms',
    'heartbeat.interval.ms',
    'max.poll.interval.ms',
    'partition.assignment.strategy',
    'group.instance.id',
    'group.protocol',
    'group.protocol.type',
    'group.remote.assignor',
    'internal.leave.group.on.close',
    'coordinator.query.interval.ms',
  ],
  [TUNING]: [
    'max.poll.records',
    'receive.buffer.bytes',
    'send.buffer.bytes',
    'connections.max.idle.ms',
    'metadata.max.age.ms',
    'metadata.recovery.strategy',
    'metadata.recovery.rebootstrap.trigger.ms',
    'topic.metadata.refresh.interval.ms',
    'client.dns.lookup',
    'reconnect.backoff.ms',
    'reconnect.backoff.max.ms',
    'allow.auto.create.topics',
    'exclude.internal.topics',
    'auto.commit.interval.ms',
    'socket.connection.setup.timeout.max.ms',
    'api.version.request',
    'api.version.request.timeout.ms',
    'broker.version.fallback',
    'broker.address.family',
    'broker.address.ttl',
    'socket.keepalive.enable',
    'socket.nagle.disable',
    'socket.max.fails',
    'queued.min.messages',
    'queued.max.messages.kbytes',
    'fetch.error.backoff.ms',
    'fetch.queue.backoff.ms',
    'enable.auto.offset.store',
    'enable.partition.eof',
    'max.in.flight',
    'receive.message.max.bytes',
    'partition.discovery.interval.ms',
    'ssl.keymanager.algorithm',
    'ssl.trustmanager.algorithm',
    'ssl.secure.random.implementation',
    'ssl.protocol',
    'sasl.login.connect.timeout.ms',
    'sasl.login.refresh.buffer.seconds',
    'sasl.login.refresh.min.period.seconds',
    'sasl.login.refresh.window.factor',
    'sasl.login.refresh.window.jitter',
    'sasl.login.retry.backoff.ms',
    'sasl.login.retry.backoff.max.ms',
  ],
  [OBSERVING]: [
    'metric.reporters',
    'metrics.num.samples',
    'metrics.recording.level',
    'metrics.sample.window.ms',
    'auto.include.jmx.reporter',
    'enable.metrics.push',
    'register.consumer.metrics',
    'statistics.interval.ms',
    'log_level',
    'log.connection.close',
    'debug',
  ],
  [WRITING]: [
    'acks',
    'request.required.acks',
    'batch.size',
    'linger.ms',
    'queue.buffering.max.ms',
    'buffer.memory',
    'compression.type',
    'compression.codec',
    'delivery.timeout.ms',
    'message.timeout.ms',
    'enable.idempotence',
    'max.block.ms',
    'max.in.flight.requests.per.connection',
    'max.request.size',
    'message.max.bytes',
    'retries',
    'transaction.timeout.ms',
  ],
};

const CLASSES = 'Java classes cannot be loaded';
const KERBEROS = 'Kerberos (GSSAPI) is not supported: PLAIN, SCRAM-SHA-256, SCRAM-SHA-512 and OAUTHBEARER are';

const REFUSED: Readonly<Record<string, readonly string[]>> = {
  [CLASSES]: [
    'interceptor.classes',
    'key.deserializer',
    'value.deserializer',
    'key.serializer',
    'value.serializer',
    'partitioner.class',
    'security.providers',
    'ssl.engine.factory.class',
    'ssl.provider',
    'sasl.client.callback.handler.class',
    'sasl.login.class',
    'sasl.jwt.retriever.class',
    'plugin.library.paths',
  ],
  [KERBEROS]: [
    'sasl.kerberos.service.name',
    'sasl.kerberos.kinit.cmd',
    'sasl.kerberos.keytab',
    'sasl.kerberos.principal',
    'sasl.kerberos.min.time.before.relogin',
    'sasl.kerberos.ticket.renew.jitter',
    'sasl.kerberos.ticket.renew.window.factor',
  ],
  'transactions of a sink are named by ‘sink.transactional-id-prefix’': ['transactional.id'],
  'the certificate revocation list is not checked here': ['ssl.crl.location'],
};

const pairs = (table: Readonly<Record<string, readonly string[]>>): readonly (readonly [string, string])[] =>
  Object.entries(table).flatMap(([reason, names]) => names.map((name) => [name, reason] as const));

/** Why a property that is accepted does nothing; by property, without `properties.`. */
export const NO_EFFECT: ReadonlyMap<string, string> = new Map(pairs(HARMLESS));

const harmlessSpec = (reason: string): OptionSpec => ({ type: 'string', doc: `Has no effect: ${reason}` });
const refusedSpec = (reason: string): OptionSpec => ({
  type: 'string',
  doc: `Not supported: ${reason}`,
  refused: reason,
});

export const OTHER_PROPERTIES: OptionSpecs = Object.fromEntries([
  ...pairs(HARMLESS).map(([name, reason]) => [`properties.${name}`, harmlessSpec(reason)] as const),
  ...pairs(REFUSED).map(([name, reason]) => [`properties.${name}`, refusedSpec(reason)] as const),
]);
