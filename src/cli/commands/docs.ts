/** `streamsql docs`: what the entries say of themselves. */
import { FORMATS } from '../../connectors/formats/index.ts';
import { CONNECTORS } from '../../connectors/index.ts';
import { settableKeys } from '../../sql/catalog/config-options.ts';
import { CODES } from '../../sql/diagnostics/codes.ts';
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
  config: {
    names: () => settableKeys(),
    page: (name) => (settableKeys().includes(name) ? configPage(name) : undefined),
    list: () => configPage(),
  },
  codes: {
    names: () => Object.keys(CODES),
    page: (name) => (name in CODES ? codesPage(name) : undefined),
    list: () => codesPage(),
  },
};

const pageOf = <T>(entry: T | undefined, page: (entry: T) => string): string | undefined =>
  entry === undefined ? undefined : page(entry);

export function docs(kind: string | undefined, name: string | undefined): number {
  if (kind === undefined) return print(overview());
  const singular = kind in KINDS ? kind : kind.replace(/s$/, '');
  const found = KINDS[singular] ?? KINDS[`${singular}s`];
  if (!found) return name === undefined ? anywhere(kind) : complain(unknownKind(kind), nearestKind(kind), EXIT.usage);
  if (name === undefined) return print(found.list());
  const page = found.page(name);
  return page === undefined ? complain(`unknown ${singular} '${name}'`, near(name, found), EXIT.invalid) : print(page);
}

/** A name without its kind: whatever has it. */
function anywhere(name: string): number {
  const pages = Object.values(KINDS).flatMap((kind) => kind.page(name) ?? []);
  if (pages.length > 0) return print(pages.join('\n'));
  const meant = Object.entries(KINDS).flatMap(([kind, entries]) => {
    const found = near(name, entries);
    return found === undefined ? [] : [`${kind} ${found}`];
  });
  return complain(unknownKind(name), nearestKind(name) ?? meant[0], EXIT.usage);
}

const unknownKind = (name: string): string =>
  `nothing is called '${name}': expected ${Object.keys(KINDS).join(', ')}, or the name of one`;

const nearestKind = (name: string): string | undefined => suggest(name, Object.keys(KINDS));

const near = (name: string, kind: Kind): string | undefined => suggest(name, kind.names());

function overview(): string {
  return [
    'Connectors',
    lines(CONNECTORS),
    '',
    'Formats',
    lines(FORMATS),
    '',
    `Functions (${FUNCTIONS.length}): streamsql docs function [NAME]`,
    'Options of SET: streamsql docs config [NAME]',
    'Codes of diagnostics: streamsql docs codes [NAME]',
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
