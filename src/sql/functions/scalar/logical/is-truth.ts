/** `IS [NOT] TRUE`, `IS [NOT] FALSE` and `IS [NOT] UNKNOWN`: tests of a condition that are never NULL. */
import { BOOLEAN, notNull } from '../../../types/type.ts';
import { type ScalarFunction, scalarFunction } from '../../define.ts';

type Truth = 'TRUE' | 'FALSE' | 'UNKNOWN';

const LITERALS: Readonly<Record<Truth, string>> = { TRUE: 'true', FALSE: 'false', UNKNOWN: 'null' };

const truthTest = (truth: Truth, negated: boolean): ScalarFunction => {
  const name = `IS ${negated ? 'NOT ' : ''}${truth}`;
  const value = truth === 'UNKNOWN' ? 'NULL' : truth;
  return scalarFunction({
    name,
    category: 'logical',
    summary: `Whether a condition is ${negated ? 'not ' : ''}${value}; never NULL.`,
    syntax: [`condition ${name}`],
    parameters: [{ name: 'condition', doc: 'The condition tested.', accepts: 'BOOLEAN' }],
    nulls: 'handled',
    deterministic: true,
    returns: notNull(BOOLEAN),
    compile: () => ({ code: ([a]) => `(${a} ${negated ? '!==' : '==='} ${LITERALS[truth]})` }),
    examples: [{ sql: `TRUE ${name}`, result: (truth === 'TRUE') === negated ? 'FALSE' : 'TRUE' }],
  });
};

export const isTrue = truthTest('TRUE', false);
export const isNotTrue = truthTest('TRUE', true);
export const isFalse = truthTest('FALSE', false);
export const isNotFalse = truthTest('FALSE', true);
export const isUnknown = truthTest('UNKNOWN', false);
export const isNotUnknown = truthTest('UNKNOWN', true);
