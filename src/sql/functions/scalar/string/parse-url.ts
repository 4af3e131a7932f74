/** PARSE_URL: a part of a URL. */
import { RunTimeError } from '../../../diagnostics/run-time-error.ts';
import { STRING } from '../../../types/type.ts';
import { scalarFunction } from '../../define.ts';
import { parseJavaUrl, type UrlParts } from './java-url.ts';

const PARTS: Readonly<Record<string, (url: UrlParts) => string | null>> = {
  HOST: (url) => url.host,
  PATH: (url) => url.path,
  QUERY: (url) => url.query,
  REF: (url) => url.ref,
  PROTOCOL: (url) => url.protocol,
  FILE: (url) => (url.query === null ? url.path : `${url.path}?${url.query}`),
  AUTHORITY: (url) => url.authority,
  USERINFO: (url) => url.userInfo,
};

/** The value of the first parameter of a name. */
function queryValue(query: string, key: string): string | null {
  for (const pair of query.split('&')) {
    if (pair.startsWith(`${key}=`)) return pair.slice(key.length + 1);
  }
  // A key may have an ampersand in it.
  if (!key.includes('&')) return null;
  const at = `&${query}`.indexOf(`&${key}=`);
  return at < 0 ? null : query.slice(at + key.length + 1).split('&')[0]!;
}

function parseUrl(text: string, part: string, key?: string): string | null {
  if (key !== undefined && part !== 'QUERY') return null;
  const url = parseJavaUrl(text);
  if (url === undefined || !Object.hasOwn(PARTS, part)) return null;
  if (url.protocol === 'jar' || url.protocol === 'mailto') {
    throw new RunTimeError(`PARSE_URL takes no ${url.protocol}: URLs apart; it reads http, https, ftp and file`);
  }
  const value = PARTS[part]!(url);
  return key === undefined || value === null ? value : queryValue(value, key);
}

export const parseUrlFunction = scalarFunction({
  name: 'PARSE_URL',
  category: 'string',
  summary: 'A part of a URL, or a parameter of its query; NULL when there is none or the URL is not valid.',
  parameters: [
    { name: 'url', doc: 'The URL, of http, https, ftp or file.', accepts: 'CHARACTER' },
    { name: 'part', doc: 'HOST, PATH, QUERY, REF, PROTOCOL, AUTHORITY, FILE or USERINFO.', accepts: 'CHARACTER' },
    { name: 'key', doc: 'The name of a parameter of QUERY.', accepts: 'CHARACTER', optional: true },
  ],
  nulls: 'propagate',
  deterministic: true,
  returns: STRING,
  returnsNull: 'always',
  compile: () => ({ evaluate: parseUrl }),
  examples: [
    { sql: `PARSE_URL('http://facebook.com/path1/p.php?k1=v1&k2=v2#Ref1', 'HOST')`, result: 'facebook.com' },
    { sql: `PARSE_URL('http://facebook.com/path1/p.php?k1=v1&k2=v2#Ref1', 'QUERY', 'k1')`, result: 'v1' },
  ],
});
