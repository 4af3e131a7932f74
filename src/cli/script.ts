/** SQL files and parameters -> statements with spans of one session, or the diagnostics that say why not. */

import type { Statement } from '../sql/ast/index.ts';
import { Diagnostics } from '../sql/diagnostics/diagnostic.ts';
import { isSecretName } from '../sql/diagnostics/secrets.ts';
import { Sources, shiftSpans } from '../sql/diagnostics/sources.ts';
import type { SourceText } from '../sql/diagnostics/span.ts';
import { suggest } from '../sql/diagnostics/suggest.ts';
import { parse } from '../sql/parse/index.ts';
import type { Reference } from './parameters/substitute.ts';
import { findReferences, substitute } from './parameters/substitute.ts';
import type { ParameterValues } from './parameters/values.ts';
import { lookUp } from './parameters/values.ts';

export interface Script {
  readonly sources: Sources;
  readonly statements: readonly Statement[];
  readonly diagnostics: Diagnostics;
}

export interface ScriptOptions {
  /** Reject what Flink's own parser rejects. */
  readonly strict: boolean;
}

/** Every file is read to its end: one run says all that is wrong. */
export function readScript(
  files: readonly SourceText[],
  values: ParameterValues,
  options: ScriptOptions,
  diagnostics = new Diagnostics(),
): Script {
  const sources = new Sources();
  const complete = !diagnostics.hasErrors;
  const statements: Statement[] = [];
  const used = new Set<string>();
  for (const file of files) {
    for (const { name } of findReferences(file.text)) used.add(name.toLowerCase());
    statements.push(...readInto(file, values, sources, options, diagnostics));
  }
  // A file that could not be read may use what the others do not.
  if (complete) reportUnused(values, used, diagnostics);
  return { sources, statements, diagnostics };
}

/** One text, its parameters filled in, becomes part of a session. */
export function readInto(
  file: SourceText,
  values: ParameterValues,
  sources: Sources,
  options: ScriptOptions,
  diagnostics: Diagnostics,
): readonly Statement[] {
  const references = findReferences(file.text);
  const missing = references.filter((reference) => lookUp(reference, values) === undefined);
  if (missing.length > 0) {
    reportMissing(missing, sources.add(file), diagnostics);
    return [];
  }
  sources.hide(secretParameters(references, values));
  const filled = substitute(file, references, (reference) => lookUp(reference, values) ?? '');
  return parseInto(filled, sources.add(filled), options, diagnostics);
}

/** Parses one text of a session whose texts are laid end to end. */
export function parseInto(
  source: SourceText,
  base: number,
  options: ScriptOptions,
  diagnostics: Diagnostics,
): readonly Statement[] {
  const parsed = parse(source, options);
  for (const diagnostic of parsed.diagnostics) diagnostics.add(shiftSpans(diagnostic, base));
  return shiftSpans(parsed.statements, base);
}

const secretParameters = (references: readonly Reference[], values: ParameterValues): string[] =>
  references.filter(({ name }) => isSecretName(name)).map((reference) => lookUp(reference, values) ?? '');

function reportMissing(missing: readonly Reference[], base: number, diagnostics: Diagnostics): void {
  const names = [...new Set(missing.map((m) => m.name))];
  const hint = `give ${names.map((name) => `${name}=…`).join(' ')} on the command line, in an --env-file or in the environment`;
  for (const [i, { name, span }] of missing.entries()) {
    diagnostics.error(
      'parameter-missing',
      `parameter '${name}' has no value`,
      { start: base + span.start, end: base + span.end },
      i === missing.length - 1 ? { hint } : {},
    );
  }
}

function reportUnused(values: ParameterValues, used: ReadonlySet<string>, diagnostics: Diagnostics): void {
  for (const name of values.given.keys()) {
    if (used.has(name.toLowerCase())) continue;
    const near = suggest(name, used);
    diagnostics.error(
      'parameter-unused',
      `no file uses a parameter '${name}'`,
      undefined,
      near ? { hint: `did you mean '${near}'?` } : {},
    );
  }
}
