import * as layout from '../../../kernels/json-plan.ts';
import type { SqlType } from '../../../sql/types/type.ts';
import type { PlanField } from './plan.ts';
import type { WantedField, WantedObject } from './wanted.ts';

/** What of the wanted columns the kernel can fill, as its plan; and where each output comes from. */
export interface DecodeLayout {
  readonly fields: readonly PlanField[];
  /** By output column: the way to its field in the plan. */
  readonly sources: readonly Source[];
}

export interface Source {
  readonly type: SqlType;
  /** Indexes of fields, from the root down. */
  readonly place: readonly number[];
  /** Steps into the value of the field there. */
  readonly path: readonly string[];
  /** Several outputs are made of the field, which the kernel hands out as text. */
  readonly shared: boolean;
}

/** Kinds of types whose columns the kernel fills itself. */
const KINDS: Partial<Record<SqlType['kind'], number>> = {
  BOOLEAN: layout.BOOLEAN,
  TINYINT: layout.INT8,
  SMALLINT: layout.INT16,
  INT: layout.INT32,
  INTERVAL_YEAR_MONTH: layout.INT32,
  BIGINT: layout.INT64,
  FLOAT: layout.FLOAT32,
  DOUBLE: layout.FLOAT64,
  CHAR: layout.TEXT,
  VARCHAR: layout.TEXT,
};

export function layoutOf(wanted: WantedObject, allNeeded: boolean): DecodeLayout {
  const sources: Source[] = [];
  const fields = planFields(wanted, [], sources, allNeeded);
  return { fields, sources };
}

function planFields(
  wanted: WantedObject,
  place: readonly number[],
  sources: Source[],
  allNeeded: boolean,
): PlanField[] {
  return [...wanted.fields.values()].map((field, index) => planField(field, [...place, index], sources, allNeeded));
}

function planField(field: WantedField, place: readonly number[], sources: Source[], allNeeded: boolean): PlanField {
  const { name, whole, below } = field;
  if (!whole) return { name, kind: layout.ROW, children: planFields(below, place, sources, false) };
  const isMap = isTextMap(whole.type) && [...below.fields.values()].every(isTextLeaf);
  if (isMap || below.fields.size === 0) {
    sources[whole.output] = { type: whole.type, place, path: [], shared: false };
    const children = isMap ? planFields(below, place, sources, false) : [];
    return { ...typeField(name, whole.type, allNeeded), ...(isMap ? { children, whole: true } : {}) };
  }
  addPaths(field, place, [], sources);
  return { name, kind: layout.RAW };
}

/** Everything that is wanted of a value that is handed out as text. */
function addPaths({ whole, below }: WantedField, place: readonly number[], path: readonly string[], sources: Source[]) {
  if (whole) sources[whole.output] = { type: whole.type, place, path, shared: true };
  for (const field of below.fields.values()) addPaths(field, place, [...path, field.name], sources);
}

const isText = (type: SqlType) => KINDS[type.kind] === layout.TEXT;
const isTextMap = (type: SqlType) => type.kind === 'MAP' && isText(type.key) && isText(type.value);
const isTextLeaf = ({ whole, below }: WantedField) =>
  whole !== undefined && isText(whole.type) && below.fields.size === 0;

/** The field of a type that is wanted whole. */
function typeField(name: string, type: SqlType, allNeeded: boolean): PlanField {
  if (type.kind === 'DECIMAL') return { name, kind: layout.DECIMAL, precision: type.precision, scale: type.scale };
  if (type.kind === 'ROW' || type.kind === 'STRUCTURED')
    return {
      name,
      kind: layout.ROW,
      children: type.fields.map((field) => typeField(field.name, field.type, allNeeded)),
      allNeeded,
    };
  if (isTextMap(type)) return { name, kind: layout.MAP, children: [], whole: true };
  return { name, kind: KINDS[type.kind] ?? layout.RAW };
}
