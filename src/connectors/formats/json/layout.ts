import * as layout from '../../../kernels/json-plan.ts';
import type { SqlType } from '../../../sql/types/type.ts';
import type { TimestampStyle } from '../java-temporal.ts';
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
  DATE: layout.DATE,
  CHAR: layout.TEXT,
  VARCHAR: layout.TEXT,
};

interface Rules {
  readonly allNeeded: boolean;
  readonly style: TimestampStyle;
}

export function layoutOf(wanted: WantedObject, allNeeded: boolean, style: TimestampStyle): DecodeLayout {
  const sources: Source[] = [];
  const fields = planFields(wanted, [], sources, { allNeeded, style });
  return { fields, sources };
}

function planFields(wanted: WantedObject, place: readonly number[], sources: Source[], rules: Rules): PlanField[] {
  return [...wanted.fields.values()].map((field, index) => planField(field, [...place, index], sources, rules));
}

function planField(field: WantedField, place: readonly number[], sources: Source[], rules: Rules): PlanField {
  const { name, whole, below, isRow } = field;
  if (!whole) {
    const allNeeded = rules.allNeeded && isRow;
    return { name, kind: layout.ROW, children: planFields(below, place, sources, { ...rules, allNeeded }), allNeeded };
  }
  const isMap = isTextMap(whole.type) && [...below.fields.values()].every(isTextLeaf);
  if (isMap || below.fields.size === 0) {
    sources[whole.output] = { type: whole.type, place, path: [], shared: false };
    const children = isMap ? planFields(below, place, sources, { ...rules, allNeeded: false }) : [];
    return { ...typeField(name, whole.type, rules), ...(isMap ? { children, whole: true } : {}) };
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
function typeField(name: string, type: SqlType, rules: Rules): PlanField {
  if (type.kind === 'DECIMAL') return { name, kind: layout.DECIMAL, precision: type.precision, scale: type.scale };
  if (type.kind === 'ROW' || type.kind === 'STRUCTURED')
    return {
      name,
      kind: layout.ROW,
      children: type.fields.map((field) => typeField(field.name, field.type, rules)),
      allNeeded: rules.allNeeded,
    };
  if (type.kind === 'TIMESTAMP' || type.kind === 'TIMESTAMP_LTZ') {
    const iso = rules.style === 'ISO-8601' ? layout.STYLE_ISO : 0;
    return { name, kind: layout.TIMESTAMP, scale: iso | (type.kind === 'TIMESTAMP_LTZ' ? layout.STYLE_ZONE : 0) };
  }
  if (isTextMap(type)) return { name, kind: layout.MAP, children: [], whole: true };
  return { name, kind: KINDS[type.kind] ?? layout.RAW };
}
