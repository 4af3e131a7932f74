import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { printDataType, printExpression, printStatement } from '../../src/sql/ast/print.ts';
import { parse, parseDataType, parseExpression } from '../../src/sql/parse/index.ts';
import { anyExpression, anyStatement, anyType } from './trees.ts';
import { withoutSpans } from './without-spans.ts';

const RUNS = 300;

describe('a printed tree is read back the same', () => {
  it('expressions', () => {
    fc.assert(
      fc.property(anyExpression, (tree) => {
        const text = printExpression(tree);
        const { value, diagnostics } = parseExpression({ name: 'printed', text }, { strict: true });
        expect(diagnostics, text).toEqual([]);
        expect(withoutSpans(value), text).toEqual(withoutSpans(tree));
      }),
      { numRuns: RUNS },
    );
  });

  it('types', () => {
    fc.assert(
      fc.property(anyType, (tree) => {
        const text = printDataType(tree);
        const { value, diagnostics } = parseDataType({ name: 'printed', text }, { strict: true });
        expect(diagnostics, text).toEqual([]);
        expect(withoutSpans(value), text).toEqual(withoutSpans(tree));
      }),
      { numRuns: RUNS },
    );
  });

  it('statements', () => {
    fc.assert(
      fc.property(anyStatement, (tree) => {
        const text = printStatement(tree);
        const { statements, diagnostics } = parse({ name: 'printed', text }, { strict: true });
        expect(diagnostics, text).toEqual([]);
        expect(statements.map(withoutSpans), text).toEqual([withoutSpans(tree)]);
      }),
      { numRuns: RUNS },
    );
  });
});
