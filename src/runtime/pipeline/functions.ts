import type { PhysicalPlan } from '../../planner/physical/plan.ts';
import type { ScalarFunction } from '../../sql/functions/define.ts';
import type { FunctionRegistry } from '../../sql/functions/registry.ts';
import type { UserFunction } from '../../sql/functions/user/definition.ts';

/** Loads the code of a plan's user functions into this thread. @throws RunTimeError when that cannot be done */
export type LoadFunctions = (functions: readonly UserFunction[]) => Promise<readonly ScalarFunction[]>;

/** The functions that a plan's expressions call: the thread's own, and the user's by their keys. */
export async function functionsOf(
  plan: Pick<PhysicalPlan, 'functions'>,
  builtIn: FunctionRegistry,
  load: LoadFunctions | undefined,
): Promise<FunctionRegistry> {
  if (!plan.functions || plan.functions.length === 0) return builtIn;
  if (!load) throw new Error('assertion: nothing loads user functions here');
  const loaded = new Map((await load(plan.functions)).map((fn) => [fn.name, fn]));
  return { ...builtIn, scalar: (name) => loaded.get(name) ?? builtIn.scalar(name) };
}
