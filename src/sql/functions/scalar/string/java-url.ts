/** A URL in its parts as java.net.URL takes it apart; undefined for what it refuses. */

export interface UrlParts {
  readonly protocol: string;
  readonly authority: string | null;
  readonly userInfo: string | null;
  readonly host: string;
  readonly path: string;
  readonly query: string | null;
  readonly ref: string | null;
}

/** The protocols a JDK has handlers for. */
const PROTOCOLS: ReadonlySet<string> = new Set(['http', 'https', 'ftp', 'file', 'jar', 'mailto']);

interface Authority {
  readonly userInfo: string | null;
  readonly host: string;
}

const MAX_INT = 2147483647;

/** An empty port is none. */
function portIsValid(port: string): boolean {
  if (port === '') return true;
  return /^[+-]?\d+$/.test(port) && Number(port) >= -1 && Number(port) <= MAX_INT;
}

function readHost(host: string): string | undefined {
  if (!host.startsWith('[')) {
    const colon = host.indexOf(':');
    if (colon < 0) return host;
    return portIsValid(host.slice(colon + 1)) ? host.slice(0, colon) : undefined;
  }
  const end = host.indexOf(']');
  const rest = host.slice(end + 1);
  if (end <= 2 || !/^[0-9a-fA-F:.]*:[0-9a-fA-F:.]*(?:%.*)?$/.test(host.slice(1, end))) return undefined;
  if (rest !== '' && (!rest.startsWith(':') || !portIsValid(rest.slice(1)))) return undefined;
  return host.slice(0, end + 1);
}

function readAuthority(authority: string): Authority | undefined {
  const at = authority.indexOf('@');
  // More than one @ is no server's authority.
  if (at !== authority.lastIndexOf('@')) return { userInfo: null, host: '' };
  const host = readHost(authority.slice(at + 1));
  return host === undefined ? undefined : { userInfo: at < 0 ? null : authority.slice(0, at), host };
}

/** Without `/./` and `/../`, in Java's order of steps. */
function withoutDots(given: string): string {
  let path = given;
  for (let at = path.indexOf('/./'); at >= 0; at = path.indexOf('/./')) path = path.slice(0, at) + path.slice(at + 2);
  for (let at = path.indexOf('/../'); at >= 0; ) {
    const before = at > 0 ? path.lastIndexOf('/', at - 1) : -1;
    if (before >= 0 && path.indexOf('/../', before) !== 0) {
      path = path.slice(0, before) + path.slice(at + 3);
      at = path.indexOf('/../');
    } else {
      at = path.indexOf('/../', at + 3);
    }
  }
  while (path.endsWith('/..')) {
    const at = path.indexOf('/..');
    const before = at > 0 ? path.lastIndexOf('/', at - 1) : -1;
    if (before < 0) break;
    path = path.slice(0, before + 1);
  }
  if (path.startsWith('./') && path.length > 2) path = path.slice(2);
  return path.endsWith('/.') ? path.slice(0, -1) : path;
}

/** What stands before the first colon, when no slash comes first. */
function readProtocol(text: string): readonly [protocol: string, rest: string] | undefined {
  const found = /^([A-Za-z][A-Za-z0-9.+-]*):/.exec(text);
  if (found === null) return undefined;
  const protocol = found[1]!.toLowerCase();
  return PROTOCOLS.has(protocol) ? [protocol, text.slice(found[0].length)] : undefined;
}

const cut = (text: string, at: number): readonly [string, string | null] =>
  at < 0 ? [text, null] : [text.slice(0, at), text.slice(at + 1)];

export function parseJavaUrl(url: string): UrlParts | undefined {
  // Java trims every character up to a blank.
  let start = 0;
  let end = url.length;
  while (end > 0 && url.charCodeAt(end - 1) <= 32) end--;
  while (start < end && url.charCodeAt(start) <= 32) start++;
  const given = url.slice(start, end).replace(/^url:/i, '');
  const protocol = readProtocol(given);
  if (protocol === undefined) return undefined;
  const [beforeRef, ref] = cut(protocol[1], protocol[1].indexOf('#'));
  const [hierarchy, query] = cut(beforeRef, beforeRef.indexOf('?'));
  if (!hierarchy.startsWith('//') || hierarchy.startsWith('////')) {
    return {
      protocol: protocol[0],
      authority: null,
      userInfo: null,
      host: '',
      path: withoutDots(hierarchy),
      query,
      ref,
    };
  }
  const slash = hierarchy.indexOf('/', 2);
  const authority = slash < 0 ? hierarchy.slice(2) : hierarchy.slice(2, slash);
  const server = readAuthority(authority);
  if (server === undefined) return undefined;
  const path = slash < 0 ? '' : withoutDots(hierarchy.slice(slash));
  return { protocol: protocol[0], authority, userInfo: server.userInfo, host: server.host, path, query, ref };
}
