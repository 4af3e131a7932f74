/** Names in expressions -> columns of the input and fields of rows. */
import type * as ast from '../../sql/ast/index.ts';
import { joinSpans } from '../../sql/diagnostics/span.ts';
import { suggest } from '../../sql/diagnostics/suggest.ts';
import type { Expression } from '../physical/expression.ts';
import { bindCall } from './call.ts';
import type { BindContext, Scope } from './context.ts';
import { faultyLiteral } from './literal.ts';

/** `c`, `t.c`, `c.field`, `t.c.field.inner`: the longest reading as a column comes first, as in Calcite. */
export function bindIdentifier(identifier: ast.Identifier, scope: Scope, context: BindContext): Expression {
  const { parts } = identifier;
  if (parts.length > 1) {
    const [table, column] = parts as [ast.NamePart, ast.NamePart];
    const found = matching(scope, column.name, table.name);
    if (found.length > 0) return fieldsOf(pick(found, column, scope, context), parts.slice(2), context);
  }
  const first = parts[0]!;
  const found = matching(scope, first.name);
  if (found.length > 0) return fieldsOf(pick(found, first, scope, context), parts.slice(1), context);
  if (parts.length === 1 && !first.quoted && WITHOUT_PARENTHESES.has(first.name.toUpperCase()))
    return bindCall(first.name, [], {}, identifier.span, context);
  return unknownColumn(identifier, scope, context);
}

/** Functions that Flink also takes without parentheses and that are no words of the grammar. */
const WITHOUT_PARENTHESES: ReadonlySet<string> = new Set(['PI']);

const matching = (scope: Scope, name: string, table?: string): number[] =>
  scope.columns.flatMap((column, i) =>
    column.name === name && (table === undefined || column.table === table) ? [i] : [],
  );

function pick(found: readonly number[], part: ast.NamePart, scope: Scope, context: BindContext): Expression {
  if (found.length > 1) {
    const tables = found.map((i) => scope.columns[i]!.table).filter((t) => t !== undefined);
    context.diagnostics.error(
      'ambiguous-column',
      `column '${part.name}' is ambiguous`,
      part.span,
      tables.length ? { hint: `write one of ${tables.map((t) => `${t}.${part.name}`).join(', ')}` } : {},
    );
  }
  const index = found[0]!;
  const column = scope.columns[index]!;
  return { kind: 'column', index, name: column.name, type: column.type, span: part.span };
}

function fieldsOf(base: Expression, fields: readonly ast.NamePart[], context: BindContext): Expression {
  return fields.reduce((operand, part) => bindField(operand, part, context), base);
}

/** The field of that very name, or the first that differs in case only: Flink's type factory resolves fields without case. */
function fieldPlace(fields: readonly { readonly name: string }[], name: string): number {
  const exact = fields.findIndex((field) => field.name === name);
  return exact >= 0 ? exact : fields.findIndex((field) => field.name.toLowerCase() === name.toLowerCase());
}

/** `operand.name` for an operand of type ROW. */
export function bindField(operand: Expression, part: ast.NamePart, context: BindContext): Expression {
  const { type } = operand;
  if (type.kind !== 'ROW' && type.kind !== 'STRUCTURED') {
    if (type.kind !== 'NULL')
      context.diagnostics.error(
        'argument-type',
        `only a ROW has fields, and '.${part.name}' stands behind a value of type ${type.kind}`,
        part.span,
      );
    return faultyLiteral(part.span);
  }
  const index = fieldPlace(type.fields, part.name);
  if (index < 0) {
    const near = suggest(
      part.name,
      type.fields.map((f) => f.name),
    );
    context.diagnostics.error('unknown-column', `the row has no field '${part.name}'`, part.span, {
      notes: [`its fields are ${type.fields.map((f) => f.name).join(', ')}`],
      ...(near ? { hint: `did you mean '${near}'?` } : {}),
    });
    return faultyLiteral(part.span);
  }
  return bindCall('FIELD', [operand], { index, name: part.name }, joinSpans(operand.span, part.span), context);
}

function unknownColumn(identifier: ast.Identifier, scope: Scope, context: BindContext): Expression {
  const { parts } = identifier;
  const written = parts.map((p) => p.name).join('.');
  const tables = new Set(scope.columns.map((c) => c.table).filter((t) => t !== undefined));
  if (parts.length > 1 && tables.has(parts[0]!.name)) {
    const columns = scope.columns.filter((c) => c.table === parts[0]!.name).map((c) => c.name);
    const near = suggest(parts[1]!.name, columns);
    context.diagnostics.error(
      'unknown-column',
      `table '${parts[0]!.name}' has no column '${parts[1]!.name}'`,
      parts[1]!.span,
      near ? { hint: `did you mean '${near}'?` } : {},
    );
  } else {
    const near = suggest(parts[0]!.name, new Set(scope.columns.map((c) => c.name)));
    const notes =
      scope.columns.length === 0
        ? []
        : [`columns in sight: ${[...new Set(scope.columns.map((c) => c.name))].slice(0, 20).join(', ')}`];
    context.diagnostics.error('unknown-column', `unknown column '${written}'`, identifier.span, {
      notes,
      ...(near ? { hint: `did you mean '${near}'?` } : {}),
    });
  }
  return faultyLiteral(identifier.span);
}
