/** The key and trust settings of a table as options of Node's TLS; files are read once, when the client is opened. */
import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { type ConnectionOptions, createSecureContext, getCiphers } from 'node:tls';
import { EndpointError } from '../../../runtime/pipeline/failure.ts';
import { CERTIFICATE, CIPHERS, KEYS, TRUST } from '../options/places.ts';
import type { StoreSettings, TlsSettings } from '../options/security.ts';

const PKCS12_START = 0x30;
const JKS_MAGIC = 'feedfeed';

const fail = (message: string, options: readonly string[], hint?: string): never => {
  throw new EndpointError(message, { recoverable: false, options, ...(hint === undefined ? {} : { hint }) });
};

async function read(what: string, path: string, options: readonly string[]): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    return fail(`cannot read the ${what} '${path}'${missing ? ': there is no such file' : ''}`, options);
  }
}

type Part = Pick<ConnectionOptions, 'ca' | 'key' | 'cert' | 'pfx' | 'passphrase'>;

export async function tlsOptions(settings: TlsSettings): Promise<ConnectionOptions> {
  const { ciphers } = settings;
  if (ciphers !== undefined) checkCiphers(ciphers);
  const options: ConnectionOptions = {
    ...(await trust(settings.trust)),
    ...(await identity(settings.key, settings.keyPassword)),
    rejectUnauthorized: settings.verifyCertificate,
    minVersion: settings.minVersion,
    maxVersion: settings.maxVersion,
    ...(ciphers === undefined ? {} : { ciphers }),
    ...(settings.verifyHostName ? {} : { checkServerIdentity: () => undefined }),
  };
  try {
    // Wrong passwords and broken files show here, not at the first connection.
    createSecureContext(options);
  } catch (error) {
    fail(`cannot use the key or certificates of 'properties.ssl.*': ${contextFault(error)}`, KEYS);
  }
  return options;
}

const CONTEXT_FAULTS: readonly (readonly [RegExp, string])[] = [
  [/mac verify failure|bad decrypt|bad password|ERR_OSSL_BAD_DECRYPT/i, 'the password is wrong'],
  [/key values mismatch/i, 'the private key does not belong to the certificate'],
  [
    /not enough data|no start line|PEM|asn1|DECODER|header too long|wrong tag/i,
    'they are not in a form that can be read',
  ],
  [/unsupported/i, 'they are encrypted in a way that is not supported (an old PKCS12 file: create it anew)'],
];

const contextFault = (error: unknown): string => {
  const text = `${(error as Error).message} ${String((error as { code?: string }).code)}`;
  return CONTEXT_FAULTS.find(([pattern]) => pattern.test(text))?.[1] ?? 'they cannot be read';
};

function checkCiphers(ciphers: string): void {
  const known = new Set(getCiphers().map((name) => name.toLowerCase()));
  const unknown = ciphers.split(':').find((name) => !known.has(name.trim().toLowerCase()));
  if (unknown !== undefined)
    fail(
      `unknown cipher suite '${unknown}' in 'properties.ssl.cipher.suites'`,
      CIPHERS,
      "names are OpenSSL's: `ECDHE-RSA-AES128-GCM-SHA256`",
    );
}

/** What kind a store is: said, or seen at its first bytes. */
async function open(
  what: string,
  store: StoreSettings,
  options: readonly string[],
): Promise<{ readonly kind: 'PEM' | 'PKCS12'; readonly bytes: Buffer }> {
  const bytes = await read(what, store.location!, options);
  if (bytes.subarray(0, 4).toString('hex') === JKS_MAGIC)
    fail(
      `the ${what} '${store.location}' is a Java key store (JKS), which cannot be read`,
      options,
      `convert it: keytool -importkeystore -srckeystore ${store.location} -destkeystore store.p12 -deststoretype PKCS12`,
    );
  return { kind: store.type ?? (bytes[0] === PKCS12_START ? 'PKCS12' : 'PEM'), bytes };
}

async function trust(store: StoreSettings): Promise<Part> {
  if (store.certificates !== undefined)
    return { ca: pemCertificates("option 'properties.ssl.truststore.certificates'", store.certificates) };
  if (store.certificateLocation !== undefined) {
    const what = 'file of trusted certificates';
    const bytes = await read(what, store.certificateLocation, TRUST);
    return { ca: pemCertificates(`the ${what} '${store.certificateLocation}'`, bytes.toString()) };
  }
  if (store.location === undefined) return {};
  const { kind, bytes } = await open('trust store', store, TRUST);
  if (kind === 'PEM') return { ca: pemCertificates(`the trust store '${store.location}'`, bytes.toString()) };
  return { ca: [...(await certificatesOfPkcs12(bytes, store))] };
}

/** Node passes over certificates to trust that it cannot read. */
function pemCertificates(what: string, text: string): string[] {
  const found = text.match(/-----BEGIN (TRUSTED )?CERTIFICATE-----[\s\S]*?-----END (TRUSTED )?CERTIFICATE-----/g) ?? [];
  if (found.length === 0) fail(`${what} holds no certificate`, TRUST);
  for (const certificate of found)
    try {
      new X509Certificate(certificate);
    } catch {
      fail(`${what} holds a certificate that cannot be read`, TRUST);
    }
  return [...found];
}

/** Node takes a PKCS12 file as the client's identity only: its certificates are had by opening it apart. */
async function certificatesOfPkcs12(bytes: Buffer, store: StoreSettings): Promise<readonly string[]> {
  const { pkcs12Certificates } = await import('./pkcs12.ts');
  const found = pkcs12Certificates(bytes, store.password ?? '');
  if ('problem' in found) return fail(`cannot read the trust store '${store.location}': ${found.problem}`, TRUST);
  return found.certificates;
}

async function identity(store: StoreSettings, keyPassword: string | undefined): Promise<Part> {
  const passphrase = keyPassword ?? store.password;
  const phrase = passphrase === undefined ? {} : { passphrase };
  if (store.privateKey !== undefined || store.keyLocation !== undefined) {
    const key = store.privateKey ?? (await read('private key', store.keyLocation!, KEYS));
    const cert =
      store.certificates ??
      (store.certificateLocation && (await read('certificate', store.certificateLocation, CERTIFICATE)));
    return cert === undefined ? fail('a private key needs its certificate', KEYS) : { key, cert, ...phrase };
  }
  if (store.location === undefined) return {};
  const { kind, bytes } = await open('key store', store, KEYS);
  if (kind === 'PEM') return { key: bytes, cert: bytes, ...phrase };
  return { pfx: bytes, ...(store.password === undefined ? phrase : { passphrase: store.password }) };
}
