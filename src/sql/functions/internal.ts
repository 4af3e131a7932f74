/** Functions the planner writes into plans; no text can call them. */
import { RunTimeError } from '../diagnostics/run-time-error.ts';
import type { ScalarFunction } from './define.ts';
import { scalarFunction } from './define.ts';

/** Fails on NULL: the value goes to a NOT NULL column of a sink (Flink's ConstraintEnforcer). */
const NOT_NULL = scalarFunction({
  name: '$NOT_NULL',
  category: 'auxiliary',
  summary: 'The argument, which must not be NULL.',
  parameters: [{ name: 'value', doc: 'a value for a NOT NULL column', accepts: 'ANY' }],
  nulls: 'handled',
  deterministic: true,
  infer: (call) => ({ ok: true, arguments: [call.args[0]!.type], returns: { ...call.args[0]!.type, nullable: false } }),
  compile: (call) => ({
    evaluate: (value: never) => {
      if (value === null) throw new RunTimeError(notNullMessage(String(call.options.column)));
      return value;
    },
  }),
  examples: [],
});

export const notNullMessage = (column: string): string => `column '${column}' is NOT NULL and the row has NULL for it`;

export const INTERNAL_FUNCTIONS: readonly ScalarFunction[] = [NOT_NULL];
