/** `npm run -s conformance -- FOLDER [--json] [--failures] [--columns]`: runs every case file of a folder; `file passed total` a line, then the totals. */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { runParseCase } from '../conformance-parse.ts';
import type { ConformanceCase, Verdict } from './case.ts';
import { runColumnsCase } from './columns.ts';
import { runExprCase } from './expr.ts';
import { runQueryCase } from './query.ts';
import { readCases } from './read-cases.ts';

interface FileResult {
  readonly file: string;
  readonly passed: number;
  readonly total: number;
  readonly failures: readonly { readonly id: string; readonly sql: string; readonly detail: string }[];
}

async function runCase(one: ConformanceCase, folder: string, columns: boolean): Promise<Verdict> {
  try {
    if (columns) return one.kind === 'expr' ? runColumnsCase(one) : { pass: true };
    if (one.kind === 'expr') return runExprCase(one);
    if (one.kind === 'parse') return runParseCase(one);
    return await runQueryCase(one, folder);
  } catch (error) {
    return {
      pass: false,
      detail: `fault: ${error instanceof Error ? error.stack?.split('\n').slice(0, 4).join(' | ') : String(error)}`,
    };
  }
}

export async function runFile(file: string, columns = false): Promise<FileResult> {
  const cases = readCases(file);
  const failures: { id: string; sql: string; detail: string }[] = [];
  for (const one of cases) {
    const verdict = await runCase(one, path.dirname(file), columns);
    if (!verdict.pass) failures.push({ id: one.id, sql: one.sql, detail: verdict.detail ?? '' });
  }
  return { file: path.basename(file), passed: cases.length - failures.length, total: cases.length, failures };
}

async function main(args: readonly string[]): Promise<void> {
  const target = args.find((arg) => !arg.startsWith('--'));
  if (target === undefined) {
    console.error('usage: npm run -s conformance -- FOLDER|FILE.jsonl [--json] [--failures]');
    process.exit(2);
  }
  const files = target.endsWith('.jsonl')
    ? [target]
    : readdirSync(target)
        .filter((name) => name.endsWith('.jsonl'))
        .sort()
        .map((name) => path.join(target, name));
  const results: FileResult[] = [];
  for (const file of files) {
    const result = await runFile(file, args.includes('--columns'));
    results.push(result);
    if (!args.includes('--json')) console.log(`${result.file} ${result.passed} ${result.total}`);
    if (args.includes('--failures'))
      for (const failure of result.failures) console.log(`  ${failure.id}  ${failure.sql}\n    ${failure.detail}`);
  }
  const passed = results.reduce((sum, r) => sum + r.passed, 0);
  const total = results.reduce((sum, r) => sum + r.total, 0);
  if (args.includes('--json')) console.log(JSON.stringify({ files: results, passed, failed: total - passed }));
  else console.log(`${passed} passed, ${total - passed} failed`);
}

await main(process.argv.slice(2));
