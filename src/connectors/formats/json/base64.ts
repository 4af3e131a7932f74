const CHARACTERS = /^[A-Za-z0-9+/]*={0,2}$/;

/** Bytes of base64 text with its padding, white space between the groups allowed (Jackson's MIME-NO-LINEFEEDS); undefined when it is none. */
export function decodeBase64(text: string): Uint8Array | undefined {
  const dense = text.replace(/[\0- ]+/g, '');
  if (dense.length % 4 !== 0 || !CHARACTERS.test(dense)) return undefined;
  return new Uint8Array(Buffer.from(dense, 'base64'));
}

export const encodeBase64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
