import { EndpointError } from '../../runtime/pipeline/failure.ts';
import { localStorage } from './local.ts';
import { locate } from './location.ts';
import type { Storage } from './storage.ts';

/** The storage a path option points into, and the path in it. @throws EndpointError for places that are not supported */
export function openStorage(text: string): { readonly storage: Storage; readonly path: string } {
  const location = locate(text);
  if (location.kind === 'unsupported')
    throw new EndpointError(`cannot open '${text}': ${location.reason}`, { recoverable: false, options: ['path'] });
  return { storage: localStorage, path: location.path };
}
