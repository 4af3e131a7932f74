/** The certificates of a PKCS12 trust store as PEM: Node opens such files only when they hold a private key. */
import { createDecipheriv, pbkdf2Sync } from 'node:crypto';
import { CONTEXT_0, type Der, der, derValues, OCTETS, objectId, SEQUENCE } from './der.ts';

const DATA = '1.2.840.113549.1.7.1';
const ENCRYPTED_DATA = '1.2.840.113549.1.7.6';
const CERTIFICATE_BAG = '1.2.840.113549.1.12.10.1.3';
const PBES2 = '1.2.840.113549.1.5.13';

const DIGESTS: Readonly<Record<string, string>> = {
  '1.2.840.113549.2.7': 'sha1',
  '1.2.840.113549.2.9': 'sha256',
  '1.2.840.113549.2.10': 'sha384',
  '1.2.840.113549.2.11': 'sha512',
};
const CIPHERS: Readonly<Record<string, { readonly name: string; readonly keyBytes: number }>> = {
  '2.16.840.1.101.3.4.1.2': { name: 'aes-128-cbc', keyBytes: 16 },
  '2.16.840.1.101.3.4.1.22': { name: 'aes-192-cbc', keyBytes: 24 },
  '2.16.840.1.101.3.4.1.42': { name: 'aes-256-cbc', keyBytes: 32 },
};
const MAX_ITERATIONS = 10_000_000;

export function pkcs12Certificates(
  bytes: Buffer,
  password: string,
): { readonly certificates: readonly string[] } | { readonly problem: string } {
  try {
    const certificates = derValues(contentOf(derValues(der(bytes).content)[1])).flatMap((sequence) =>
      derValues(sequence.content).flatMap((part) => certificatesIn(safeContents(part, password))),
    );
    return certificates.length > 0 ? { certificates } : { problem: 'it holds no certificate' };
  } catch (error) {
    if (error instanceof UnsupportedStore)
      return { problem: `${error.message}; as PEM it can be read: openssl pkcs12 -in FILE -nokeys -out ca.pem` };
    return { problem: error instanceof RangeError ? 'it is no PKCS12 file' : 'the password is wrong' };
  }
}

class UnsupportedStore extends Error {
  override readonly name = 'UnsupportedStore';
}

/** The octets of a ContentInfo of kind `data`. */
function contentOf(info: Der | undefined): Buffer {
  const [kind, wrapped] = derValues(info?.content ?? Buffer.alloc(0));
  if (objectId(kind) !== DATA || wrapped?.tag !== CONTEXT_0) throw new RangeError('expected data');
  return octets(der(wrapped.content));
}

function octets(value: Der | undefined): Buffer {
  if (value?.tag !== OCTETS) throw new RangeError('expected octets');
  return value.content;
}

/** The bags of one part of the store, decrypted where they are encrypted. */
function safeContents(info: Der, password: string): Buffer {
  const [kind, wrapped] = derValues(info.content);
  if (objectId(kind) !== ENCRYPTED_DATA) return contentOf(info);
  const [, encrypted] = derValues(der(wrapped!.content).content);
  const [, algorithm, content] = derValues(encrypted!.content);
  return decrypt(algorithm!, content!.content, password);
}

function decrypt(algorithm: Der, content: Buffer, password: string): Buffer {
  const [kind, parameters] = derValues(algorithm.content);
  if (objectId(kind) !== PBES2) throw new UnsupportedStore('it is encrypted in an old way (not PBES2)');
  const [derivation, encryption] = derValues(parameters!.content);
  const [, pbkdf2] = derValues(derivation!.content);
  const [salt, rounds, ...more] = derValues(pbkdf2!.content);
  const digestId = more.find((value) => value.tag === SEQUENCE);
  const digest = digestId ? DIGESTS[objectId(derValues(digestId.content)[0])] : 'sha1';
  const [cipherId, iv] = derValues(encryption!.content);
  const cipher = CIPHERS[objectId(cipherId)];
  const iterations = rounds!.content.readUIntBE(0, rounds!.content.length);
  if (digest === undefined || cipher === undefined || iterations > MAX_ITERATIONS)
    throw new UnsupportedStore('it is encrypted with a cipher that is not supported');
  const key = pbkdf2Sync(password, octets(salt), iterations, cipher.keyBytes, digest);
  const decipher = createDecipheriv(cipher.name, key, octets(iv));
  return Buffer.concat([decipher.update(content), decipher.final()]);
}

function certificatesIn(contents: Buffer): string[] {
  return derValues(der(contents).content).flatMap((bag) => {
    const [kind, wrapped] = derValues(bag.content);
    if (objectId(kind) !== CERTIFICATE_BAG) return [];
    const [, value] = derValues(der(wrapped!.content).content);
    const base64 = octets(der(value!.content)).toString('base64');
    return [`-----BEGIN CERTIFICATE-----\n${base64.replace(/.{64}(?=.)/g, '$&\n')}\n-----END CERTIFICATE-----\n`];
  });
}
