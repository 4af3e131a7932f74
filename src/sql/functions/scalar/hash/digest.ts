/** MD5, SHA1, SHA224, SHA256, SHA384, SHA512 and SHA2: digests of bytes or of the UTF-8 bytes of text, in lower-case hexadecimal. */
import { hash } from 'node:crypto';
import { RunTimeError } from '../../../diagnostics/run-time-error.ts';
import { char, varchar } from '../../../types/type.ts';
import { type ScalarFunction, scalarFunction } from '../../define.ts';

const digestText = (algorithm: string, data: string | Uint8Array): string => hash(algorithm, data, 'hex');

const digestFunction = (name: string, algorithm: string, length: number, example: string): ScalarFunction =>
  scalarFunction({
    name,
    category: 'hash',
    summary: `The ${name} digest of text or bytes as ${length} hexadecimal digits.`,
    parameters: [
      { name: 'data', doc: 'Bytes, or a text whose UTF-8 bytes are digested.', accepts: ['CHARACTER', 'BINARY'] },
    ],
    nulls: 'propagate',
    deterministic: true,
    returns: char(length),
    compile: () => ({ evaluate: (data: string | Uint8Array) => digestText(algorithm, data) }),
    examples: [{ sql: `${name}('a')`, result: example }],
  });

export const md5 = digestFunction('MD5', 'md5', 32, '0cc175b9c0f1b6a831c399e269772661');
export const sha1 = digestFunction('SHA1', 'sha1', 40, '86f7e437faa5a7fce15d1ddcb9eaeaea377667b8');
export const sha224 = digestFunction(
  'SHA224',
  'sha224',
  56,
  'abd37534c7d9a2efb9465de931cd7055ffdb8879563ae98078d6d6d5',
);
export const sha256 = digestFunction(
  'SHA256',
  'sha256',
  64,
  'ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb',
);
export const sha384 = digestFunction(
  'SHA384',
  'sha384',
  96,
  '54a59b9f22b0b80880d8427e548b7c23abd873486e1f035dce9cd697e85175033caa88e6d57bc35efae0b5afd3145f31',
);
export const sha512 = digestFunction(
  'SHA512',
  'sha512',
  128,
  '1f40fc92da241694750979ee6cf582f2d5d7d28e18335de05abc54d0560e0f5302860c652bf08d560252aa5e74210546f369fbbbce8c12cfc7957b2652fe9a75',
);

const SHA2_LENGTHS: ReadonlySet<number> = new Set([224, 256, 384, 512]);

function sha2Algorithm(length: number | bigint): string {
  const bits = Number(length);
  if (!SHA2_LENGTHS.has(bits)) throw new RunTimeError(`SHA2 has 224, 256, 384 or 512 bits, not ${bits}`);
  return `sha${bits}`;
}

export const sha2 = scalarFunction({
  name: 'SHA2',
  category: 'hash',
  summary: 'The SHA-2 digest of text or bytes with 224, 256, 384 or 512 bits, in hexadecimal.',
  parameters: [
    { name: 'data', doc: 'Bytes, or a text whose UTF-8 bytes are digested.', accepts: ['CHARACTER', 'BINARY'] },
    { name: 'bits', doc: '224, 256, 384 or 512.', accepts: 'INTEGER' },
  ],
  nulls: 'propagate',
  deterministic: true,
  returns: varchar(128),
  compile: (call) => {
    // A wrong constant fails for NULLs too: Flink looks for the algorithm before the first row.
    const constant = call.args[1]!.constant?.value;
    if (constant != null) sha2Algorithm(constant as number | bigint);
    return {
      evaluate: (data: string | Uint8Array, length: number | bigint) => digestText(sha2Algorithm(length), data),
    };
  },
  examples: [{ sql: "SHA2('a', 224)", result: 'abd37534c7d9a2efb9465de931cd7055ffdb8879563ae98078d6d6d5' }],
});
