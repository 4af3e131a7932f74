/** Errors of the client library and of sockets as what a person is told, and whether trying again can help. */
import { EndpointError } from '../../../runtime/pipeline/failure.ts';
import { BROKERS, KEYS, LOGIN, MECHANISM, PROTOCOL, TRUST } from '../options/places.ts';

const CLOSED = 'the connection was closed by the broker';
const OTHER_PROTOCOL = "the broker may expect another 'properties.security.protocol'";

const SYSTEM: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'the connection was refused',
  ECONNRESET: CLOSED,
  EPIPE: CLOSED,
  ETIMEDOUT: 'there was no answer in time',
  ENOTFOUND: 'the host name is not known',
  EAI_AGAIN: 'the host name could not be looked up',
  EHOSTUNREACH: 'the host cannot be reached',
  ENETUNREACH: 'the network cannot be reached',
};

/** Faults of certificates: trying again does not help. */
const CERTIFICATES: Readonly<Record<string, string>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: 'the broker’s certificate is signed by itself and not trusted',
  SELF_SIGNED_CERT_IN_CHAIN: 'the broker’s certificate is signed by an authority that is not trusted',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'the broker’s certificate is signed by an authority that is not trusted',
  UNABLE_TO_GET_ISSUER_CERT: 'the broker’s certificate is signed by an authority that is not trusted',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'the broker’s certificate is signed by an authority that is not trusted',
  CERT_HAS_EXPIRED: 'the broker’s certificate has expired',
  CERT_NOT_YET_VALID: 'the broker’s certificate is not valid yet',
  ERR_TLS_CERT_ALTNAME_INVALID: 'the broker’s certificate is for another host',
};

interface Known {
  readonly message?: unknown;
  readonly code?: unknown;
  readonly apiId?: unknown;
  readonly canRetry?: unknown;
  readonly serverErrorMessage?: unknown;
  readonly cause?: unknown;
  readonly errors?: unknown;
}

/** The error and what caused it, outermost first; bounded, as causes may form a ring. */
function causes(error: unknown): Known[] {
  const found: Known[] = [];
  const open: unknown[] = [error];
  while (open.length > 0 && found.length < 20) {
    const next = open.shift();
    if (next === null || typeof next !== 'object') continue;
    const known = next as Known;
    found.push(known);
    open.push(known.cause, ...(Array.isArray(known.errors) ? (known.errors as unknown[]) : []));
  }
  return found;
}

const words = (id: string): string => id.toLowerCase().replaceAll('_', ' ');

type Make = (why: string, recoverable: boolean, options?: readonly string[], hint?: string) => EndpointError;

/** @param doing what was tried: `fetch from broker 1` */
export function kafkaFailure(error: unknown, doing: string): EndpointError {
  if (error instanceof EndpointError) return error;
  const chain = causes(error);
  const make: Make = (why, recoverable, options = BROKERS, hint) =>
    new EndpointError(`cannot ${doing}: ${why}`, {
      ...{ cause: error, recoverable, options },
      ...(hint === undefined ? {} : { hint }),
    });
  const explained = chain.find((one): one is EndpointError => one instanceof EndpointError);
  if (explained) return make(explained.message, explained.recoverable, explained.options, explained.hint);
  for (const one of chain) {
    const code = String(one.code ?? '');
    const certificate = CERTIFICATES[code];
    if (certificate !== undefined)
      return make(
        certificate,
        false,
        TRUST,
        "trust its authority with 'properties.ssl.truststore.location' or 'properties.ssl.ca.location'",
      );
    if (/SSL|TLS/.test(code) && /alert|ERR_SSL/i.test(`${code} ${String(one.message)}`))
      return make(tlsAlert(String(one.message), code), false, KEYS);
  }
  const protocol = chain.find((one) => typeof one.apiId === 'string');
  if (protocol) return fromProtocol(protocol, make);
  if (chain.some((one) => one.code === 'PLT_KFK_AUTHENTICATION'))
    return make('the broker refused the login', false, LOGIN);
  const system = chain.map((one) => SYSTEM[String(one.code)]).find((found) => found !== undefined);
  if (system === CLOSED && doing.startsWith('connect')) return make(system, true, PROTOCOL, OTHER_PROTOCOL);
  if (system !== undefined) return make(system, true);
  if (chain.some((one) => one.code === 'PLT_KFK_TIMEOUT')) return make('there was no answer in time', true);
  if (chain.some((one) => one.code === 'PLT_KFK_NETWORK'))
    return make('the connection was closed', true, PROTOCOL, OTHER_PROTOCOL);
  return make('the broker’s answer could not be read', true);
}

const tlsAlert = (message: string, code: string): string => {
  if (/wrong version number|packet length/i.test(message) || code === 'ERR_SSL_WRONG_VERSION_NUMBER')
    return 'the broker does not speak TLS on this port';
  if (/certificate required|handshake failure|bad certificate/i.test(message))
    return 'the broker demands a certificate of the client, or refuses the one it got';
  if (/protocol version|unsupported protocol/i.test(message))
    return 'the broker speaks none of the allowed versions of TLS';
  return 'no TLS connection could be made';
};

function fromProtocol({ apiId, canRetry, serverErrorMessage }: Known, make: Make): EndpointError {
  const said = typeof serverErrorMessage === 'string' && serverErrorMessage !== '' ? ` (${serverErrorMessage})` : '';
  switch (apiId) {
    case 'SASL_AUTHENTICATION_FAILED':
      return make('the broker refused the login: user or password, or token, is wrong', false, LOGIN);
    case 'UNSUPPORTED_SASL_MECHANISM':
      return make("the broker does not offer this 'properties.sasl.mechanism'", false, MECHANISM);
    case 'ILLEGAL_SASL_STATE':
      return make(
        'the broker does not expect a login on this port',
        false,
        PROTOCOL,
        "see 'properties.security.protocol'",
      );
    default:
      return make(`${words(String(apiId))}${said}`, canRetry === true);
  }
}

/** The words for an error code in a response, by the library's table. */
export const errorWords = (id: string | undefined, code: number): string =>
  id === undefined ? `error ${code}` : words(id);
