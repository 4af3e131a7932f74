/** `streamsql` without a command: statements of `-e`, of standard input, or of a person at a terminal. */
import type { SourceText } from '../../sql/diagnostics/span.ts';
import { EXIT } from '../exit-codes.ts';
import { openSession, parameterValues, reportingInputErrors } from '../inputs.ts';
import type { RowFormat } from '../output/rows.ts';
import { splitArguments } from '../parameters/argument.ts';
import { report } from '../report.ts';
import { runStatements } from '../run-statements.ts';
import { readScript } from '../script.ts';
import { readIn } from '../standard-streams.ts';
import { stopSignals } from '../stop-signals.ts';

export interface InteractiveOptions {
  /** Texts of `-e`, in their order. */
  readonly execute?: readonly string[];
  readonly format: RowFormat;
  readonly envFile: readonly string[];
  readonly set: readonly string[];
  readonly strict: boolean;
}

/** @param args `name=value` */
export async function interactive(args: readonly string[], options: InteractiveOptions): Promise<number> {
  const { given } = splitArguments(args);
  if (options.execute === undefined && process.stdin.isTTY) {
    const { repl } = await import('../repl/repl.ts');
    return reportingInputErrors(() => repl(given, options));
  }
  const texts = options.execute?.map((text) => ({ name: '<command line>', text }));
  const sources = texts ?? [{ name: '<stdin>', text: await readIn() }];
  return reportingInputErrors(() => runTexts(sources, given, options));
}

async function runTexts(
  sources: readonly SourceText[],
  given: ReadonlyMap<string, string>,
  options: InteractiveOptions,
): Promise<number> {
  const script = readScript(sources, parameterValues(given, options.envFile), options);
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
