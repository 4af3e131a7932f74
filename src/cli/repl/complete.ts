/** The word under the cursor -> words that can stand there: keywords, functions, tables, columns, options and their values. */

import { FORMATS } from '../../connectors/formats/index.ts';
import { CONNECTORS } from '../../connectors/index.ts';
import type { PlannerSession } from '../../planner/session.ts';
import { settableKeys } from '../../sql/catalog/config-options.ts';
import { KEYWORDS } from '../../sql/parse/index.ts';

export type Completion = [candidates: string[], word: string];

export function complete(line: string, session: PlannerSession): Completion {
  const quoted = /'([^']*)$/.exec(line);
  if (quoted && (line.split("'").length - 1) % 2 === 1) return startingWith(quoted[1]!, quotedWords(line));
  const word = /[\w.]*$/.exec(line)![0];
  return startingWith(word, [
    ...names(session),
    ...session.functions.names.filter((name) => /^\w+$/.test(name)),
    ...KEYWORDS.keys(),
  ]);
}

function startingWith(word: string, candidates: readonly string[]): Completion {
  const lower = word.toLowerCase();
  const found = [...new Set(candidates)].filter((candidate) => candidate.toLowerCase().startsWith(lower));
  return [found.sort(), word];
}

/** Behind SET the keys of SET, behind a WITH option's name its values, else option names of all connectors and formats. */
function quotedWords(line: string): string[] {
  if (/^\s*SET\s+'[^']*$/i.test(line)) return settableKeys();
  const key = /'([^']+)'\s*=\s*'[^']*$/.exec(line)?.[1];
  if (key === 'connector') return CONNECTORS.map((connector) => connector.name);
  if (key === 'format' || key?.endsWith('.format')) return FORMATS.map((format) => format.name);
  if (key !== undefined) return CONNECTORS.flatMap((connector) => connector.options[key]?.values ?? []);
  const formats = FORMATS.flatMap((format) => Object.keys(format.options).map((option) => `${format.name}.${option}`));
  return ['connector', ...CONNECTORS.flatMap((connector) => Object.keys(connector.options)), ...formats].filter(
    (name) => !name.endsWith('*'),
  );
}

function names(session: PlannerSession): string[] {
  const { catalog } = session;
  const objects = catalog.objectsOf(catalog.currentCatalog, catalog.currentDatabase);
  return [
    ...objects.map((object) => object.name.object),
    ...objects.flatMap((object) => object.columns.map((column) => column.name)),
  ];
}
