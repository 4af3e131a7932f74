import type { Kernels } from '../../kernels/kernels.ts';
import type { Session } from '../../sql/functions/define.ts';
import type { FunctionRegistry } from '../../sql/functions/registry.ts';
import type { Memory } from '../batch/memory.ts';

/** What compiled expressions run in: one a worker. */
export interface ExpressionEnvironment {
  readonly memory: Memory;
  readonly kernels: Kernels;
  readonly functions: FunctionRegistry;
  readonly session: Session;
}
