/** Shorthand of the function tests: what an expression comes to as text, or why it fails. */
import { evaluateText } from '../harness/conformance/expr.ts';

export interface Evaluated {
  /** The type with ` NOT NULL`, and the value as the SQL client prints it. */
  readonly type: string;
  readonly value: string;
}

/** @throws Error with the message of the diagnostic or of the failing row */
export function evaluate(sql: string, config: Readonly<Record<string, string>> = {}): Evaluated {
  const found = evaluateText(`SELECT ${sql}`, config);
  if ('failed' in found) throw new Error(found.message);
  return { type: `${found.type}${found.nullable ? '' : ' NOT NULL'}`, value: found.value ?? 'NULL' };
}

/** Only the value. */
export const valueOfSql = (sql: string): string => evaluate(sql).value;
/** Only the type. */
export const typeOfSql = (sql: string): string => evaluate(sql).type;
