// One JSON form of values on which this side and Python agree, so that nothing is lost between: 64-bit integers, decimals and timestamps
// as text, floats and bytes in hexadecimal digits, maps as pairs.
import type { SqlType } from '../../../src/sql/types/type.ts';
import type { MapValue, TimestampValue, Value } from '../../../src/sql/types/value.ts';
import type { Row } from './support.ts';

const doubleHex = (value: number) => {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleBE(value);
  return bytes.toString('hex');
};

/** @param timestampStep nanoseconds that timestamps are cut to, for readers that keep less */
export function canonical(value: Value, type: SqlType, timestampStep = 1n): unknown {
  if (value === null) return null;
  switch (type.kind) {
    case 'BIGINT':
    case 'DECIMAL':
      return String(value);
    case 'FLOAT':
    case 'DOUBLE':
      return doubleHex(value as number);
    case 'BINARY':
    case 'VARBINARY':
      return Buffer.from(value as Uint8Array).toString('hex');
    case 'TIMESTAMP':
    case 'TIMESTAMP_LTZ': {
      const { millis, nanos } = value as TimestampValue;
      const total = BigInt(millis) * 1_000_000n + BigInt(nanos);
      return String(total - (((total % timestampStep) + timestampStep) % timestampStep));
    }
    case 'ARRAY':
      return (value as readonly Value[]).map((item) => canonical(item, type.element, timestampStep));
    case 'MAP':
    case 'MULTISET': {
      const { keys, values } = value as MapValue;
      const [keyType, valueType] = type.kind === 'MAP' ? [type.key, type.value] : [type.element, undefined];
      return keys.map((key, i) => [
        canonical(key, keyType, timestampStep),
        valueType ? canonical(values[i]!, valueType, timestampStep) : values[i],
      ]);
    }
    case 'ROW':
      return (value as readonly Value[]).map((field, i) => canonical(field, type.fields[i]!.type, timestampStep));
    default:
      return value;
  }
}

export const canonicalRows = (rows: readonly Row[], columns: readonly { readonly type: SqlType }[], step = 1n) =>
  rows.map((row) => row.map((value, i) => canonical(value, columns[i]!.type, step)));

/** Python: Arrow arrays to this form and back, the types being SQL types as JSON. */
export const PYTHON_CANONICAL = `
import struct, decimal
import pyarrow as pa, pyarrow.parquet as pq, pyarrow.compute as pc, duckdb
decimal.getcontext().prec = 80
NANOS = {'s': 10**9, 'ms': 10**6, 'us': 10**3, 'ns': 1}

def canonical(scalar):
    t = scalar.type
    if not scalar.is_valid: return None
    if pa.types.is_boolean(t): return scalar.as_py()
    if pa.types.is_int64(t) or pa.types.is_uint64(t): return str(scalar.as_py())
    if pa.types.is_integer(t): return scalar.as_py()
    if pa.types.is_floating(t): return struct.pack('>d', scalar.as_py()).hex()
    if pa.types.is_decimal(t): return str(int(scalar.as_py().scaleb(t.scale)))
    if pa.types.is_string(t) or pa.types.is_large_string(t): return scalar.as_py()
    if pa.types.is_binary(t) or pa.types.is_large_binary(t) or pa.types.is_fixed_size_binary(t): return scalar.as_py().hex()
    if pa.types.is_date32(t): return scalar.value
    if pa.types.is_time(t): return scalar.value * NANOS[t.unit] // 10**6
    if pa.types.is_timestamp(t): return str(scalar.value * NANOS[t.unit])
    if pa.types.is_map(t): return [[canonical(e[0]), canonical(e[1])] for e in entries(scalar)]
    if pa.types.is_list(t) or pa.types.is_large_list(t): return [canonical(e) for e in scalar.values]
    if pa.types.is_struct(t): return [canonical(scalar[i]) for i in range(t.num_fields)]
    raise Exception(str(t))

def entries(scalar):
    struct_array = scalar.values
    return [(struct_array[i][0], struct_array[i][1]) for i in range(len(struct_array))]

def canonical_rows(table):
    columns = [[canonical(s) for s in column] for column in table.columns]
    return [list(row) for row in zip(*columns)]

def arrow_type(t):
    k = t['kind']
    simple = {'BOOLEAN': pa.bool_(), 'TINYINT': pa.int8(), 'SMALLINT': pa.int16(), 'INT': pa.int32(), 'BIGINT': pa.int64(),
        'FLOAT': pa.float32(), 'DOUBLE': pa.float64(), 'DATE': pa.date32(), 'TIME': pa.time32('ms'), 'CHAR': pa.string(),
        'VARCHAR': pa.string(), 'BINARY': pa.binary(), 'VARBINARY': pa.binary()}
    if k in simple: return simple[k]
    if k == 'DECIMAL': return pa.decimal128(t['precision'], t['scale'])
    if k in ('TIMESTAMP', 'TIMESTAMP_LTZ'): return pa.timestamp('ms' if t['precision'] <= 3 else 'us' if t['precision'] <= 6 else 'ns')
    if k == 'ARRAY': return pa.list_(pa.field('element', arrow_type(t['element']), nullable=t['element']['nullable']))
    if k == 'MAP': return pa.map_(arrow_type(t['key']), pa.field('value', arrow_type(t['value']), nullable=t['value']['nullable']))
    if k == 'MULTISET': return pa.map_(arrow_type(t['element']), pa.field('value', pa.int32(), nullable=False))
    if k == 'ROW': return pa.struct([arrow_field(f) for f in t['fields']])
    raise Exception(k)

def arrow_field(f):
    return pa.field(f['name'], arrow_type(f['type']), nullable=f['type']['nullable'])

def arrow_value(v, t):
    if v is None: return None
    k = t['kind']
    if k == 'BIGINT': return int(v)
    if k == 'DECIMAL': return decimal.Decimal(int(v)).scaleb(-t['scale'])
    if k in ('FLOAT', 'DOUBLE'): return struct.unpack('>d', bytes.fromhex(v))[0]
    if k in ('BINARY', 'VARBINARY'): return bytes.fromhex(v)
    if k in ('TIMESTAMP', 'TIMESTAMP_LTZ'): return int(v) // NANOS[arrow_type(t).unit]
    if k == 'ARRAY': return [arrow_value(e, t['element']) for e in v]
    if k == 'MAP': return [(arrow_value(a, t['key']), arrow_value(b, t['value'])) for a, b in v]
    if k == 'MULTISET': return [(arrow_value(a, t['element']), b) for a, b in v]
    if k == 'ROW': return {f['name']: arrow_value(e, f['type']) for e, f in zip(v, t['fields'])}
    return v

def arrow_table(columns, rows):
    fields = [arrow_field(c) for c in columns]
    arrays = [pa.array([arrow_value(r[i], c['type']) for r in rows], f.type) for i, (c, f) in enumerate(zip(columns, fields))]
    return pa.table(arrays, schema=pa.schema(fields))
`;
