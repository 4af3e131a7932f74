/** `streamsql` without a command: statements of `-e`, of standard input, or of a person at a terminal. */
import type { SourceText } from '../../sql/diagnostics/span.ts';
import { EXIT } from '../exit-codes.ts';
import { openSession, parameterValues, reportingInputErrors } from '../inputs.ts';
import type { RowFormat } from '../output/rows.ts';
import { report } from '../report.ts';
import { runStatements } from '../run-statements.ts';
import { readScript } from '../script.ts';
import { readIn } from '../standard-streams.ts';
import { stopSignals } from '../stop-signals.ts';

export interface InteractiveOptions {
  readonly execute?: string;
  readonly format: RowFormat;
  readonly envFile: readonly string[];
  readonly set: readonly string[];
  readonly strict: boolean;
}

export async function interactive(options: InteractiveOptions): Promise<number> {
  if (options.execute === undefined && process.stdin.isTTY) {
    const { repl } = await import('../repl/repl.ts');
    return reportingInputErrors(() => repl(options));
  }
  const source =
    options.execute === undefined
      ? { name: '<stdin>', text: await readIn() }
      : { name: '<command line>', text: options.execute };
  return reportingInputErrors(() => runText(source, options));
}

async function runText(source: SourceText, options: InteractiveOptions): Promise<number> {
  const script = readScript([source], parameterValues(new Map(), options.envFile), options);
  const session = openSession(options.set, script.diagnostics, script.sources);
  report(script.diagnostics.list, script.sources);
  if (script.diagnostics.hasErrors) return EXIT.invalid;
  const signals = stopSignals();
  try {
    return await runStatements(script, session, options.format, signals);
  } finally {
    signals.dispose();
  }
}
