/** `streamsql explain`: the stages of every job and query of the files. */
import { explainText } from '../../planner/statement/explain.ts';
import { EXIT } from '../exit-codes.ts';
import type { FileOptions } from '../inputs.ts';
import { InputError, openSession, readInputs } from '../inputs.ts';
import { report } from '../report.ts';

export function explain(args: readonly string[], options: FileOptions): number {
  try {
    const script = readInputs(args, options);
    const session = openSession(options.set, script.diagnostics);
    const texts: string[] = [];
    for (const statement of script.statements) {
      const result = session.execute(statement, script.diagnostics);
      if (result.kind === 'text') texts.push(result.text);
      if (result.kind !== 'insert' && result.kind !== 'query') continue;
      const { plan, optimized } = session.planJob(result.outputs, script.diagnostics);
      texts.push(
        explainText(
          result.outputs.map((o) => o.plan),
          optimized,
          plan,
          [],
        ),
      );
    }
    report(script.diagnostics.list, script.sources);
    if (script.diagnostics.hasErrors) return EXIT.invalid;
    console.log(texts.join('\n'));
    return EXIT.ok;
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    console.error(`error: ${error.message}`);
    return EXIT.invalid;
  }
}
