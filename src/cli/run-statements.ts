/** Statements of a session, each carried out before the next is looked at; the first fault ends it. */
import type { PlannerSession } from '../planner/session.ts';
import type { StatementResult } from '../planner/statement/result.ts';
import { runJob } from '../runtime/index.ts';
import type { Statement } from '../sql/ast/index.ts';
import { Diagnostics } from '../sql/diagnostics/diagnostic.ts';
import type { Sources } from '../sql/diagnostics/sources.ts';
import { leaves } from './client-command.ts';
import { EXIT } from './exit-codes.ts';
import { Interrupted, interruptible } from './interruptible.ts';
import type { RowFormat } from './output/rows.ts';
import { showResult } from './output/show.ts';
import { progressObserver } from './progress.ts';
import { report } from './report.ts';
import type { Script } from './script.ts';
import { jobServices } from './services.ts';
import { showQuery } from './show-query.ts';
import type { StopSignals } from './stop-signals.ts';
import { summaryText } from './summary.ts';

export async function runStatements(
  script: Pick<Script, 'statements' | 'sources'>,
  session: PlannerSession,
  format: RowFormat,
  signals: StopSignals,
): Promise<number> {
  await session.prepare(script.statements);
  for (const statement of script.statements) {
    const diagnostics = new Diagnostics();
    const result = executed(statement, session, diagnostics);
    if (!result) return EXIT.aborted;
    report(diagnostics.list, script.sources);
    if (result.kind === 'failed') return EXIT.invalid;
    if (result.kind === 'client') {
      if (leaves(result.command)) return EXIT.ok;
      continue;
    }
    const code = await carryOut(result, session, format, signals, script.sources);
    if (code !== EXIT.ok || signals.stop.aborted) return code;
  }
  return EXIT.ok;
}

/** Constants are worked out while planning. @returns undefined when Ctrl-C came meanwhile */
export function executed(
  statement: Statement,
  session: PlannerSession,
  diagnostics: Diagnostics,
): StatementResult | undefined {
  try {
    return interruptible(() => session.execute(statement, diagnostics));
  } catch (error) {
    if (error instanceof Interrupted) return undefined;
    throw error;
  }
}

/** What a statement leaves to do: rows to show, a job to run. */
export async function carryOut(
  result: StatementResult,
  session: PlannerSession,
  format: RowFormat,
  signals: StopSignals,
  sources: Sources,
): Promise<number> {
  switch (result.kind) {
    case 'text':
    case 'table':
      showResult(result, format);
      return EXIT.ok;
    case 'query': {
      const { failure } = await showQuery(result.plan, format, sources, 'text', signals.stop);
      if (failure) report([failure], sources);
      return failure ? EXIT.failed : EXIT.ok;
    }
    case 'insert': {
      const { plan } = session.planJob(result.outputs, new Diagnostics());
      const observer = progressObserver({ quiet: false, logFormat: 'text' }, sources);
      const disregard = signals.heedTermination();
      const done = await runJob(plan, { stop: signals.stop, abort: signals.abort }, jobServices(observer.observe));
      disregard();
      observer.end();
      // JSON and CSV are for programs: only rows.
      (format === 'table' ? process.stdout : process.stderr).write(summaryText(done));
      if (done.failure) report([done.failure], sources);
      if (done.failure || done.state === 'failed') return EXIT.failed;
      return done.state === 'canceled' ? EXIT.aborted : EXIT.ok;
    }
    default:
      return EXIT.ok;
  }
}
