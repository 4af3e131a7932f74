import { printType } from '../../../sql/types/print.ts';
import type { SqlType } from '../../../sql/types/type.ts';
import type { Format } from '../../format.ts';
import { oneOf } from '../../options.ts';
import { CHARSET_NAMES, charsetOf } from '../charset.ts';

const TYPES: ReadonlySet<SqlType['kind']> = new Set([
  'CHAR',
  'VARCHAR',
  'BINARY',
  'VARBINARY',
  'BOOLEAN',
  'TINYINT',
  'SMALLINT',
  'INT',
  'BIGINT',
  'FLOAT',
  'DOUBLE',
]);

export const rawFormat: Format = {
  kind: 'format',
  name: 'raw',
  summary: 'The bytes of a record as one column: text, bytes, or a number of fixed size',
  example: `CREATE TABLE lines (line STRING) WITH (
  'connector' = 'filesystem', 'path' = '/var/log/app', 'format' = 'raw', 'raw.charset' = 'UTF-8'
)`,
  options: {
    charset: { type: 'string', default: 'UTF-8', doc: 'The charset of text, by its name in Java.' },
    endianness: {
      ...oneOf('big-endian', 'little-endian'),
      default: 'big-endian',
      doc: 'The order of the bytes of numbers.',
    },
  },
  rules: [
    {
      doc: `\`charset\` is one of ${CHARSET_NAMES.join(', ')}.`,
      check: (options) =>
        charsetOf(options.string('charset'))
          ? undefined
          : {
              at: 'charset',
              about: 'value',
              message: `charset '${options.string('charset')}' is not supported`,
              hint: `supported are ${CHARSET_NAMES.join(', ')}`,
            },
    },
  ],
  checkSchema(columns) {
    if (columns.length !== 1) return `it holds exactly one column, and the table has ${columns.length}`;
    const { name, type } = columns[0]!;
    return TYPES.has(type.kind) ? undefined : `column '${name}': ${printType(type)} has no raw form`;
  },
  implementation: async () => (await import('./implementation.ts')).rawImplementation,
};
