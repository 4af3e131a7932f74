/** Which types a user's function can take and give. */
import { childTypes } from '../../types/children.ts';
import type { SqlType } from '../../types/type.ts';

const WITHOUT_FORM: ReadonlySet<string> = new Set(['VARIANT', 'BITMAP', 'NULL', 'RAW', 'TIMESTAMP_TZ']);

/** The first type in it that has no JavaScript form; undefined when all have. */
export function unsupportedIn(type: SqlType): SqlType | undefined {
  if (WITHOUT_FORM.has(type.kind)) return type;
  for (const child of childTypes(type)) {
    const found = unsupportedIn(child);
    if (found) return found;
  }
  return undefined;
}
