/** `streamsql`: the command line; every command is loaded when it is called. */
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { suggest } from '../sql/diagnostics/suggest.ts';
import { EXIT } from './exit-codes.ts';
import { isParameter } from './parameters/argument.ts';
import { guardStreams } from './standard-streams.ts';
import { VERSION } from './version.ts';

const collect = (value: string, before: readonly string[] = []): string[] => [...before, value];

function positiveInteger(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError('expected a whole number from 1');
  return value;
}

/** What every command that reads SQL files takes. */
function readingFiles(command: Command): Command {
  return command
    .argument('<file...>', 'SQL files, and name=value for the ${name} parameters in them')
    .option('--env-file <file>', 'parameters from a .env or .properties file', collect, [])
    .option('--set <key=value>', 'as SET in the file, before its first statement', collect, [])
    .option('--strict', "reject what Flink's own parser rejects", false);
}

/** Choices and a default where there are; that a switch is off goes without saying. */
function optionDescription({ description, argChoices, defaultValue }: Option): string {
  const choices = argChoices === undefined ? '' : `: ${argChoices.join(', ')}`;
  return `${description}${choices}${typeof defaultValue === 'string' ? ` (default: ${defaultValue})` : ''}`;
}

/** A file in place of a command is the usual slip. */
function unknownCommand(name: string): string {
  const near = suggest(
    name,
    program.commands.map((command) => command.name()),
  );
  const meant = near ?? (name.endsWith('.sql') ? `run ${name}` : undefined);
  return `error: unknown command '${name}'${meant === undefined ? '' : `; did you mean 'streamsql ${meant}'?`}`;
}

const program = new Command('streamsql')
  .description('Runs Flink SQL files without Flink.')
  .version(VERSION, '-V, --version')
  .exitOverride()
  .configureHelp({ optionDescription })
  .showHelpAfterError('(streamsql --help shows the usage)')
  .enablePositionalOptions()
  .addOption(
    new Option('-e, --execute <sql>', 'runs statements and prints their rows; may be given again').argParser(collect),
  )
  .addOption(
    new Option('--format <format>', 'how rows of -e and of standard input are printed')
      .choices(['table', 'json', 'csv'])
      .default('table'),
  )
  .option('--env-file <file>', 'parameters from a .env or .properties file', collect, [])
  .option('--set <key=value>', 'as SET, before the first statement', collect, [])
  .option('--strict', "reject what Flink's own parser rejects", false)
  .argument('[name=value...]', 'parameters for ${name} in the statements')
  .helpCommand('help [command]', 'shows the usage of a command')
  .action(async (args: readonly string[], options, command: Command) => {
    const unknown = args.find((arg) => !isParameter(arg));
    if (unknown !== undefined) command.error(unknownCommand(unknown));
    const { interactive } = await import('./commands/interactive.ts');
    process.exitCode = await interactive(args, options);
  });

program.hook('preSubcommand', (_, command) => {
  const misplaced = program.options.find(
    (option) => program.getOptionValueSource(option.attributeName()) === 'cli' && option.attributeName() !== 'version',
  );
  if (misplaced)
    program.error(`error: option '${misplaced.long}' stands before the command '${command.name()}': write it behind`);
});

readingFiles(program.command('run'))
  .description('runs the jobs of SQL files until they end or are stopped')
  .option('-p, --parallelism <n>', "subtasks, over SET 'parallelism.default'", positiveInteger)
  .option('--from <checkpoint>', 'starts from this checkpoint instead of the newest: its folder, or its number')
  .addOption(
    new Option('--fresh', 'starts from nothing, whatever checkpoints there are').default(false).conflicts('from'),
  )
  .option('--quiet', 'no progress', false)
  .addOption(
    new Option('--log-format <format>', 'how progress and events are written')
      .choices(['text', 'json'])
      .default('text'),
  )
  .addOption(
    new Option('--summary <format>', 'how the summary at the end is printed')
      .choices(['text', 'json', 'none'])
      .default('text'),
  )
  .addOption(
    new Option('--format <format>', 'how rows of a SELECT are printed')
      .choices(['table', 'json', 'csv'])
      .default('table'),
  )
  .action(async (files, options) => {
    const { run } = await import('./commands/run.ts');
    process.exitCode = await run(files, options);
  });

readingFiles(program.command('check'))
  .description('finds all faults of SQL files without running them')
  .option('--json', 'prints the faults as one JSON array', false)
  .action(async (files, options) => {
    const { check } = await import('./commands/check.ts');
    process.exitCode = await check(files, options);
  });

readingFiles(program.command('explain'))
  .description('prints the stages of the plan of every job in SQL files')
  .action(async (files, options) => {
    const { explain } = await import('./commands/explain.ts');
    process.exitCode = await explain(files, options);
  });

program
  .command('test')
  .description('runs .test files: statements, plans and queries with what they must give')
  .argument('<place...>', '.test files, and folders of them')
  .option('--update', 'writes what was found in place of what was expected', false)
  .option('--strict', "reject what Flink's own parser rejects", false)
  .action(async (places, options) => {
    const { test } = await import('./commands/test.ts');
    process.exitCode = await test(places, options);
  });

program
  .command('docs')
  .description(
    'what streamsql knows: docs, docs kafka, docs format json, docs function JSON_VALUE, docs config, docs codes',
  )
  .argument('[kind]', 'connector, format, function, config or codes; or the name alone')
  .argument('[name]', 'the name of one of them')
  .allowExcessArguments(false)
  .action(async (kind, name) => {
    const { docs } = await import('./commands/docs.ts');
    process.exitCode = docs(kind, name);
  });

guardStreams();
try {
  await program.parseAsync(process.argv);
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  else {
    // Not the user's mistake: what a report of it needs.
    console.error(`internal error in streamsql ${VERSION}: ${error instanceof Error ? error.stack : String(error)}`);
    process.exitCode = EXIT.failed;
  }
}
