/** The shell: statements over several lines, history, completion; Ctrl-C stops what runs and not the shell. */
import { createInterface, type Interface } from 'node:readline';
import type { PlannerSession } from '../../planner/session.ts';
import { Diagnostics } from '../../sql/diagnostics/diagnostic.ts';
import { Sources } from '../../sql/diagnostics/sources.ts';
import { leaves } from '../client-command.ts';
import type { InteractiveOptions } from '../commands/interactive.ts';
import { EXIT } from '../exit-codes.ts';
import { openSession, parameterValues } from '../inputs.ts';
import type { ParameterValues } from '../parameters/values.ts';
import { colorOn, report } from '../report.ts';
import { carryOut, executed } from '../run-statements.ts';
import { readInto } from '../script.ts';
import type { StopSignals } from '../stop-signals.ts';
import { VERSION } from '../version.ts';
import { complete } from './complete.ts';
import { historyLine, readHistory, writeHistory } from './history.ts';
import { endsStatement } from './statement-end.ts';

const HELP = `End a statement with ';'. Ctrl-C stops what runs, Ctrl-D leaves.
  SHOW TABLES; DESCRIBE t; EXPLAIN SELECT …; SET 'key' = 'value'; HELP; CLEAR; QUIT;
  'streamsql docs' lists connectors, formats and functions.`;

export async function repl(given: ReadonlyMap<string, string>, options: InteractiveOptions): Promise<number> {
  const setup = new Diagnostics();
  const sources = new Sources();
  const session = openSession(options.set, setup, sources);
  report(setup.list, sources);
  if (setup.hasErrors) return EXIT.invalid;
  console.log(`streamsql ${VERSION}. HELP; shows what can be typed.`);
  return new Shell(session, sources, parameterValues(given, options.envFile), options).run();
}

const PROMPT = 'streamsql> ';
const MORE = '        -> ';

class Shell {
  private readonly session: PlannerSession;
  private readonly options: InteractiveOptions;
  private readonly sources: Sources;
  /** Node documents `history` as what the event of this name gives: the newest first. */
  private readonly input: Interface & { readonly history: string[] };
  private readonly parameters: ParameterValues;
  private readonly statements = readHistory();
  private pending = '';
  /** Of the statement that runs. */
  private running: { readonly stop: AbortController; readonly abort: AbortController } | undefined;
  private inputs = 0;

  constructor(session: PlannerSession, sources: Sources, parameters: ParameterValues, options: InteractiveOptions) {
    this.session = session;
    this.sources = sources;
    this.options = options;
    this.parameters = parameters;
    this.input = createInterface({
      input: process.stdin,
      output: process.stdout,
      prompt: PROMPT,
      history: this.statements.toReversed(),
      historySize: this.statements.length + 1000,
      completer: (line: string) => complete(`${this.pending}\n${line}`, session),
    }) as Shell['input'];
  }

  async run(): Promise<number> {
    this.input.on('SIGINT', () => this.onInterrupt());
    // Nobody is left who could stop it.
    this.input.on('close', () => this.running?.stop.abort());
    process.once('SIGTERM', () => this.input.close());
    this.prompt();
    for await (const line of this.input) {
      if (await this.take(line)) break;
      this.prompt();
    }
    this.input.close();
    return EXIT.ok;
  }

  private prompt(): void {
    // What can be gone back to is statements, and of one that is being written its lines.
    if (this.pending === '') this.input.history.splice(0, Number.POSITIVE_INFINITY, ...this.statements.toReversed());
    this.input.setPrompt(this.pending === '' ? PROMPT : MORE);
    this.input.prompt();
  }

  /** The first stops the statement with a last checkpoint, the second at once; without one, what was typed is dropped. */
  private onInterrupt(): void {
    if (this.running) {
      if (this.running.stop.signal.aborted) this.running.abort.abort();
      else this.running.stop.abort();
      return;
    }
    this.pending = '';
    process.stdout.write('^C\n');
    this.input.write(null, { ctrl: true, name: 'e' });
    this.input.write(null, { ctrl: true, name: 'u' });
    this.prompt();
  }

  /** @returns whether the shell is to be left */
  private async take(line: string): Promise<boolean> {
    this.pending += this.pending === '' ? line : `\n${line}`;
    const bare = this.pending.trim();
    if (bare === '') {
      this.pending = '';
      return false;
    }
    if (!endsStatement(this.pending) && !/^(quit|exit|help|clear)$/i.test(bare)) return false;
    const text = this.pending;
    this.pending = '';
    this.remember(text);
    try {
      return await this.carryOutText(endsStatement(text) ? text : `${text};`);
    } catch (error) {
      // A fault of the shell's own must not cost what was built up in it.
      console.error(`internal error: ${error instanceof Error ? error.stack : String(error)}`);
      return false;
    }
  }

  private remember(text: string): void {
    const line = historyLine(text);
    if (line !== this.statements.at(-1)) this.statements.push(line);
    writeHistory(this.statements);
  }

  private async carryOutText(text: string): Promise<boolean> {
    this.inputs += 1;
    const source = { name: `<input ${this.inputs}>`, text };
    const syntax = new Diagnostics();
    const statements = readInto(source, this.parameters, this.sources, this.options, syntax);
    report(syntax.list, this.sources);
    if (syntax.hasErrors) return false;
    await this.session.prepare(statements);
    for (const statement of statements) {
      const diagnostics = new Diagnostics();
      const result = await this.runInterruptible(async () => executed(statement, this.session, diagnostics));
      if (!result) return false;
      report(diagnostics.list, this.sources);
      if (result.kind === 'failed') return false;
      if (result.kind === 'client') {
        if (this.client(result.command)) return true;
        continue;
      }
      if (result.kind === 'done') console.log(colorOn(process.stdout) ? '\u001b[32mok\u001b[0m' : 'ok');
      else
        await this.runInterruptible((signals) =>
          carryOut(result, this.session, this.options.format, signals, this.sources),
        );
    }
    return false;
  }

  /** Without raw mode Ctrl-C comes as a signal, which is heard in the middle of work too. */
  private async runInterruptible<T>(action: (signals: StopSignals) => Promise<T>): Promise<T> {
    const running = { stop: new AbortController(), abort: new AbortController() };
    const onInterrupt = () => this.onInterrupt();
    this.running = running;
    process.stdin.setRawMode(false);
    process.stdin.resume();
    process.on('SIGINT', onInterrupt);
    try {
      return await action({ stop: running.stop.signal, abort: running.abort.signal, heedTermination: () => () => {} });
    } finally {
      process.off('SIGINT', onInterrupt);
      process.stdin.setRawMode(true);
      this.running = undefined;
    }
  }

  private client(command: 'QUIT' | 'EXIT' | 'CLEAR' | 'HELP'): boolean {
    if (command === 'HELP') console.log(HELP);
    if (command === 'CLEAR') process.stdout.write('\u001b[2J\u001b[H');
    return leaves(command);
  }
}
