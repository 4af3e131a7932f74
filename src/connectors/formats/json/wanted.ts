import type { OutputColumn, ProducedColumn } from '../../../planner/physical/plan.ts';
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
  /** It is a ROW, not a MAP: what is wanted under it are fields that may be missing. */
  readonly isRow: boolean;
}

/** Physical columns come from the value; metadata is not this format's. @param columns the types that paths lead through, where they are known */
export function wantedOf(produced: readonly ProducedColumn[], columns: readonly OutputColumn[] = []): WantedObject {
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
  return finish(root, { kind: 'ROW', fields: columns, nullable: false }).below;
}

interface Building {
  readonly name: string;
  whole?: { readonly output: number; readonly type: SqlType };
  readonly below: Map<string, Building>;
}

function finish({ name, whole, below }: Building, declared: SqlType | undefined): WantedField {
  const type = declared ?? whole?.type;
  const fields = new Map([...below].map(([key, field]) => [key, finish(field, typeUnder(type, key))] as const));
  return { name, ...(whole ? { whole } : {}), below: { fields }, isRow: type?.kind === 'ROW' };
}

function typeUnder(type: SqlType | undefined, step: string): SqlType | undefined {
  if (type?.kind === 'ROW') return type.fields.find((field) => field.name === step)?.type;
  return type?.kind === 'MAP' ? type.value : undefined;
}
