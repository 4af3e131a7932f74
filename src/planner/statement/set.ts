/** SET and RESET. */
import type * as ast from '../../sql/ast/index.ts';
import { checkConfigOption } from '../../sql/catalog/config-options.ts';
import type { BindContext } from '../bind/context.ts';
import type { PlannerSession } from '../session.ts';
import type { StatementResult } from './result.ts';
import { DONE, FAILED } from './result.ts';

export function setConfig(session: PlannerSession, statement: ast.SetCommand, context: BindContext): StatementResult {
  if (!statement.property)
    return {
      kind: 'table',
      columns: ['key', 'value'],
      rows: Object.entries(session.config).sort(([a], [b]) => (a < b ? -1 : 1)),
    };
  const { key, value } = statement.property;
  const checked = checkConfigOption(key.value, value.value);
  if (!checked.ok) {
    const at = checked.about === 'key' ? key.span : value.span;
    context.diagnostics.error(checked.code, checked.message, at, checked.hint ? { hint: checked.hint } : {});
    return FAILED;
  }
  session.config[checked.key] = value.value;
  return DONE;
}

export function resetConfig(session: PlannerSession, statement: ast.ResetCommand): StatementResult {
  for (const key of statement.key ? [statement.key.value] : Object.keys(session.config)) delete session.config[key];
  return DONE;
}
