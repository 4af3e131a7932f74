/** The statements of a script, carried out one after another, up to what there is to run. */
import type { Output } from '../planner/physical/choose.ts';
import type { PhysicalPlan } from '../planner/physical/plan.ts';
import type { PlannerSession } from '../planner/session.ts';
import type { StatementResult } from '../planner/statement/result.ts';
import type { Span } from '../sql/diagnostics/span.ts';
import { leaves } from './client-command.ts';
import type { Script } from './script.ts';

/** In the order of the file. Neighbouring INSERTs are one job, unless `table.dml-sync` makes each wait for the one before. */
export type Step =
  | { readonly kind: 'show'; readonly result: Extract<StatementResult, { kind: 'table' | 'text' }> }
  | { readonly kind: 'query'; readonly plan: PhysicalPlan; readonly config: Readonly<Record<string, string>> }
  | {
      readonly kind: 'job';
      readonly plan: PhysicalPlan;
      readonly config: Readonly<Record<string, string>>;
      readonly sinks: readonly string[];
    };

interface PendingJob {
  readonly outputs: Output[];
  config: Readonly<Record<string, string>>;
}

export function planScript(script: Script, session: PlannerSession): Step[] {
  const { diagnostics } = script;
  const steps: Step[] = [];
  let pending: PendingJob | undefined;
  const flush = () => {
    if (pending && !diagnostics.hasErrors) steps.push(jobStep(pending, script, session));
    pending = undefined;
  };
  let openSet: Span | undefined;
  for (const statement of script.statements) {
    if (statement.kind === 'begin-statement-set') openSet = statement.span;
    if (statement.kind === 'end-statement-set') openSet = undefined;
    const result = session.execute(statement, diagnostics);
    if (result.kind === 'insert') {
      if (session.config['table.dml-sync'] === 'true') flush();
      pending ??= { outputs: [], config: {} };
      pending.outputs.push(...result.outputs);
      pending.config = { ...session.config };
    } else if (result.kind === 'query') {
      flush();
      steps.push({ kind: 'query', plan: result.plan, config: { ...session.config } });
    } else if (result.kind === 'table' || result.kind === 'text') steps.push({ kind: 'show', result });
    else if (result.kind === 'client' && leaves(result.command)) break;
  }
  flush();
  if (openSet) diagnostics.error('invalid-statement', 'BEGIN STATEMENT SET has no END', openSet);
  return steps;
}

function jobStep(job: PendingJob, script: Script, session: PlannerSession): Step {
  const { plan } = session.planJob(job.outputs, script.diagnostics);
  const sinks = job.outputs.flatMap((output) => (output.sink ? [output.sink.table.identifier] : []));
  return { kind: 'job', plan, config: job.config, sinks };
}
