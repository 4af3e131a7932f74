import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Makes a folder and those above it. Node's own way (`recursive`) never ends where the system says ENOENT for a folder that cannot
 * be made, as in /proc.
 * @throws ENOTDIR where a file has the name
 * @returns the uppermost folder that was made; undefined when all were there
 */
export async function makeFolders(path: string): Promise<string | undefined> {
  const error = await tried(path);
  if (error === undefined) return path;
  if (error.code === 'EEXIST') {
    if ((await stat(path)).isDirectory()) return undefined;
    throw Object.assign(new Error(`${path} is not a directory`), { code: 'ENOTDIR', path });
  }
  const above = dirname(path);
  if (error.code !== 'ENOENT' || above === path) throw error;
  const made = await makeFolders(above);
  const again = await tried(path);
  // Somebody else may make it at the same time.
  if (again !== undefined && again.code !== 'EEXIST') throw again;
  return made ?? path;
}

const tried = (path: string): Promise<NodeJS.ErrnoException | undefined> =>
  mkdir(path).then(
    () => undefined,
    (error: NodeJS.ErrnoException) => error,
  );
