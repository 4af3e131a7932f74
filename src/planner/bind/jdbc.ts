/** Functions in the braces of JDBC (`{fn UCASE(a)}`) -> calls of the functions they stand for (Calcite's SqlJdbcFunctionCall). */
import type * as ast from '../../sql/ast/index.ts';
import type { Expression } from '../physical/expression.ts';
import { bindCall } from './call.ts';
import type { BindContext } from './context.ts';
import { faultyLiteral } from './literal.ts';

/** Those that are named alike. */
const ALIKE: ReadonlySet<string> = new Set(
  (
    'ABS ACOS ASCII ASIN ATAN ATAN2 CEILING COS COT DAYOFMONTH DAYOFWEEK DAYOFYEAR DEGREES EXP FLOOR HOUR IFNULL LEFT LOCATE ' +
    'LOG10 LTRIM MINUTE MOD MONTH NOW PI POWER QUARTER RADIANS RAND REPEAT REPLACE RIGHT ROUND RTRIM SECOND SIGN SIN SQRT ' +
    'SUBSTRING TAN TRUNCATE WEEK YEAR'
  ).split(' '),
);

interface Meaning {
  readonly name: string;
  /** How many arguments it takes, and in which order they are handed on. */
  readonly order: readonly number[];
}

const OTHERS: Readonly<Record<string, Meaning>> = {
  CONCAT: { name: '||', order: [0, 1] },
  INSERT: { name: 'OVERLAY', order: [0, 3, 1, 2] },
  LCASE: { name: 'LOWER', order: [0] },
  LENGTH: { name: 'CHAR_LENGTH', order: [0] },
  LOG: { name: 'LN', order: [0] },
  UCASE: { name: 'UPPER', order: [0] },
};

export function bindJdbcCall(node: ast.Call, args: readonly Expression[], context: BindContext): Expression {
  const written = node.name.parts.map((part) => part.name).join('.');
  const key = written.toUpperCase();
  const bind = (name: string, inOrder: readonly Expression[]) =>
    bindCall(name, inOrder, {}, node.span, context, node.name.span);
  if (ALIKE.has(key)) return bind(key, args);
  const meaning = OTHERS[key];
  if (meaning === undefined) {
    context.diagnostics.error('unknown-function', `{fn ${key}} is not defined`, node.name.span, {
      hint: context.functions.scalar(written)
        ? `without the braces it is: ${key}(…)`
        : 'JDBC has no function of that name',
    });
    return faultyLiteral(node.span);
  }
  const count = meaning.order.length;
  if (args.length !== count) {
    const wanted = `${count} argument${count === 1 ? '' : 's'}`;
    context.diagnostics.error('argument-type', `{fn ${key}} takes ${wanted}, found ${args.length}`, node.span);
    return faultyLiteral(node.span);
  }
  return bind(
    meaning.name,
    meaning.order.map((i) => args[i]!),
  );
}
