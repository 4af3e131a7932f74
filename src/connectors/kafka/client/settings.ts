/** A table's client properties as plain settings, with every limit that bounds waiting and repeating. */
import type { Options } from '../../options.ts';
import { type Broker, parseBrokers } from '../options/rules.ts';
import { type SecuritySettings, securityOf } from '../options/security.ts';

export type OffsetReset = 'earliest' | 'latest' | 'none';

export interface ClientSettings {
  readonly brokers: readonly Broker[];
  readonly clientId: string;
  readonly groupId: string | undefined;
  readonly rack: string;
  readonly security: SecuritySettings;
  readonly requestTimeoutMs: number;
  readonly connectTimeoutMs: number;
  /** For so long failed requests are repeated. */
  readonly apiTimeoutMs: number;
  /** The same until a broker has answered for the first time. */
  readonly firstContactMs: number;
  readonly backoffMs: number;
  readonly backoffMaxMs: number;
  readonly autoOffsetReset: OffsetReset;
  readonly commitOffsets: boolean;
  readonly fetch: FetchSettings;
}

export interface FetchSettings {
  readonly minBytes: number;
  readonly maxWaitMs: number;
  readonly maxBytes: number;
  readonly partitionMaxBytes: number;
  readonly readCommitted: boolean;
  readonly checkCrcs: boolean;
}

const RESET: Readonly<Record<string, OffsetReset>> = {
  earliest: 'earliest',
  smallest: 'earliest',
  beginning: 'earliest',
  latest: 'latest',
  largest: 'latest',
  end: 'latest',
  none: 'none',
  error: 'none',
};

/** A wrong address is to be told while somebody still looks; a broker that is just starting gets the time it takes. */
export const FIRST_CONTACT_MS = 8000;

/** @param options checked: what is wrong with them was said when the table was created */
export function clientSettings(options: Options): ClientSettings {
  const text = (property: string) => options.get(`properties.${property}`) as string | undefined;
  const number = (property: string) => options.number(`properties.${property}`);
  const brokers = parseBrokers(options.string('properties.bootstrap.servers'));
  const security = securityOf(options);
  if (!brokers || 'message' in security) throw new Error('assertion: client properties were not checked');
  const groupId = text('group.id');
  return {
    brokers,
    security,
    groupId,
    clientId: text('client.id') ?? text('client.id.prefix') ?? groupId ?? 'streamsql',
    rack: text('client.rack') ?? '',
    requestTimeoutMs: number('request.timeout.ms'),
    connectTimeoutMs: number('socket.connection.setup.timeout.ms'),
    apiTimeoutMs: number('default.api.timeout.ms'),
    firstContactMs: options.has('properties.default.api.timeout.ms')
      ? number('default.api.timeout.ms')
      : FIRST_CONTACT_MS,
    backoffMs: number('retry.backoff.ms'),
    backoffMaxMs: number('retry.backoff.max.ms'),
    autoOffsetReset: RESET[options.string('properties.auto.offset.reset')]!,
    commitOffsets: groupId !== undefined && options.boolean('properties.commit.offsets.on.checkpoint'),
    fetch: {
      minBytes: number('fetch.min.bytes'),
      maxWaitMs: number('fetch.max.wait.ms'),
      maxBytes: number('fetch.max.bytes'),
      partitionMaxBytes: number('max.partition.fetch.bytes'),
      readCommitted: options.string('properties.isolation.level') === 'read_committed',
      checkCrcs: options.boolean('properties.check.crcs'),
    },
  };
}
