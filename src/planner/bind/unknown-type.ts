/** A type that nobody knows -> the fault, with the type that may be meant. */
import type * as ast from '../../sql/ast/index.ts';
import { TYPE_NAMES } from '../../sql/ast/type.ts';
import type { Diagnostics } from '../../sql/diagnostics/diagnostic.ts';
import type { Span } from '../../sql/diagnostics/span.ts';
import { suggest } from '../../sql/diagnostics/suggest.ts';

/** Those that a person may have meant. */
const COMMON_TYPES = ['INT', 'NUMERIC', 'ARRAY', 'MAP', 'ROW', 'MULTISET', 'INTERVAL', ...TYPE_NAMES].filter(
  (name) => !['DESCRIPTOR', 'NULL', 'ANY', 'GEOMETRY', 'CURSOR', 'UUID'].includes(name),
);

/** What other systems call them. */
const FOREIGN_TYPES: Readonly<Record<string, string>> = {
  TEXT: 'STRING',
  BOOL: 'BOOLEAN',
  LONG: 'BIGINT',
  INT8: 'BIGINT',
  INT64: 'BIGINT',
  INT4: 'INT',
  INT32: 'INT',
  FLOAT8: 'DOUBLE',
  FLOAT64: 'DOUBLE',
  NUMBER: 'DECIMAL(38, 18)',
  TIMESTAMPTZ: 'TIMESTAMP_LTZ(3)',
  BYTEA: 'BYTES',
  JSON: 'STRING, or VARIANT',
  JSONB: 'STRING, or VARIANT',
  STRUCT: 'ROW<…>',
};

export function unknownType(identifier: ast.Identifier, span: Span, diagnostics: Diagnostics): void {
  const name = identifier.parts.map((part) => part.name).join('.');
  const meant = FOREIGN_TYPES[name.toUpperCase()] ?? suggest(name, COMMON_TYPES);
  const hint = meant === undefined ? {} : { hint: `did you mean ${meant}?` };
  diagnostics.error('unknown-type', `unknown type '${name}'`, span, hint);
}
