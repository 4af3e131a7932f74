import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { printStatement } from '../../src/sql/ast/print.ts';
import { parse } from '../../src/sql/parse/index.ts';
import { type ParseCase, runParseCase } from '../harness/conformance-parse.ts';
import { withoutSpans } from './without-spans.ts';

/** A part of what Flink 2.3 answered; the whole is run by `npm run conformance`. */
const cases = readFileSync(new URL('./flink-2.3.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as ParseCase);

describe('texts that Flink 2.3 has judged', () => {
  it.each(cases.map((one) => [one.id, one] as const))('%s', (_, one) => {
    expect(runParseCase(one)).toEqual({ pass: true });
  });

  it('come back the same after printing', () => {
    for (const { sql, expect: answer } of cases) {
      if (!answer.accept) continue;
      const { statements } = parse({ name: 'case.sql', text: sql }, { strict: true });
      const text = statements.map(printStatement).join(';\n');
      const again = parse({ name: 'printed.sql', text }, { strict: true });
      expect(again.diagnostics, text).toEqual([]);
      expect(withoutSpans(again.statements), text).toEqual(withoutSpans(statements));
    }
  });
});
