import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { OptionProblem } from '../options.ts';

/** Where the text of a `path` option points to. */
export type Location =
  | { readonly kind: 'local'; readonly path: string }
  | { readonly kind: 'unsupported'; readonly scheme: string; readonly reason: string };

const HINTS: Readonly<Record<string, string>> = {
  s3: 'S3 is not supported yet; write to a local directory',
  s3a: 'S3 is not supported yet; write to a local directory',
  s3n: 'S3 is not supported yet; write to a local directory',
  hdfs: 'HDFS is not supported; use a local directory',
};

/** `/abs`, `relative` (to the working directory), `file:///abs`, `file:/abs`. */
export function locate(text: string): Location {
  const scheme = /^([A-Za-z][A-Za-z0-9+.-]*):\//.exec(text)?.[1]?.toLowerCase();
  if (scheme === undefined) return { kind: 'local', path: resolve(text) };
  if (scheme !== 'file')
    return {
      kind: 'unsupported',
      scheme,
      reason: HINTS[scheme] ?? 'paths are local: /absolute, relative or file:///absolute',
    };
  const rest = text.slice('file:'.length);
  try {
    return { kind: 'local', path: resolve(fileURLToPath(`file:${rest.startsWith('//') ? rest : `//${rest}`}`)) };
  } catch {
    return { kind: 'unsupported', scheme, reason: 'a file address has no host: file:///absolute/path' };
  }
}

/** Whether the place depends on the working directory. */
export const isRelative = (text: string): boolean => !/^([A-Za-z][A-Za-z0-9+.-]*:)?\//.test(text);

/** What is wrong with a path option's value, if anything. */
export function pathProblem(option: string, text: string): OptionProblem | undefined {
  if (text.trim() === '')
    return { at: option, about: 'value', message: `option '${option}' is empty: expected a directory` };
  const location = locate(text);
  if (location.kind === 'local') return undefined;
  return {
    at: option,
    about: 'value',
    message: `option '${option}' has a path of the unsupported kind '${location.scheme}:': '${text}'`,
    hint: location.reason,
  };
}
