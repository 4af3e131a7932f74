/** Runs a query and prints its rows as they come. */
import type { PhysicalPlan } from '../planner/physical/plan.ts';
import { readValue } from '../runtime/batch/reader.ts';
import type { QueryResult } from '../runtime/index.ts';
import { runQuery } from '../runtime/index.ts';
import type { Sources } from '../sql/diagnostics/sources.ts';
import type { RowFormat } from './output/rows.ts';
import { rowPrinter } from './output/rows.ts';
import { type LogFormat, tell } from './report.ts';
import { queryServices } from './services.ts';
import { writeOut } from './standard-streams.ts';

const KINDS = ['+I', '-U', '+U', '-D'];

export async function showQuery(
  plan: PhysicalPlan,
  format: RowFormat,
  sources: Sources,
  logFormat: LogFormat,
  signal?: AbortSignal,
): Promise<QueryResult> {
  const { columns } = plan.nodes.at(-1)!;
  let text = '';
  const printer = rowPrinter(format, {
    columns,
    session: plan.session,
    write: (more) => (text += more),
    width: process.stdout.columns || undefined,
  });
  const flush = async () => {
    const out = text;
    text = '';
    if (out !== '') await writeOut(out);
  };
  const timer = setInterval(() => void flush(), 100);
  const result = await runQuery(
    plan,
    {
      onRows: async (batch, memory) => {
        for (let row = 0; row < batch.rowCount; row++) {
          printer.row(
            columns.map(({ type }, i) => readValue(memory, batch.columns[i]!, type, row)),
            KINDS[batch.rowKinds === 0 ? 0 : memory.u8[batch.rowKinds + row]!]!,
          );
        }
        await flush();
      },
      ...(signal ? { signal } : {}),
    },
    queryServices((event) => {
      if (event.kind === 'warning') tell('warning', sources.redact(event.message), logFormat);
    }),
  );
  clearInterval(timer);
  printer.end(result.state !== 'failed');
  await flush();
  return result;
}
