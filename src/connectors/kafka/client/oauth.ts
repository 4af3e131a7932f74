/** Tokens for OAUTHBEARER: asked for at an endpoint by client credentials, or made up unsecured for development. */
import { EndpointError } from '../../../runtime/pipeline/failure.ts';
import { LOGIN, TOKENS } from '../options/places.ts';
import type { TokenSource } from '../options/security.ts';

/** A token is asked for anew when less than this part of its life is left. */
const RENEW_AT = 0.2;
const SHORTEST_LIFE_MS = 1000;

/** @returns a function that gives a token which is still good */
export function tokenProvider(source: TokenSource, nowMs: () => number): () => Promise<string> {
  let token: Promise<{ readonly text: string; readonly renewMs: number }> | undefined;
  return async () => {
    if (token) {
      const held = await token.catch(() => undefined);
      if (held && nowMs() < held.renewMs) return held.text;
    }
    token = source.kind === 'unsecured' ? Promise.resolve(unsecured(source, nowMs())) : requested(source, nowMs());
    return (await token).text;
  };
}

const base64 = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

function unsecured(source: TokenSource & { kind: 'unsecured' }, nowMs: number) {
  const issued = Math.floor(nowMs / 1000);
  const claims = { ...source.claims, iat: issued, exp: issued + source.lifetimeSeconds };
  return {
    text: `${base64({ alg: 'none' })}.${base64(claims)}.`,
    renewMs: nowMs + source.lifetimeSeconds * 1000 * (1 - RENEW_AT),
  };
}

async function requested(source: TokenSource & { kind: 'endpoint' }, nowMs: number) {
  const { url, clientId, clientSecret, scope, timeoutMs } = source;
  const response = await fetch(url, {
    method: 'POST',
    redirect: 'error',
    signal: AbortSignal.timeout(timeoutMs),
    headers: {
      authorization: `Basic ${Buffer.from(`${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret)}`).toString('base64')}`,
      'content-type': 'application/x-www-form-urlencoded',
      accept: 'application/json',
    },
    body: new URLSearchParams({ grant_type: 'client_credentials', ...(scope === undefined ? {} : { scope }) }),
  }).catch((cause: unknown) => {
    throw new EndpointError(`the token endpoint ${url} cannot be reached`, { options: TOKENS, cause });
  });
  if (!response.ok) {
    const recoverable = response.status >= 500;
    throw new EndpointError(`the token endpoint ${url} refused to give a token (status ${response.status})`, {
      recoverable,
      options: recoverable ? TOKENS : LOGIN,
    });
  }
  const answer = (await response.json().catch(() => ({}))) as { access_token?: unknown; expires_in?: unknown };
  if (typeof answer.access_token !== 'string')
    throw new EndpointError(`the token endpoint ${url} answered without an access_token`, {
      recoverable: false,
      options: TOKENS,
    });
  const lifeMs = typeof answer.expires_in === 'number' ? answer.expires_in * 1000 : SHORTEST_LIFE_MS;
  return { text: answer.access_token, renewMs: nowMs + lifeMs * (1 - RENEW_AT) };
}
