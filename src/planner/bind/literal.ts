/** Literals as written -> typed constants. */
import type * as ast from '../../sql/ast/index.ts';
import type { Diagnostics } from '../../sql/diagnostics/diagnostic.ts';
import type { Span } from '../../sql/diagnostics/span.ts';
import { numberLiteral } from '../../sql/types/literal.ts';
import type { SqlType } from '../../sql/types/type.ts';
import * as T from '../../sql/types/type.ts';
import type { Value } from '../../sql/types/value.ts';
import type { Expression, Literal } from '../physical/expression.ts';
import { dateLiteral, timeLiteral, timestampLiteral } from './date-time-literal.ts';
import { intervalValue } from './interval.ts';
import { intervalType } from './types.ts';

export const literal = (type: SqlType, value: Value, span: Span): Literal => ({ kind: 'literal', type, value, span });

export const nullLiteral = (span: Span): Literal => literal(T.NULL, null, span);

/** In place of an expression whose fault has been reported. */
export const faultyLiteral = (span: Span): Literal => ({ ...nullLiteral(span), faulty: true });

export const isFaulty = (expression: Expression): boolean =>
  expression.kind === 'literal' && expression.faulty === true;

export function bindLiteral(node: ast.Literal, diagnostics: Diagnostics): Literal {
  switch (node.kind) {
    case 'null':
      return nullLiteral(node.span);
    case 'boolean':
      return node.value === null
        ? literal(T.BOOLEAN, null, node.span)
        : literal(T.notNull(T.BOOLEAN), node.value, node.span);
    case 'string':
      refuseSameLine(node, diagnostics);
      return literal(T.notNull(T.char(node.value.length)), node.value, node.span);
    case 'binary-literal':
      refuseSameLine(node, diagnostics);
      if (node.hex.length % 2 !== 0)
        diagnostics.error('argument-value', 'a binary literal has an even number of hexadecimal digits', node.span);
      return literal(
        T.notNull(T.binary(node.hex.length >> 1)),
        Uint8Array.from(Buffer.from(node.hex, 'hex')),
        node.span,
      );
    case 'number':
      return bindNumber(node, diagnostics);
    case 'datetime':
      return bindDateTime(node, diagnostics);
    case 'interval': {
      const type = intervalType(node.qualifier, diagnostics);
      const value = intervalValue(node.text, node.qualifier, node.negative);
      if (typeof value === 'string') {
        diagnostics.error('argument-value', value, node.span);
        return literal(type, null, node.span);
      }
      return literal(T.notNull(type), value, node.span);
    }
  }
}

function refuseSameLine({ sameLine }: ast.StringLiteral | ast.BinaryLiteral, diagnostics: Diagnostics): void {
  if (sameLine)
    diagnostics.error('argument-value', 'a literal is continued on a new line only', sameLine, {
      hint: 'write || between two strings to join them',
    });
}

/** @param afterMinus a minus stands before it */
export function bindNumber(node: ast.NumberLiteral, diagnostics: Diagnostics, afterMinus = false): Literal {
  const typed = numberLiteral(node.text, afterMinus);
  if (!('problem' in typed)) return literal(typed.type, typed.value, node.span);
  diagnostics.error('argument-value', typed.problem, node.span, {
    hint: "Flink keeps 64 bits of a literal's digits; write CAST('…' AS DECIMAL(p, s)) for more",
  });
  return literal(T.decimal(T.MAX_DECIMAL_PRECISION, 0), null, node.span);
}

const fractionDigits = (text: string): number => /\.(\d+)/.exec(text)?.[1]?.length ?? 0;

function bindDateTime(node: Extract<ast.Literal, { kind: 'datetime' }>, diagnostics: Diagnostics): Literal {
  const precision = Math.min(9, fractionDigits(node.text));
  const refuse = (): Literal => {
    diagnostics.error('argument-value', `'${node.text}' is not a ${node.type} literal`, node.span);
    return literal(T.NULL, null, node.span);
  };
  switch (node.type) {
    case 'DATE': {
      const days = dateLiteral(node.text);
      return days === undefined ? refuse() : literal(T.notNull(T.DATE), days, node.span);
    }
    case 'TIME': {
      const millis = timeLiteral(node.text);
      return millis === undefined
        ? refuse()
        : literal(T.notNull(T.time(Math.min(precision, T.MAX_TIME_PRECISION))), millis, node.span);
    }
    case 'TIMESTAMP':
    case 'DATETIME': {
      const value = timestampLiteral(node.text);
      return value === undefined ? refuse() : literal(T.notNull(T.timestamp(precision)), value, node.span);
    }
    default:
      diagnostics.error('not-supported', `${node.type} literals are not supported`, node.span, {
        hint: `write CAST('${node.text}' AS TIMESTAMP_LTZ(3))`,
      });
      return literal(T.NULL, null, node.span);
  }
}
