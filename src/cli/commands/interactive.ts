/** `streamsql` without a command: statements of `-e`, of standard input, or of a person at a terminal. */
import { readFileSync } from 'node:fs';
import { Diagnostics } from '../../sql/diagnostics/diagnostic.ts';
import { EXIT } from '../exit-codes.ts';
import { InputError, openSession } from '../inputs.ts';
import type { RowFormat } from '../output/rows.ts';
import { report } from '../report.ts';
import { runStatements } from '../run-statements.ts';
import { readScript } from '../script.ts';
import { stopSignals } from '../stop-signals.ts';

export interface InteractiveOptions {
  readonly execute?: string;
  readonly format: RowFormat;
  readonly set: readonly string[];
  readonly strict: boolean;
}

export async function interactive(options: InteractiveOptions): Promise<number> {
  if (options.execute === undefined && process.stdin.isTTY) {
    const { repl } = await import('../repl/repl.ts');
    return repl(options);
  }
  const text = options.execute ?? readFileSync(0, 'utf8');
  return runText({ name: options.execute === undefined ? '<stdin>' : '<command line>', text }, options);
}

async function runText(
  source: { readonly name: string; readonly text: string },
  options: InteractiveOptions,
): Promise<number> {
  const noParameters = { given: new Map<string, string>(), file: new Map<string, string>(), environment: process.env };
  const script = readScript([source], noParameters, options);
  const setup = new Diagnostics();
  const signals = stopSignals();
  try {
    const session = openSession(options.set, setup);
    report([...setup.list, ...script.diagnostics.list], script.sources);
    if (setup.hasErrors || script.diagnostics.hasErrors) return EXIT.invalid;
    return await runStatements(script, session, options.format, signals);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    console.error(`error: ${error.message}`);
    return EXIT.invalid;
  } finally {
    signals.dispose();
  }
}
