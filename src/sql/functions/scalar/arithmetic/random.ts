/** RAND, RAND_INTEGER and UUID: another value for every row; with a seed, Java's sequence for it. */
import { randomUUID } from 'node:crypto';
import { RunTimeError } from '../../../diagnostics/run-time-error.ts';
import { char, DOUBLE, INT, notNull } from '../../../types/type.ts';
import { scalarFunction } from '../../define.ts';
import { JavaRandom } from '../../java-random.ts';

export const rand = scalarFunction({
  name: 'RAND',
  category: 'arithmetic',
  summary: 'A random number from 0 (included) to 1 (excluded); with a seed the same sequence in every run.',
  parameters: [{ name: 'seed', doc: 'The start of the sequence.', accepts: INT, optional: true }],
  nulls: 'propagate',
  deterministic: false,
  returns: DOUBLE,
  compile(call) {
    if (call.args.length === 0) return { evaluate: () => Math.random() };
    let random: JavaRandom | undefined;
    return { evaluate: (seed: number) => (random ??= new JavaRandom(BigInt(seed))).nextDouble() };
  },
  examples: [{ sql: 'RAND() < 1', result: 'TRUE' }],
});

const checkBound = (bound: number): void => {
  if (bound <= 0) throw new RunTimeError(`the bound of RAND_INTEGER must be positive, found ${bound}`);
};

export const randInteger = scalarFunction({
  name: 'RAND_INTEGER',
  category: 'arithmetic',
  summary: 'A random whole number from 0 (included) to a bound (excluded); with a seed the same sequence in every run.',
  syntax: ['RAND_INTEGER(bound)', 'RAND_INTEGER(seed, bound)'],
  parameters: [
    { name: 'seed', doc: 'The start of the sequence; the bound when it stands alone.', accepts: INT },
    { name: 'bound', doc: 'One more than the largest result.', accepts: INT, optional: true },
  ],
  nulls: 'propagate',
  deterministic: false,
  returns: INT,
  compile(call) {
    if (call.args.length === 1) {
      return {
        evaluate: (bound: number) => {
          checkBound(bound);
          return Math.floor(Math.random() * bound);
        },
      };
    }
    let random: JavaRandom | undefined;
    return {
      evaluate: (seed: number, bound: number) => {
        checkBound(bound);
        random ??= new JavaRandom(BigInt(seed));
        return random.nextInt(bound);
      },
    };
  },
  examples: [{ sql: 'RAND_INTEGER(1)', result: '0' }],
});

export const uuid = scalarFunction({
  name: 'UUID',
  category: 'arithmetic',
  summary: 'A random UUID (RFC 4122, version 4) as text.',
  parameters: [],
  nulls: 'propagate',
  deterministic: false,
  returns: notNull(char(36)),
  compile: () => ({ evaluate: () => randomUUID() }),
  examples: [{ sql: 'UUID() IS NULL', result: 'FALSE' }],
});
