import { bindType } from '../../src/planner/bind/types.ts';
import { Diagnostics } from '../../src/sql/diagnostics/diagnostic.ts';
import { parseDataType } from '../../src/sql/parse/index.ts';
import type { SqlType } from '../../src/sql/types/type.ts';

/** The type that DDL text says: `ROW<a INT, b ARRAY<STRING NOT NULL>>`. */
export function sqlType(text: string): SqlType {
  const source = { name: 'type', text };
  const { value, diagnostics } = parseDataType(source, { strict: false });
  if (!value) throw new Error(diagnostics[0]?.message ?? 'no type');
  return bindType(value, new Diagnostics());
}
