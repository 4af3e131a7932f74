/** The user's functions of a plan -> entries of the registry, loaded anew in the thread that runs it. */
import { RunTimeError } from '../../sql/diagnostics/run-time-error.ts';
import type { UserFunction } from '../../sql/functions/user/definition.ts';
import { type UserEntry, userEntry } from '../../sql/functions/user/entry.ts';
import { functionLoader } from './loader.ts';

/** @throws RunTimeError when the code cannot be loaded any more */
export async function loadUserFunctions(functions: readonly UserFunction[]): Promise<readonly UserEntry[]> {
  const loader = functionLoader();
  await loader.prepare();
  return functions.map((definition) => {
    const loaded = loader.load(definition.source);
    if (!loaded.ok) throw new RunTimeError(`function ${definition.label}: ${loaded.message}`);
    return userEntry(definition, loaded.implementation);
  });
}
