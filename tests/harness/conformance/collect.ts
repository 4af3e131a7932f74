/** A plan run in this thread -> its rows with their kinds. */

import { FUNCTIONS } from '../../../src/cli/registries.ts';
import { endpointsOf } from '../../../src/connectors/endpoints.ts';
import { FORMATS } from '../../../src/connectors/formats/index.ts';
import { CONNECTORS } from '../../../src/connectors/index.ts';
import { loadKernels } from '../../../src/kernels/load.ts';
import type { PhysicalPlan } from '../../../src/planner/physical/plan.ts';
import { readValue } from '../../../src/runtime/batch/reader.ts';
import { nodeHost, runQuery } from '../../../src/runtime/index.ts';
import type { Value } from '../../../src/sql/types/value.ts';

const KINDS = ['+I', '-U', '+U', '-D'] as const;

export interface CollectedRow {
  readonly kind: (typeof KINDS)[number];
  readonly values: readonly Value[];
}

export async function collectRows(
  plan: PhysicalPlan,
): Promise<{ readonly rows: readonly CollectedRow[] } | { readonly failed: string }> {
  const rows: CollectedRow[] = [];
  const { columns } = plan.nodes.at(-1)!;
  const result = await runQuery(
    { ...plan, session: { ...plan.session, config: { 'streamsql.worker.memory': '32 mb', ...plan.session.config } } },
    {
      onRows: (batch, memory) => {
        for (let row = 0; row < batch.rowCount; row++) {
          const kind = KINDS[batch.rowKinds === 0 ? 0 : memory.u8[batch.rowKinds + row]!]!;
          rows.push({ kind, values: columns.map(({ type }, i) => readValue(memory, batch.columns[i]!, type, row)) });
        }
      },
    },
    {
      host: nodeHost(),
      endpoints: endpointsOf(CONNECTORS, FORMATS),
      functions: FUNCTIONS,
      loadKernels: (memory) => loadKernels(memory.wasm),
    },
  );
  return result.state === 'finished' ? { rows } : { failed: result.failure?.message ?? result.state };
}
