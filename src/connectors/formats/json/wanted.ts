import type { ProducedColumn } from '../../../planner/physical/plan.ts';
import type { SqlType } from '../../../sql/types/type.ts';

/** What the produced columns want of an object: fields by name, as a whole or what lies under them. */
export interface WantedObject {
  readonly fields: ReadonlyMap<string, WantedField>;
}

export interface WantedField {
  readonly name: string;
  /** The produced column that is the field itself. */
  readonly whole?: { readonly output: number; readonly type: SqlType };
  /** What is wanted under it (of a MAP's entries or a ROW's fields); no fields when nothing is. */
  readonly below: WantedObject;
}

/** Physical columns come from the value; metadata is not this format's. */
export function wantedOf(produced: readonly ProducedColumn[]): WantedObject {
  const root: Building = { name: '', below: new Map() };
  let output = 0;
  for (const { name, type, from } of produced) {
    if (from.kind !== 'physical') continue;
    let place = root;
    for (const step of [name, ...(from.path ?? [])]) {
      let next = place.below.get(step);
      if (!next) place.below.set(step, (next = { name: step, below: new Map() }));
      place = next;
    }
    place.whole = { output, type };
    output++;
  }
  return finish(root).below;
}

interface Building {
  readonly name: string;
  whole?: { readonly output: number; readonly type: SqlType };
  readonly below: Map<string, Building>;
}

function finish({ name, whole, below }: Building): WantedField {
  const fields = new Map([...below].map(([key, field]) => [key, finish(field)] as const));
  return { name, ...(whole ? { whole } : {}), below: { fields } };
}
