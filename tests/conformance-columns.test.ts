/** Every expression case through columns: batches of 1 and 1024 rows with NULLs mixed in give what the constants gave. */
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { ExprCase } from './harness/conformance/case.ts';
import { runColumnsCase } from './harness/conformance/columns.ts';
import { readCases } from './harness/conformance/read-cases.ts';

const FOLDER =
  process.env.CONFORMANCE_CASES ?? fileURLToPath(new URL('../../shared/conformance/cases', import.meta.url));

/** Flink itself folds these by other rules than it runs rows by (docs/differences.md), or they need a constant. */
const FOLDED_OTHERWISE: ReadonlySet<string> = new Set([
  '1/cast(0.00 as float)',
  'CAST(1 AS DOUBLE)/0',
  '0e0/0e0',
  "CAST('NaN' AS DOUBLE) = CAST('NaN' AS DOUBLE)",
  "TYPEOF('a')",
  "UPPER('straße')",
  "CAST(ROW(CAST('1' AS BIGINT)) AS ROW<`nested` BIGINT NOT NULL>)['nested']",
]);

const files = existsSync(FOLDER) ? readdirSync(FOLDER).filter((name) => name.startsWith('expr-')) : [];
if (files.length === 0)
  console.log(
    `expression cases through columns are skipped: there is no folder ${FOLDER}; CONFORMANCE_CASES names another`,
  );

describe.skipIf(files.length === 0)('expression cases through columns', () => {
  it.each(files)(
    '%s',
    (file) => {
      const wrong = readCases(path.join(FOLDER, file))
        .filter((one): one is ExprCase => one.kind === 'expr' && !FOLDED_OTHERWISE.has(one.sql))
        .flatMap((one) => {
          const { pass, detail } = runColumnsCase(one);
          return pass ? [] : [`${one.sql}: ${detail}`];
        });
      expect(wrong).toEqual([]);
    },
    120_000,
  );
});
