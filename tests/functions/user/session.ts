/** A session whose statements stand in a file of the tests: diagnostics, tables and rows of one text. */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { functionLoader } from '../../../src/cli/functions/loader.ts';
import { CONNECTOR_REGISTRY, FUNCTIONS } from '../../../src/cli/registries.ts';
import { parseInto } from '../../../src/cli/script.ts';
import { queryServices } from '../../../src/cli/services.ts';
import { PlannerSession } from '../../../src/planner/session.ts';
import type { StatementResult } from '../../../src/planner/statement/result.ts';
import { readValue } from '../../../src/runtime/batch/reader.ts';
import { runQuery } from '../../../src/runtime/index.ts';
import type { Diagnostic } from '../../../src/sql/diagnostics/diagnostic.ts';
import { Diagnostics } from '../../../src/sql/diagnostics/diagnostic.ts';
import { Sources } from '../../../src/sql/diagnostics/sources.ts';
import type { Value } from '../../../src/sql/types/value.ts';

export const FILES = fileURLToPath(new URL('./files', import.meta.url));

export interface Ran {
  readonly diagnostics: readonly Diagnostic[];
  readonly results: readonly StatementResult[];
  /** Of the last query. */
  readonly rows: readonly (readonly Value[])[];
}

/** @param folder where the SQL text stands, so that `./x.ts` is found */
export async function run(text: string, folder = FILES): Promise<Ran> {
  const sources = new Sources();
  const loader = functionLoader(sources);
  const session = new PlannerSession({
    functions: FUNCTIONS,
    connectors: CONNECTOR_REGISTRY,
    functionLoader: loader,
  });
  const diagnostics = new Diagnostics();
  const source = { name: path.join(folder, 'job.sql'), text };
  const statements = parseInto(source, sources.add(source), { strict: false }, diagnostics);
  await session.prepare(statements);
  const results = statements.map((statement) => session.execute(statement, diagnostics));
  const rows: Value[][] = [];
  const last = results.at(-1);
  if (last?.kind === 'query' && !diagnostics.hasErrors) {
    const { columns } = last.plan.nodes.at(-1)!;
    const onRows: Parameters<typeof runQuery>[1]['onRows'] = (batch, memory) => {
      for (let row = 0; row < batch.rowCount; row++)
        rows.push(columns.map(({ type }, i) => readValue(memory, batch.columns[i]!, type, row)));
    };
    const { failure } = await runQuery(last.plan, { onRows }, queryServices());
    if (failure) diagnostics.add(failure);
  }
  return { diagnostics: diagnostics.list, results, rows };
}
