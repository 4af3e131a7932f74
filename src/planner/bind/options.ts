/** A table's options against its connector: every fault becomes a diagnostic at the option. */
import type { CatalogTable } from '../../sql/catalog/objects.ts';
import type { Span } from '../../sql/diagnostics/span.ts';
import { suggest } from '../../sql/diagnostics/suggest.ts';
import type { BindContext } from './context.ts';

export function checkTableUse(
  table: CatalogTable,
  use: 'create' | 'read' | 'write',
  span: Span,
  context: BindContext,
): void {
  const { diagnostics, connectors } = context;
  const name = table.options.connector;
  const missingAt = use === 'create' ? table.span : span;
  if (name === undefined) {
    if (use === 'create') warnOfMisspelling(table, context);
    else
      diagnostics.error(
        'option-missing',
        `table '${table.name.object}' has no option 'connector', so it can be neither read nor written`,
        missingAt,
        { hint: `one of ${connectors.names.join(', ')}` },
      );
    return;
  }
  const at = table.optionSpans.connector?.value ?? missingAt;
  const connector = connectors.find(name);
  const unsupported = connector ? undefined : connectors.unsupported?.(name);
  if (unsupported !== undefined) {
    diagnostics.error('not-supported', `connector '${name}' is not supported`, at, { hint: unsupported });
    return;
  }
  if (!connector) {
    const near = suggest(name, connectors.names);
    diagnostics.error('unknown-connector', `unknown connector '${name}'`, at, {
      notes: [`connectors are ${connectors.names.join(', ')}`],
      ...(near ? { hint: `did you mean '${near}'?` } : {}),
    });
    return;
  }
  if (use === 'read' && !connector.canRead) refuseUse(`connector '${name}' cannot be read`, span, table, context);
  if (use === 'write' && !connector.canWrite)
    refuseUse(`connector '${name}' cannot be written to`, span, table, context);
  const physical = table.columns.filter((c) => c.kind === 'physical');
  const faults = connector.validate(table.options, physical, table.partitionKeys, use);
  for (const fault of faults) {
    const place = table.optionSpans[fault.key];
    const where = place ? place[fault.about] : missingAt;
    const hint =
      fault.hint ??
      (fault.code === 'option-missing' ? `'streamsql docs connector ${name}' shows its options` : undefined);
    diagnostics.error(fault.code, fault.message, where, hint === undefined ? {} : { hint });
  }
}

/** A table may do without a connector (another is LIKE it), but hardly with something like it. */
function warnOfMisspelling(table: CatalogTable, context: BindContext): void {
  const near = Object.keys(table.options).find((key) => suggest(key, ['connector']) !== undefined);
  if (near !== undefined)
    context.diagnostics.warning(
      'option-unknown',
      `table '${table.name.object}' has no option 'connector', but '${near}'`,
      table.optionSpans[near]?.key,
      { hint: "did you mean 'connector'?" },
    );
}

function refuseUse(message: string, span: Span, table: CatalogTable, context: BindContext): void {
  context.diagnostics.error('not-supported', message, span, { notes: [`table '${table.name.object}'`] });
}
