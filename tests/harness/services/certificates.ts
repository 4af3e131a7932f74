// Makes the certificates of one test broker: an authority, the broker's and a client's key, as PEM and PKCS12.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './maven.ts';

export interface Certificates {
  /** The authority's certificate, PEM. */
  readonly ca: string;
  /** Private key (PKCS8) and certificate chain of the broker in one PEM file, as Kafka wants it. */
  readonly serverPem: string;
  readonly clientKey: string;
  /** The client's key encrypted with `password`. */
  readonly clientKeyEncrypted: string;
  readonly clientCertificate: string;
  /** Key and chain in one PEM file. */
  readonly clientPem: string;
  /** Key and chain as PKCS12 under `password`. */
  readonly clientPkcs12: string;
  readonly trustPkcs12: string;
  readonly password: string;
}

const DAYS = '30';

export async function makeCertificates(folder: string): Promise<Certificates> {
  mkdirSync(folder, { recursive: true });
  const at = (name: string) => join(folder, name);
  const password = 'changeit';
  await run('openssl', [
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-days',
    DAYS,
    '-subj',
    '/CN=test authority',
    '-addext',
    'basicConstraints=critical,CA:TRUE',
    '-keyout',
    at('ca.key'),
    '-out',
    at('ca.pem'),
  ]);
  for (const [name, subject] of [
    ['server', '/CN=localhost'],
    ['client', '/CN=alice'],
  ] as const) {
    await run('openssl', [
      'req',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-subj',
      subject,
      '-keyout',
      at(`${name}.key`),
      '-out',
      at(`${name}.csr`),
    ]);
    writeFileSync(at('names.cnf'), 'subjectAltName=DNS:localhost,IP:127.0.0.1\n');
    await run('openssl', [
      'x509',
      '-req',
      '-in',
      at(`${name}.csr`),
      '-CA',
      at('ca.pem'),
      '-CAkey',
      at('ca.key'),
      '-CAcreateserial',
      '-days',
      DAYS,
      '-extfile',
      at('names.cnf'),
      '-out',
      at(`${name}.crt`),
    ]);
    const parts = [`${name}.key`, `${name}.crt`, 'ca.pem'].map((file) => readFileSync(at(file), 'utf8'));
    writeFileSync(at(`${name}.pem`), parts.join(''));
  }
  await run('openssl', [
    'pkcs12',
    '-export',
    '-inkey',
    at('client.key'),
    '-in',
    at('client.crt'),
    '-certfile',
    at('ca.pem'),
    '-passout',
    `pass:${password}`,
    '-out',
    at('client.p12'),
  ]);
  await run('openssl', [
    'pkcs12',
    '-export',
    '-nokeys',
    '-in',
    at('ca.pem'),
    '-jdktrust',
    'anyExtendedKeyUsage',
    '-passout',
    `pass:${password}`,
    '-out',
    at('trust.p12'),
  ]).catch(() =>
    run('keytool', [
      '-importcert',
      '-noprompt',
      '-alias',
      'ca',
      '-file',
      at('ca.pem'),
      '-keystore',
      at('trust.p12'),
      '-storetype',
      'PKCS12',
      '-storepass',
      password,
    ]),
  );
  await run('openssl', [
    'pkcs8',
    '-topk8',
    '-in',
    at('client.key'),
    '-passout',
    `pass:${password}`,
    '-out',
    at('client-encrypted.key'),
  ]);
  return {
    ca: at('ca.pem'),
    serverPem: at('server.pem'),
    clientKey: at('client.key'),
    clientKeyEncrypted: at('client-encrypted.key'),
    clientCertificate: at('client.crt'),
    clientPem: at('client.pem'),
    clientPkcs12: at('client.p12'),
    trustPkcs12: at('trust.p12'),
    password,
  };
}
