import { childTypes } from '../../../sql/types/children.ts';
import { printType } from '../../../sql/types/print.ts';
import type { SqlType } from '../../../sql/types/type.ts';
import type { Format } from '../../format.ts';
import { oneOf } from '../../options.ts';

export const jsonFormat: Format = {
  kind: 'format',
  name: 'json',
  summary: 'A JSON object a record, its fields by name; an array at the top gives a row an element',
  example: `CREATE TABLE logs (ts TIMESTAMP(3), service STRING, attributes MAP<STRING, STRING>) WITH (
  'connector' = 'kafka', 'topic' = 'logs', 'properties.bootstrap.servers' = 'localhost:9092',
  'format' = 'json', 'json.ignore-parse-errors' = 'true'
)`,
  options: {
    'fail-on-missing-field': {
      type: 'boolean',
      default: false,
      doc: 'Whether a record without one of the fields fails; otherwise the field is NULL.',
    },
    'ignore-parse-errors': {
      type: 'boolean',
      default: false,
      doc: 'Whether fields that cannot be converted become NULL and records that are no JSON are skipped; otherwise the job fails.',
    },
    'timestamp-format.standard': {
      ...oneOf('SQL', 'ISO-8601'),
      default: 'SQL',
      doc: 'How timestamps are written: SQL is `2024-02-29 12:34:56.789`, ISO-8601 is `2024-02-29T12:34:56.789`; a TIMESTAMP_LTZ ends in Z.',
    },
    'map-null-key.mode': {
      ...oneOf('FAIL', 'DROP', 'LITERAL'),
      default: 'FAIL',
      doc: 'What is done with NULL keys of maps when writing: the job fails, the entry is dropped, or the key is written as `map-null-key.literal`.',
    },
    'map-null-key.literal': {
      type: 'string',
      default: 'null',
      doc: 'The key that stands for NULL when `map-null-key.mode` is LITERAL.',
    },
    'encode.decimal-as-plain-number': {
      type: 'boolean',
      default: false,
      doc: 'Whether decimals are always written with all their digits (`100000.00`); otherwise in their shortest form, which may be scientific (`1E+5`).',
    },
    'encode.ignore-null-fields': {
      type: 'boolean',
      default: false,
      doc: 'Whether fields that are NULL are left out when writing.',
    },
    'decode.json-parser.enabled': {
      type: 'boolean',
      default: true,
      doc: 'Which of two records with the same field twice counts: with true the fields are taken as they come until each is filled, with false the last of each name counts.',
    },
  },
  rules: [
    {
      doc: '`fail-on-missing-field` and `ignore-parse-errors` exclude each other.',
      check: (options) =>
        options.boolean('fail-on-missing-field') && options.boolean('ignore-parse-errors')
          ? {
              at: 'ignore-parse-errors',
              about: 'conflict',
              message: "'fail-on-missing-field' and 'ignore-parse-errors' cannot both be true",
            }
          : undefined,
    },
  ],
  nestedProjection: true,
  checkSchema(columns) {
    for (const { name, type } of columns) {
      const reason = unsupported(type);
      if (reason) return `column '${name}': ${reason}`;
    }
    return undefined;
  },
  implementation: async () => (await import('./implementation.ts')).jsonImplementation,
};

const UNSUPPORTED: ReadonlySet<SqlType['kind']> = new Set(['TIMESTAMP_TZ', 'VARIANT', 'BITMAP', 'RAW', 'STRUCTURED']);

/** Why the type cannot be had in JSON. */
function unsupported(type: SqlType): string | undefined {
  if (UNSUPPORTED.has(type.kind)) return `${printType(type)} cannot be written or read as JSON`;
  const key = type.kind === 'MAP' ? type.key : type.kind === 'MULTISET' ? type.element : undefined;
  if (key && key.kind !== 'CHAR' && key.kind !== 'VARCHAR')
    return `the keys of ${printType(type)} must be strings in JSON`;
  for (const child of childTypes(type)) {
    const reason = unsupported(child);
    if (reason) return reason;
  }
  return undefined;
}
