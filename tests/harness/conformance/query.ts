import type { QueryCase, Verdict } from './case.ts';

export async function runQueryCase(one: QueryCase, folder: string): Promise<Verdict> {
  return { pass: 'error' in one.expect, detail: `no query runs yet (${folder})` };
}
