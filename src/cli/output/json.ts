/** Values as JSON text: numbers exact, times as ISO 8601, bytes as base64. */
import type { RenderSession } from '../../sql/types/render.ts';
import { renderValue } from '../../sql/types/render.ts';
import type { RowField, SqlType } from '../../sql/types/type.ts';
import type { MapValue, Value } from '../../sql/types/value.ts';

export function jsonText(value: Value, type: SqlType, session: RenderSession): string {
  if (value === null) return 'null';
  switch (type.kind) {
    case 'BOOLEAN':
      return String(value);
    case 'TINYINT':
    case 'SMALLINT':
    case 'INT':
    case 'BIGINT':
    case 'DECIMAL':
      return renderValue(value, type, session);
    case 'FLOAT':
    case 'DOUBLE':
      return Number.isFinite(value) ? String(value) : `"${renderValue(value, type, session)}"`;
    case 'TIMESTAMP':
    case 'TIME':
    case 'DATE':
      return JSON.stringify(renderValue(value, type, session).replace(' ', 'T'));
    case 'TIMESTAMP_LTZ':
      return JSON.stringify(`${renderValue(value, type, { timeZone: 'UTC' }).replace(' ', 'T')}Z`);
    case 'BINARY':
    case 'VARBINARY':
      return JSON.stringify(Buffer.from(value as Uint8Array).toString('base64'));
    case 'ARRAY':
      return `[${(value as readonly Value[]).map((item) => jsonText(item, type.element, session)).join(',')}]`;
    case 'ROW':
    case 'STRUCTURED':
      return rowText(value as readonly Value[], type.fields, session);
    case 'MAP':
    case 'MULTISET':
      return mapText(value as MapValue, type, session);
    default:
      return JSON.stringify(renderValue(value, type, session));
  }
}

const rowText = (value: readonly Value[], fields: readonly RowField[], session: RenderSession): string =>
  `{${fields.map((field, i) => `${JSON.stringify(field.name)}:${jsonText(value[i]!, field.type, session)}`).join(',')}}`;

function mapText(
  value: MapValue,
  type: Extract<SqlType, { kind: 'MAP' | 'MULTISET' }>,
  session: RenderSession,
): string {
  const keyType = type.kind === 'MAP' ? type.key : type.element;
  const key = (k: Value) => JSON.stringify(k === null ? 'null' : renderValue(k, keyType, session));
  const item = (v: Value) => (type.kind === 'MAP' ? jsonText(v, type.value, session) : String(v));
  return `{${value.keys.map((k, i) => `${key(k)}:${item(value.values[i]!)}`).join(',')}}`;
}
