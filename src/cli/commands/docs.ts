/** `streamsql docs`: what the entries say of themselves. */
import { FORMATS } from '../../connectors/formats/index.ts';
import { CONNECTORS } from '../../connectors/index.ts';
import { suggest } from '../../sql/diagnostics/suggest.ts';
import type { ScalarFunction } from '../../sql/functions/define.ts';
import { SCALAR_FUNCTIONS } from '../../sql/functions/index.ts';
import { codesPage, configPage, connectorPage, formatPage, functionSection } from '../docs/pages.ts';
import { EXIT } from '../exit-codes.ts';

const FUNCTIONS = SCALAR_FUNCTIONS.filter((fn) => !fn.name.startsWith('$'));

interface Kind {
  readonly names: () => readonly string[];
  readonly page: (name: string) => string | undefined;
  readonly list: () => string;
}

const lines = (entries: readonly { readonly name: string; readonly summary: string }[]): string => {
  const width = Math.max(...entries.map((e) => e.name.length));
  return entries.map((e) => `${e.name.padEnd(width)}  ${e.summary}`).join('\n');
};

const named = <T extends { readonly name: string }>(entries: readonly T[], name: string): T | undefined =>
  entries.find((e) => e.name.toLowerCase() === name.toLowerCase());

const functionNamed = (name: string): ScalarFunction | undefined =>
  FUNCTIONS.find((fn) => [fn.name, ...(fn.aliases ?? [])].some((n) => n.toUpperCase() === name.toUpperCase()));

const KINDS: Readonly<Record<string, Kind>> = {
  connector: {
    names: () => CONNECTORS.map((c) => c.name),
    page: (name) => pageOf(named(CONNECTORS, name), connectorPage),
    list: () => lines(CONNECTORS),
  },
  format: {
    names: () => FORMATS.map((f) => f.name),
    page: (name) => pageOf(named(FORMATS, name), formatPage),
    list: () => lines(FORMATS),
  },
  function: {
    names: () => FUNCTIONS.flatMap((fn) => [fn.name, ...(fn.aliases ?? [])]),
    page: (name) => pageOf(functionNamed(name), functionSection),
    list: () => lines(FUNCTIONS),
  },
};

const pageOf = <T>(entry: T | undefined, page: (entry: T) => string): string | undefined =>
  entry === undefined ? undefined : page(entry);

export function docs(kind: string | undefined, name: string | undefined): number {
  if (kind === undefined) return print(overview());
  if (kind === 'config') return print(configPage());
  if (kind === 'codes') return print(codesPage());
  const found = KINDS[kind.replace(/s$/, '')];
  if (!found)
    return complain(
      `there are no docs of kind '${kind}'`,
      suggest(kind, [...Object.keys(KINDS), 'config', 'codes']),
      EXIT.usage,
    );
  if (name === undefined) return print(found.list());
  const page = found.page(name);
  return page === undefined
    ? complain(`unknown ${kind} '${name}'`, suggest(name, found.names()), EXIT.invalid)
    : print(page);
}

function overview(): string {
  return [
    'Connectors',
    lines(CONNECTORS),
    '',
    'Formats',
    lines(FORMATS),
    '',
    `Functions (${FUNCTIONS.length}): streamsql docs function [NAME]`,
    'Options of SET: streamsql docs config',
    'Codes of diagnostics: streamsql docs codes',
  ].join('\n');
}

function print(text: string): number {
  console.log(text);
  return EXIT.ok;
}

function complain(message: string, near: string | undefined, code: number): number {
  console.error(`error: ${message}${near === undefined ? '' : `; did you mean '${near}'?`}`);
  return code;
}
