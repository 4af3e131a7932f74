/** Files of user functions and what they import -> their exports, loaded at once and in this thread. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { compileFunction } from 'node:vm';
import type { Places } from './places.ts';
import { type LineColumn, SourceSyntaxError, type Transpile } from './transpiled.ts';

/** Code that cannot be loaded, said in one sentence. */
export class LoadError extends Error {
  override readonly name = 'LoadError';
}

export type Require = (specifier: string) => unknown;

interface Module {
  exports: unknown;
  readonly stamp: string;
  readonly imports: string[];
}

const CODE = /\.([cm]?)([jt])s$/;
export const isCodeFile = (file: string): boolean => CODE.test(file);
export const isTypeScriptFile = (file: string): boolean => CODE.exec(file)?.[2] === 't';

export class Modules {
  private readonly transpile: Transpile;
  private readonly places: Places;
  private readonly modules = new Map<string, Module>();

  constructor(transpile: Transpile, places: Places) {
    this.transpile = transpile;
    this.places = places;
  }

  /** Loads a file, or gives what it was loaded to unless it or a file it imports has changed. @throws LoadError */
  load(file: string): unknown {
    const before = this.modules.get(file);
    if (before && this.isFresh(file, new Set())) return before.exports;
    this.forget(file, new Set());
    return this.read(file);
  }

  private isFresh(file: string, seen: Set<string>): boolean {
    if (seen.has(file)) return true;
    seen.add(file);
    const module = this.modules.get(file);
    return module?.stamp === stampOf(file) && module.imports.every((one) => this.isFresh(one, seen));
  }

  private forget(file: string, seen: Set<string>): void {
    if (seen.has(file)) return;
    seen.add(file);
    for (const one of this.modules.get(file)?.imports ?? []) this.forget(one, seen);
    this.modules.delete(file);
  }

  private read(file: string): unknown {
    const module: Module = { exports: {}, stamp: stampOf(file), imports: [] };
    // Known before it is run: two files may import each other.
    this.modules.set(file, module);
    try {
      this.run(file, module);
    } catch (error) {
      this.modules.delete(file);
      if (error instanceof LoadError) throw error;
      throw new LoadError(`cannot load ${shownPath(file)}: ${this.places.explain(error)}`);
    }
    return module.exports;
  }

  private run(file: string, module: Module): void {
    const describe = (place: LineColumn) => `${shownPath(file)}:${place.line}:${place.column}`;
    const { code, origin } = this.transpiled(readText(file), isTypeScriptFile(file), describe);
    this.places.add(file, (place) => describe(origin(place)));
    const names = ['exports', 'require', 'module', '__filename', '__dirname'];
    const body = compiled(code, names, file, (place) => describe(origin(place)));
    body.call(undefined, module.exports, this.requireFrom(file, module.imports), module, file, path.dirname(file));
  }

  transpiled(text: string, typescript: boolean, describe: (place: LineColumn) => string): ReturnType<Transpile> {
    try {
      return this.transpile(text, typescript);
    } catch (error) {
      if (!(error instanceof SourceSyntaxError)) throw error;
      throw new LoadError(error.at ? `${error.message}, at ${describe(error.at)}` : error.message);
    }
  }

  /** Files are loaded here, packages and Node's own modules by Node. */
  requireFrom(importer: string, imports: string[]): Require {
    const node = createRequire(importer);
    return (specifier) => {
      const isFile = /^(\.{1,2}(\/|$)|\/|file:)/.test(specifier) || path.isAbsolute(specifier);
      const file = isFile ? resolveFile(specifier, importer) : undefined;
      if (file !== undefined && isCodeFile(file)) {
        imports.push(file);
        return this.modules.get(file)?.exports ?? this.read(file);
      }
      return nodeRequire(node, file ?? specifier, specifier, importer);
    };
  }
}

/** The caret stands under the line as it is compiled, with what was put before its text. */
function compiledSyntax(error: SyntaxError, opening: string): LineColumn | undefined {
  const place = /^.*:(\d+)\n.*\n( *)\^/.exec(error.stack ?? '');
  if (!place) return undefined;
  const line = Number(place[1]);
  return { line, column: place[2]!.length + 1 - (line === 1 ? opening.length : 0) };
}

/** What stands around the user's text in what is compiled. */
interface Frame {
  readonly opening: string;
  readonly closing: string;
}

/** @throws LoadError with the place of what JavaScript does not accept */
export function compiled(
  code: string,
  parameters: readonly string[],
  name: string,
  describe: (place: LineColumn) => string,
  { opening, closing }: Frame = { opening: '', closing: '' },
): (...args: unknown[]) => unknown {
  try {
    const options = { filename: name, columnOffset: -opening.length };
    return compileFunction(`${opening}${code}${closing}`, parameters, options) as (...args: unknown[]) => unknown;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const at = compiledSyntax(error, opening);
    throw new LoadError(at ? `${error.message}, at ${describe(at)}` : error.message);
  }
}

/** As in stack traces and messages: relative to the working directory where that is shorter to say. */
export function shownPath(file: string): string {
  const relative = path.relative(process.cwd(), file);
  return relative === '' || relative.startsWith('..') || path.isAbsolute(relative) ? file : relative;
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    const code = (error as { code?: unknown }).code;
    const reason =
      code === 'ENOENT' ? 'there is no such file' : code === 'EISDIR' ? 'it is a folder' : 'it cannot be read';
    throw new LoadError(`cannot load ${shownPath(file)}: ${reason}`);
  }
}

function stampOf(file: string): string {
  const stat = statSync(file, { throwIfNoEntry: false });
  return stat ? `${stat.mtimeMs} ${stat.size}` : '';
}

/** The file itself; `./x.js` may be written as x.ts, and the ending may be left out. */
function resolveFile(specifier: string, importer: string): string {
  const plain = specifier.startsWith('file:') ? fileURLToPath(specifier) : specifier;
  const file = path.resolve(path.dirname(importer), plain);
  const written = file.replace(/\.([cm]?)js$/, '.$1ts');
  const candidates = [
    file,
    written,
    `${file}.ts`,
    `${file}.js`,
    path.join(file, 'index.ts'),
    path.join(file, 'index.js'),
  ];
  const found = candidates.find((one) => existsSync(one) && statSync(one).isFile());
  if (found === undefined) throw new LoadError(`cannot find '${specifier}', which ${shownPath(importer)} imports`);
  return found;
}

function nodeRequire(node: NodeJS.Require, target: string, specifier: string, importer: string): unknown {
  try {
    return node(target);
  } catch (error) {
    const code = (error as { code?: unknown }).code;
    const from = `'${specifier}', which ${shownPath(importer)} imports`;
    if (code === 'MODULE_NOT_FOUND') throw new LoadError(`cannot find ${from}`);
    if (code === 'ERR_REQUIRE_ASYNC_MODULE') throw new LoadError(`cannot load ${from}: it uses await at its top level`);
    throw error;
  }
}
