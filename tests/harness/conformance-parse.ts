/** Runs a `parse` case of the conformance corpus: Flink's verdict on a text, its node classes, or the place of its error. */
import { lineColumnAt } from '../../src/sql/diagnostics/span.ts';
import { flinkNodeClass, parse } from '../../src/sql/parse/index.ts';

export interface ParseCase {
  readonly id: string;
  readonly kind: 'parse';
  readonly area: string;
  readonly sql: string;
  readonly expect: ParseExpectation;
}

export type ParseExpectation =
  | { readonly accept: true; readonly statements: readonly string[] }
  | {
      readonly accept: false;
      readonly error: { readonly message: string; readonly line?: number; readonly column?: number };
    };

export interface CaseResult {
  readonly pass: boolean;
  readonly detail?: string;
}

/** How far from Flink's column an error may be reported. */
const MAX_COLUMNS_APART = 5;

export function runParseCase({ sql, expect }: ParseCase): CaseResult {
  const { statements, diagnostics } = parse({ name: 'case.sql', text: sql }, { strict: true });
  const error = diagnostics.find((diagnostic) => diagnostic.severity === 'error');
  const place = lineColumnAt(sql, error?.span?.start ?? 0);
  if (expect.accept) {
    if (error) return fail(`rejected at ${place.line}:${place.column}: ${error.message}`);
    const classes = statements.map(flinkNodeClass).join(' ');
    return classes === expect.statements.join(' ')
      ? { pass: true }
      : fail(`read as ${classes}, expected ${expect.statements.join(' ')}`);
  }
  const { line, column, message } = expect.error;
  if (!error) return fail(`accepted, expected: ${message}`);
  if (line === undefined || column === undefined) return { pass: true };
  const near = place.line === line && Math.abs(place.column - column) <= MAX_COLUMNS_APART;
  return near
    ? { pass: true }
    : fail(`rejected at ${place.line}:${place.column} (${error.message}), expected ${line}:${column}`);
}

const fail = (detail: string): CaseResult => ({ pass: false, detail });
