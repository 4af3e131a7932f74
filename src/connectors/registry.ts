/** Connectors and formats as the planner sees them: their options checked, their metadata named. */
import type {
  ColumnInterface,
  ConnectorInterface,
  ConnectorRegistry,
  MetadataInterface,
  OptionFault,
} from '../sql/catalog/connectors.ts';
import { suggest } from '../sql/diagnostics/suggest.ts';
import type { Connector } from './connector.ts';
import type { Format } from './format.ts';
import { type FormatChoice, formatOptionsOf, secretFormatKeys } from './format-options.ts';
import { findSpec, type OptionProblem, type OptionSpec, type Options, readOptions } from './options.ts';
import { UNSUPPORTED_CONNECTORS } from './unsupported.ts';

export function connectorRegistry(connectors: readonly Connector[], formats: readonly Format[]): ConnectorRegistry {
  const byName = new Map(connectors.map((connector) => [connector.name, connectorInterface(connector, formats)]));
  return {
    find: (name) => byName.get(name),
    names: [...byName.keys()],
    unsupported: (name) => UNSUPPORTED_CONNECTORS[name],
  };
}

type RawOptions = Readonly<Record<string, string>>;

interface Checked {
  readonly options: Options;
  readonly choices: readonly FormatChoice[];
  readonly problems: readonly OptionProblem[];
}

function check(connector: Connector, formats: readonly Format[], raw: RawOptions): Checked {
  const { choices, problems, connectorOptions } = formatOptionsOf(connector, formats, raw);
  const { connector: _name, ...own } = connectorOptions;
  const specs = { ...connector.options };
  delete (specs as Record<string, unknown>).connector;
  const read = readOptions(specs, own, connector.rules);
  return { options: read.options, choices, problems: [...read.problems, ...problems] };
}

function connectorInterface(connector: Connector, formats: readonly Format[]): ConnectorInterface {
  return {
    name: connector.name,
    canRead: connector.source !== undefined,
    canWrite: connector.sink !== undefined,
    canOverwrite: connector.writes?.overwrite ?? false,
    canPartition: connector.writes?.partitions ?? false,
    metadata: (raw) => metadataOf(connector, check(connector, formats, raw).choices),
    validate: (raw, physical, partitionKeys, use) => faults(connector, formats, raw, physical, partitionKeys, use),
    bounded: (raw) => connector.bounded?.(check(connector, formats, raw).options) ?? false,
    nestedProjection: (raw) =>
      check(connector, formats, raw).choices.some(
        ({ part, format }) => part === 'value' && format.nestedProjection === true,
      ),
    isSecret: (option) => isSecret(connector, formats, option),
  };
}

/** A value format's metadata is named `value.key` beside the connector's own keys (Flink's DynamicKafkaTableSource). */
function metadataOf(connector: Connector, choices: readonly FormatChoice[]): Record<string, MetadataInterface> {
  const all: Record<string, MetadataInterface> = { ...connector.metadata };
  for (const { part, format } of choices) {
    if (part !== 'value') continue;
    for (const [key, column] of Object.entries(format.metadata ?? {})) all[`value.${key}`] = column;
  }
  return all;
}

function faults(
  connector: Connector,
  formats: readonly Format[],
  raw: RawOptions,
  physical: readonly ColumnInterface[],
  partitionKeys: readonly string[],
  use: 'create' | 'read' | 'write',
): OptionFault[] {
  const { options, choices, problems } = check(connector, formats, raw);
  const hinted = problems.map((problem) => withSuggestion(problem, connector, choices));
  const found = hinted.map(toFault);
  if (found.length > 0) return found;
  found.push(...(connector.checkTable?.(options, { physicalColumns: physical, partitionKeys }) ?? []).map(toFault));
  if (use === 'read') found.push(...(connector.checkRead?.(options) ?? []).map(toFault));
  const stored = physical.filter((column) => !partitionKeys.includes(column.name));
  for (const { part, format } of choices) {
    const columns = connector.formatColumns?.(part, options, stored) ?? stored;
    const reason = format.checkSchema?.(columns);
    if (reason !== undefined)
      found.push({
        code: 'schema-mismatch',
        key: formatKey(connector, part, raw),
        about: 'value',
        message: `format '${format.name}' cannot hold the table's columns${part === 'key' ? ' of the key' : ''}: ${reason}`,
      });
  }
  return found;
}

/** A key that is nearly one of the table's, a value that is nearly one of the option's. */
function withSuggestion(problem: OptionProblem, connector: Connector, choices: readonly FormatChoice[]): OptionProblem {
  if (problem.hint !== undefined) return problem;
  const specs: Record<string, OptionSpec> = { ...connector.options };
  for (const { format, prefix } of choices)
    for (const [key, spec] of Object.entries(format.options)) specs[prefix + key] = spec;
  const given = /has no value '([^']*)'/.exec(problem.message)?.[1];
  const candidates =
    problem.about === 'unknown'
      ? Object.keys(specs).filter((key) => !key.endsWith('*') && specs[key]!.refused === undefined)
      : (specs[problem.at]?.values ?? []);
  const near = suggest(problem.about === 'unknown' ? problem.at : (given ?? ''), candidates);
  return near === undefined ? problem : { ...problem, hint: `did you mean '${near}'?` };
}

const formatKey = (connector: Connector, part: 'value' | 'key', raw: RawOptions): string =>
  connector.formats?.keys.find((key) => key.part === part && raw[key.option] !== undefined)?.option ?? 'format';

const CODES: Readonly<Record<string, OptionFault['code']>> = {
  key: 'not-supported',
  missing: 'option-missing',
  conflict: 'option-conflict',
  unknown: 'option-unknown',
  format: 'unknown-format',
  value: 'option-value',
};

const toFault = (problem: OptionProblem): OptionFault => ({
  code: CODES[problem.about ?? 'value']!,
  key: problem.at,
  about: problem.about === 'key' || problem.about === 'unknown' ? 'key' : 'value',
  message: problem.message,
  ...(problem.hint === undefined ? {} : { hint: problem.hint }),
});

function isSecret(connector: Connector, formats: readonly Format[], option: string): boolean {
  if (findSpec(connector.options, option)?.[1].secret) return true;
  const choices = formats.flatMap((format) =>
    (connector.formats?.keys ?? []).map(
      (key) => ({ part: key.part, format, prefix: `${key.prefix}${format.name}.` }) as FormatChoice,
    ),
  );
  return secretFormatKeys(choices).has(option);
}
