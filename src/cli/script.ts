/** SQL files and parameters -> statements with spans of one session, or the diagnostics that say why not. */

import type { Statement } from '../sql/ast/index.ts';
import { Diagnostics } from '../sql/diagnostics/diagnostic.ts';
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
export function readScript(files: readonly SourceText[], values: ParameterValues, options: ScriptOptions): Script {
  const sources = new Sources();
  const diagnostics = new Diagnostics();
  const statements: Statement[] = [];
  const used = new Set<string>();
  for (const file of files) {
    const references = findReferences(file.text);
    for (const reference of references) used.add(reference.name.toLowerCase());
    const missing = references.filter((reference) => lookUp(reference, values) === undefined);
    const filled = substitute(file, references, (reference) => lookUp(reference, values) ?? '');
    const base = sources.add(filled);
    if (missing.length > 0) reportMissing(missing, filled, base, diagnostics);
    else statements.push(...parseInto(filled, base, options, diagnostics));
  }
  reportUnused(values, used, diagnostics);
  return { sources, statements, diagnostics };
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

function reportMissing(
  missing: readonly Reference[],
  source: SourceText,
  base: number,
  diagnostics: Diagnostics,
): void {
  const names = [...new Set(missing.map((m) => m.name))];
  const hint = `give ${names.map((name) => `${name}=…`).join(' ')} on the command line, in an --env-file or in the environment`;
  for (const [i, reference] of missing.entries()) {
    const start = base + shiftedStart(reference, source);
    diagnostics.error(
      'parameter-missing',
      `parameter '${reference.name}' has no value`,
      { start, end: start },
      i === missing.length - 1 ? { hint } : {},
    );
  }
}

/** Where an (empty) value stands in the text with values. */
function shiftedStart(reference: Reference, source: SourceText): number {
  if (!source.original) return reference.span.start;
  let offset = 0;
  while (offset < source.text.length && source.original.offsetOf(offset) < reference.span.start) offset++;
  return offset;
}

function reportUnused(values: ParameterValues, used: ReadonlySet<string>, diagnostics: Diagnostics): void {
  for (const name of values.given.keys()) {
    if (used.has(name.toLowerCase())) continue;
    const near = suggest(name, used);
    diagnostics.error(
      'parameter-missing',
      `no file uses a parameter '${name}'`,
      undefined,
      near ? { hint: `did you mean '${near}'?` } : {},
    );
  }
}
