/** What is made of the texts of rows (patterns, dictionaries), kept while they are in use. */

/** How many are kept; the one that was made first goes. */
export const MAX_CACHED = 64;

export function cached<T>(make: (key: string) => T): (key: string) => T {
  const made = new Map<string, T>();
  return (key) => {
    const found = made.get(key);
    if (found !== undefined) return found;
    const value = make(key);
    if (made.size >= MAX_CACHED) made.delete(made.keys().next().value!);
    made.set(key, value);
    return value;
  };
}
