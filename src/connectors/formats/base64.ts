/** Groups of four characters, the padding of each in place; white space only between them. */
const GROUPS = /^(?:[\0- ]*(?:[A-Za-z0-9+/]{4}|[A-Za-z0-9+/]{3}=|[A-Za-z0-9+/]{2}==))*[\0- ]*$/;
const GROUP = /[A-Za-z0-9+/]{2}[A-Za-z0-9+/=]{2}/g;

/** Bytes of base64 text with its padding (Jackson's MIME-NO-LINEFEEDS, which reads on behind padding); undefined when it is none. */
export function decodeBase64(text: string): Uint8Array | undefined {
  if (!GROUPS.test(text)) return undefined;
  const groups = text.match(GROUP) ?? [];
  return new Uint8Array(Buffer.concat(groups.map((group) => Buffer.from(group, 'base64'))));
}

export const encodeBase64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
