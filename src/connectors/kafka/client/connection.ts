/** One connection to one broker: the library's socket, TLS and login, with the API versions that both sides know. */
import { isIP } from 'node:net';
import type { ConnectionOptions as TlsOptions } from 'node:tls';
import { type API, apiVersionsV3, Connection, type SASLOptions } from '@platformatic/kafka';
import { EndpointError } from '../../../runtime/pipeline/failure.ts';
import { BROKERS, LOGIN, TOKENS } from '../options/places.ts';
import type { Broker } from '../options/rules.ts';
import type { Login } from '../options/security.ts';
import { kafkaFailure } from './failure.ts';
import { tokenProvider } from './oauth.ts';
import type { ClientSettings } from './settings.ts';
import { tlsOptions } from './tls.ts';

export interface KafkaConnection {
  readonly broker: Broker;
  /** @returns the highest of the versions that the broker knows too. @throws EndpointError when there is none */
  version(api: { readonly key: number; readonly name: string }, ours: readonly number[]): number;
  /** The answer; where it holds errors of topics or partitions they stand in it. @throws EndpointError */
  call<Arguments extends unknown[], Answer>(
    doing: string,
    api: API<Arguments, Answer>,
    ...args: Arguments
  ): Promise<Answer>;
  readonly open: boolean;
  close(): Promise<void>;
}

const REFUSED = { recoverable: false, options: [...LOGIN, ...TOKENS] };

/** Opens connections of one client: reads keys and certificates once. */
export type Connect = (broker: Broker) => Promise<KafkaConnection>;

export async function connector(settings: ClientSettings, clientId: string, nowMs: () => number): Promise<Connect> {
  const { tls, login } = settings.security;
  const secure = tls ? await tlsOptions(tls) : undefined;
  const sasl = login ? saslOptions(login, nowMs) : undefined;
  return (broker) => connect(settings, clientId, broker, secure, sasl);
}

function saslOptions(login: Login, nowMs: () => number): SASLOptions {
  if (login.mechanism !== 'OAUTHBEARER')
    return { mechanism: login.mechanism, username: login.username, password: login.password };
  return {
    mechanism: 'OAUTHBEARER',
    token: tokenProvider(login.token, nowMs),
    oauthBearerExtensions: { ...login.extensions },
    // A refused token is said in the answer's bytes, not in its error code.
    authBytesValidator: (bytes, done) => {
      done(bytes.length > 0 ? new EndpointError('the broker refused the token', REFUSED) : null, bytes);
    },
  };
}

async function connect(
  settings: ClientSettings,
  clientId: string,
  broker: Broker,
  tls: TlsOptions | undefined,
  sasl: SASLOptions | undefined,
): Promise<KafkaConnection> {
  const address = `${broker.host}:${broker.port}`;
  const connection = new Connection(clientId, {
    connectTimeout: settings.connectTimeoutMs,
    requestTimeout: settings.requestTimeoutMs,
    ...(tls ? { tls, ...(isIP(broker.host) ? {} : { tlsServerName: broker.host }) } : {}),
    ...(sasl ? { sasl } : {}),
  });
  // Without a listener Node takes an error that comes between two requests for one that nobody handles.
  connection.on('error', () => {});
  connection.on('timeout', () => {});
  const close = () => connection.close().catch(() => {});
  try {
    await connection.connect(broker.host, broker.port);
    const known = await apiVersionsV3.api.async(connection, 'streamsql', '1');
    const ranges = new Map(known.apiKeys.map((range) => [range.apiKey, range]));
    return opened(connection, broker, ranges, close);
  } catch (error) {
    await close();
    throw kafkaFailure(error, `connect to broker ${address}`);
  }
}

interface Range {
  readonly minVersion: number;
  readonly maxVersion: number;
}

function opened(
  connection: Connection,
  broker: Broker,
  ranges: ReadonlyMap<number, Range>,
  close: () => Promise<void>,
): KafkaConnection {
  const address = `${broker.host}:${broker.port}`;
  return {
    broker,
    get open() {
      return connection.isConnected();
    },
    version(api, ours) {
      const range = ranges.get(api.key);
      const best = ours.filter((version) => range && version >= range.minVersion && version <= range.maxVersion);
      if (best.length > 0) return Math.max(...best);
      const theirs = range ? `it knows versions ${range.minVersion} to ${range.maxVersion}` : 'it does not know it';
      throw new EndpointError(
        `broker ${address} cannot be used: ${api.name} is needed in version ${ours.join(', ')}, ${theirs}`,
        { recoverable: false, options: BROKERS },
      );
    },
    async call(doing, api, ...args) {
      try {
        return await api.async(connection, ...args);
      } catch (error) {
        // Errors of single topics and partitions: the answer is there all the same.
        const response = (error as { response?: unknown }).response;
        if (response !== undefined) return response as never;
        // A late answer would be taken for that of the next request.
        await close();
        throw kafkaFailure(error, `${doing} (broker ${address})`);
      }
    },
    close,
  };
}
