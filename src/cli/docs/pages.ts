/** Entries of the lists -> reference pages in Markdown: what `streamsql docs` prints and what stands in docs/reference. */
import type { Connector, MetadataColumn } from '../../connectors/connector.ts';
import type { Format } from '../../connectors/format.ts';
import { CONFIG_OPTIONS } from '../../sql/catalog/config-options.ts';
import type { OptionSpec } from '../../sql/catalog/option-spec.ts';
import { CODES } from '../../sql/diagnostics/codes.ts';
import type { Category, ScalarFunction } from '../../sql/functions/define.ts';
import { describeParameter, signature } from '../../sql/functions/resolve.ts';

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  rows.length === 0
    ? ''
    : [
        `| ${head.join(' | ')} |`,
        `|${' --- |'.repeat(head.length)}`,
        ...rows.map((row) => `| ${row.map(cell).join(' | ')} |`),
        '',
      ].join('\n');

function defaultText(spec: OptionSpec): string {
  if (spec.required) return 'required';
  if (spec.defaultText !== undefined) return spec.defaultText;
  return spec.default === undefined
    ? '–'
    : `\`${Array.isArray(spec.default) ? spec.default.join(';') : String(spec.default)}\``;
}

function optionRows(options: Readonly<Record<string, OptionSpec>>, prefix = ''): string[][] {
  return Object.entries(options).map(([key, spec]) => {
    const type = spec.values ? spec.values.map((v) => `\`${v}\``).join(', ') : spec.type;
    const doc =
      spec.refused === undefined
        ? `${spec.doc}${spec.example === undefined ? '' : `, as in \`${spec.example}\``}`
        : `not supported: ${spec.refused}`;
    return [
      `\`${prefix}${key}\``,
      spec.refused === undefined ? type : '–',
      spec.refused === undefined ? defaultText(spec) : '–',
      doc,
    ];
  });
}

const optionTable = (options: Readonly<Record<string, OptionSpec>>, prefix = ''): string =>
  table(['option', 'type', 'default', 'meaning'], optionRows(options, prefix));

const metadataTable = (metadata: Readonly<Record<string, MetadataColumn>>): string =>
  table(
    ['metadata', 'type', 'meaning'],
    Object.entries(metadata).map(([key, column]) => [
      `\`${key}\``,
      column.type,
      `${column.doc}${column.writable ? '; can be written' : ''}`,
    ]),
  );

const rulesText = (rules: readonly { readonly doc: string }[]): string =>
  rules.map((rule) => `- ${rule.doc}\n`).join('');

export function connectorPage(connector: Connector): string {
  const use = [connector.source ? 'can be read' : '', connector.sink ? 'can be written' : '']
    .filter((text) => text !== '')
    .join(', ');
  const metadata = metadataTable(connector.metadata);
  return [
    `# Connector ${connector.name}`,
    '',
    `${connector.summary} (${use}).`,
    '',
    '```sql',
    connector.example,
    '```',
    '',
    '## Options',
    '',
    optionTable(connector.options),
    rulesText(connector.rules),
    ...(metadata === '' ? [] : ['## Metadata columns', '', metadata]),
  ].join('\n');
}

export function formatPage(format: Format): string {
  const metadata = metadataTable(format.metadata ?? {});
  return [
    `# Format ${format.name}`,
    '',
    `${format.summary}.`,
    '',
    '```sql',
    format.example,
    '```',
    '',
    '## Options',
    '',
    optionTable(format.options, `${format.name}.`),
    rulesText(format.rules),
    ...(metadata === '' ? [] : ['## Metadata columns', '', metadata]),
  ].join('\n');
}

export function functionSection(fn: ScalarFunction): string {
  const forms = fn.syntax ?? [signature(fn)];
  const parameters = fn.parameters.map(
    (p) =>
      `- \`${p.name}\` (${describeParameter(p)}${p.constant ? ', a constant' : ''}${p.optional ? ', optional' : ''}${p.variadic ? ', any number' : ''}): ${p.doc}\n`,
  );
  const aliases =
    fn.aliases && fn.aliases.length > 0 ? `Also called ${fn.aliases.map((a) => `\`${a}\``).join(', ')}.\n\n` : '';
  const examples =
    fn.examples.length === 0
      ? ''
      : `\n${table(
          ['example', 'result'],
          fn.examples.map((e) => [`\`${e.sql}\``, `\`${e.result}\``]),
        )}`;
  return `## ${fn.name}\n\n${forms.map((form) => `\`${form}\``).join(' · ')}\n\n${fn.summary}\n\n${aliases}${parameters.join('')}${examples}`;
}

/** Functions a user can write, category after category. */
export function functionPages(functions: readonly ScalarFunction[]): ReadonlyMap<Category, string> {
  const pages = new Map<Category, string>();
  for (const fn of functions) {
    if (fn.name.startsWith('$')) continue;
    pages.set(fn.category, `${pages.get(fn.category) ?? `# Functions: ${fn.category}\n`}\n${functionSection(fn)}`);
  }
  return pages;
}

/** @param key of one option; absent: all */
export const configPage = (key?: string): string =>
  `# Options of SET\n\n${optionTable(key === undefined ? CONFIG_OPTIONS : only(CONFIG_OPTIONS, key))}`;

/** @param code absent: all */
export const codesPage = (code?: string): string =>
  `# Codes of diagnostics\n\n${table(
    ['code', 'meaning'],
    Object.entries(code === undefined ? CODES : only(CODES, code)).map(([name, doc]) => [`\`${name}\``, doc]),
  )}`;

const only = <T>(entries: Readonly<Record<string, T>>, key: string): Record<string, T> =>
  Object.fromEntries(Object.entries(entries).filter(([name]) => name === key));
