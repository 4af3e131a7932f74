import { localStorage } from './local.ts';
import { locate } from './location.ts';
import { type Storage, StorageError } from './storage.ts';

/** The storage a path option points into, and the path in it. @throws StorageError for places that are not supported */
export function openStorage(text: string): { readonly storage: Storage; readonly path: string } {
  const location = locate(text);
  if (location.kind === 'unsupported') throw new StorageError(`cannot open '${text}': ${location.reason}`);
  return { storage: localStorage, path: location.path };
}
