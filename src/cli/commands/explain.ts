/** `streamsql explain`: the stages of every job and query of the files. */
import type { PlannerSession } from '../../planner/session.ts';
import { explainText } from '../../planner/statement/explain.ts';
import type { Statement } from '../../sql/ast/index.ts';
import type { Diagnostics } from '../../sql/diagnostics/diagnostic.ts';
import { EXIT } from '../exit-codes.ts';
import type { FileOptions } from '../inputs.ts';
import { openSession, readInputs, reportingInputErrors } from '../inputs.ts';
import { report, tell } from '../report.ts';

export const explain = (args: readonly string[], options: FileOptions): Promise<number> =>
  reportingInputErrors(async () => {
    const script = readInputs(args, options);
    const session = openSession(options.set, script.diagnostics, script.sources);
    await session.prepare(script.statements);
    const texts = script.statements.flatMap((statement) => explained(statement, session, script.diagnostics));
    report(script.diagnostics.list, script.sources);
    if (script.diagnostics.hasErrors) return EXIT.invalid;
    if (texts.length === 0) tell('note', 'there is nothing to explain: the files have no INSERT and no SELECT');
    else console.log(texts.join('\n'));
    return EXIT.ok;
  });

function explained(statement: Statement, session: PlannerSession, diagnostics: Diagnostics): string[] {
  const result = session.execute(statement, diagnostics);
  if (result.kind === 'text') return [result.text];
  if (result.kind !== 'insert' && result.kind !== 'query') return [];
  const { plan, optimized } = session.planJob(result.outputs, diagnostics);
  const bound = result.outputs.map((output) => output.plan);
  return [explainText(bound, optimized, plan, [])];
}
