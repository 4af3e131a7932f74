import type { PhysicalPlan } from '../../planner/physical/plan.ts';
import { type FunctionRegistry, withEntries } from '../../sql/functions/registry.ts';
import type { UserFunction } from '../../sql/functions/user/definition.ts';
import type { UserEntry } from '../../sql/functions/user/entry.ts';

/** Loads the code of a plan's user functions into this thread. @throws RunTimeError when that cannot be done */
export type LoadFunctions = (functions: readonly UserFunction[]) => Promise<readonly UserEntry[]>;

/** The functions that a plan's expressions call: the thread's own, and the user's by their keys. */
export async function functionsOf(
  plan: Pick<PhysicalPlan, 'functions'>,
  builtIn: FunctionRegistry,
  load: LoadFunctions | undefined,
): Promise<FunctionRegistry> {
  if (!plan.functions || plan.functions.length === 0) return builtIn;
  if (!load) throw new Error('assertion: nothing loads user functions here');
  const loaded = new Map((await load(plan.functions)).map((fn) => [fn.name, fn]));
  return withEntries(builtIn, (name) => loaded.get(name));
}
