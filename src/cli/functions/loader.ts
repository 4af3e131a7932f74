/** Loads the code of user functions: from files beside the SQL file, or from the body in the statement. */
import path from 'node:path';
import type { Sources } from '../../sql/diagnostics/sources.ts';
import type { Span } from '../../sql/diagnostics/span.ts';
import type { FileSource, FunctionSource, InlineSource } from '../../sql/functions/user/definition.ts';
import type {
  FunctionLoader,
  Implementation,
  Loaded,
  Refusal,
  SourceRequest,
} from '../../sql/functions/user/loader.ts';
import { exportedFunction } from './exported.ts';
import { compiled, isCodeFile, LoadError, Modules, shownPath } from './modules.ts';
import { Places } from './places.ts';
import type { LineColumn } from './transpiled.ts';

/** @param sources the texts that spans point into; absent in worker threads, which have definitions only */
export function functionLoader(sources?: Sources): FunctionLoader {
  const places = new Places();
  let modules: Modules | undefined;
  const bodies = { count: 0 };
  return {
    async prepare() {
      if (modules) return;
      // The reader of TypeScript is large, and most files make no function.
      const { transpile } = await import('./transpile.ts');
      modules = new Modules(transpile, places);
    },
    locate: (request) => locate(request, sources),
    load(source) {
      if (!modules) throw new Error('assertion: load before prepare');
      return loadSource(source, modules, places, bodies);
    },
  };
}

function locate(
  { as, language, parameters, table }: SourceRequest,
  sources: Sources | undefined,
): { readonly ok: true; readonly source: FunctionSource } | Refusal {
  const place = placeOf(as.span, sources);
  if (as.form !== 'dollar') return locateFile(as.value, place.file);
  if (!parameters)
    return {
      ok: false,
      message: 'a body in the statement needs its parameters there too',
      hint: 'CREATE FUNCTION f(a INT) RETURNS INT AS $$ return a + 1 $$ LANGUAGE JAVASCRIPT',
    };
  const strange = parameters.find((name) => !/^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name));
  if (strange !== undefined) return { ok: false, message: `the parameter '${strange}' is no name in JavaScript` };
  const { file, line, column } = place;
  const typescript = language === 'TYPESCRIPT';
  // The body begins behind the two signs.
  return {
    ok: true,
    source: { kind: 'inline', body: as.value, typescript, table, parameters, file, line, column: column + 2 },
  };
}

function placeOf(span: Span, sources: Sources | undefined): LineColumn & { readonly file: string } {
  const place = sources?.place(span);
  return { file: place?.name ?? '<command line>', line: place?.from.line ?? 1, column: place?.from.column ?? 1 };
}

function locateFile(text: string, sqlFile: string): { readonly ok: true; readonly source: FileSource } | Refusal {
  const hash = text.lastIndexOf('#');
  const file = hash < 0 ? text : text.slice(0, hash);
  if (!isCodeFile(file))
    return {
      ok: false,
      message: `'${text}' names no file in TypeScript or JavaScript`,
      hint: "AS './functions.ts#name', relative to the SQL file; a body stands between $$ and $$",
    };
  const absolute = path.resolve(folderOf(sqlFile), file);
  return { ok: true, source: { kind: 'file', path: absolute, export: hash < 0 ? 'default' : text.slice(hash + 1) } };
}

/** A text that is no file (`<stdin>`, `-e`, the shell) stands in the working directory. */
const folderOf = (sqlFile: string): string => (sqlFile.startsWith('<') ? '.' : path.dirname(sqlFile));

function loadSource(source: FunctionSource, modules: Modules, places: Places, bodies: { count: number }): Loaded {
  try {
    if (source.kind === 'inline') return loadInline(source, modules, places, ++bodies.count);
    const what = `${shownPath(source.path)}#${source.export}`;
    return exportedFunction(modules.load(source.path), source.export, what, places.explain);
  } catch (error) {
    if (!(error instanceof LoadError)) throw error;
    return { ok: false, message: error.message };
  }
}

/** The parameters are those of the compiled function, so places in it are places in the body. */
function loadInline(source: InlineSource, modules: Modules, places: Places, number: number): Loaded {
  const name = `streamsql:body:${number}`;
  const inFile = ({ line, column }: LineColumn) =>
    `${source.file}:${source.line + line - 1}:${line === 1 ? source.column + column - 1 : column}`;
  const { code, origin } = source.typescript
    ? modules.transpiled(source.body, true, inFile)
    : { code: source.body, origin: (place: LineColumn) => place };
  const describe = (place: LineColumn) => inFile(origin(place));
  places.add(name, describe);
  const require = modules.requireFrom(path.resolve(folderOf(source.file), 'body.js'), []);
  const opening = `return function${source.table ? '*' : ''} (${source.parameters.join(', ')}) {`;
  const make = compiled(code, ['require'], name, describe, { opening, closing: '\n};' });
  const evaluate = make(require) as Implementation['evaluate'];
  return { ok: true, implementation: { kind: source.table ? 'table' : 'scalar', evaluate, explain: places.explain } };
}
