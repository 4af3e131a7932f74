/** PI and E. */
import { DOUBLE, notNull } from '../../../types/type.ts';
import { type ScalarFunction, scalarFunction } from '../../define.ts';

const constant = (name: string, value: number, summary: string): ScalarFunction =>
  scalarFunction({
    name,
    category: 'arithmetic',
    summary,
    parameters: [],
    nulls: 'propagate',
    deterministic: true,
    returns: notNull(DOUBLE),
    compile: () => ({ evaluate: () => value }),
    examples: [{ sql: `${name}()`, result: String(value) }],
  });

export const pi = constant('PI', Math.PI, 'The number pi.');
export const e = constant('E', Math.E, 'The base of the natural logarithm.');
