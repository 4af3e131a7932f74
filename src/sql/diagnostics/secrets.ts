/** Passwords, tokens and keys in texts -> asterisks: for excerpts, messages and everything else that people and logs see. */
import type { Span } from './span.ts';

export const MASK = '******';

const SECRET_KEY =
  /password|passwd|secret|token(?!\.endpoint)|jaas|credential|oauthbearer\.config|private[._-]?key|(?:access|api|account|store)[._-]key|ssl\.key\.pem|sas[._-]?key/i;

/** Whether an option, setting or parameter holds a secret, told by its name: where no entry says so, or the text could not be parsed. */
export const isSecretName = (name: string): boolean => SECRET_KEY.test(name) && !/\.(?:location|type|url)$/i.test(name);

/** `'key' = 'value'`, also when the last quote is missing. */
const PAIR = /'((?:[^'\n]|'')+)'\s*=\s*'((?:[^']|'')*)(?:'|$)/dg;
/** `user:password@` behind `//`. */
const USER_INFO = /(?<=:\/\/)[^\s/?#'"@]+(?=@)/g;
/** A property in the value of another, as in a JAAS entry or a query string. */
const PROPERTY =
  /(?<=\b\w*(?:password|secret|token|signature)\w*\s*=\s*)(?:"(?:[^"\\]|\\.)*"|\\"(?:[^"\\])*\\"|[^\s"'&;,)]+)/gi;
/** Nothing but a reference to a parameter without a default. */
const REFERENCE = /^\$\{[\w.-]+\}$/;

/** The places in SQL text that hold secrets: values of secret options, and user names with passwords in addresses. */
export function secretSpans(text: string): Span[] {
  const spans: Span[] = [];
  for (const match of text.matchAll(PAIR)) {
    const value = match[2]!;
    const [start, end] = match.indices![2]!;
    if (isSecretName(match[1]!) && value !== '' && !REFERENCE.test(value)) spans.push({ start, end });
  }
  for (const match of text.matchAll(USER_INFO)) spans.push({ start: match.index, end: match.index + match[0].length });
  return spans;
}

/** The secrets themselves, whole and (of a JAAS entry) in part, so that they are known again in a message. */
export function secretValues(text: string): string[] {
  return secretSpans(text).flatMap(({ start, end }) => {
    const value = text.slice(start, end).replaceAll("''", "'");
    const parts = [...value.matchAll(PROPERTY)].map(([part]) => part.replace(/^\\?"|\\?"$/g, ''));
    return [value, ...parts];
  });
}

/** Secrets that can be told by their surroundings: user information of addresses, `password=…`. */
export const redactByForm = (text: string): string => text.replace(USER_INFO, MASK).replace(PROPERTY, MASK);

/** SQL text in which no secret can be read. */
export function redactSql(text: string): string {
  let redacted = '';
  let copied = 0;
  for (const { start, end } of secretSpans(text).sort((a, b) => a.start - b.start)) {
    if (start < copied) continue;
    redacted += text.slice(copied, start) + MASK;
    copied = end;
  }
  return redacted + text.slice(copied);
}

/** Shorter ones are words of their own too often; they are masked only between quotes. */
const SHORTEST_KNOWN = 4;

/** Puts the mask in place of secrets that are known by value. */
export function redactValues(text: string, secrets: Iterable<string>): string {
  let redacted = text;
  for (const secret of secrets) {
    if (secret === '' || !redacted.includes(secret)) continue;
    const escaped = secret.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    const pattern = secret.length < SHORTEST_KNOWN ? `(?<=['"])${escaped}(?=['"])` : `(?<!\\w)${escaped}(?!\\w)`;
    redacted = redacted.replace(new RegExp(pattern, 'g'), MASK);
  }
  return redacted;
}
