import { printType } from '../../../sql/types/print.ts';
import type { SqlType } from '../../../sql/types/type.ts';
import type { Format } from '../../format.ts';
import type { OptionProblem, OptionSpec, Options } from '../../options.ts';
import { unescapeJava } from './settings.ts';

const flag = (defaultValue: boolean, doc: string): OptionSpec => ({ type: 'boolean', default: defaultValue, doc });

/** A value that must be one character. */
const checkCharacter = (options: Options, key: string, javaEscapes = false): OptionProblem | undefined => {
  const text = options.get(key);
  if (typeof text !== 'string') return undefined;
  return (javaEscapes ? unescapeJava(text) : text).length === 1
    ? undefined
    : { at: key, about: 'value', message: `'${key}' must be one character, found '${text}'` };
};

export const csvFormat: Format = {
  kind: 'format',
  name: 'csv',
  summary: 'A line of separated fields a record, in the order of the columns; fields may stand in quotes',
  example: `CREATE TABLE orders (id BIGINT, item STRING, price DECIMAL(10, 2), tags ARRAY<STRING>) WITH (
  'connector' = 'filesystem', 'path' = '/data/orders', 'format' = 'csv',
  'csv.field-delimiter' = ';', 'csv.array-element-delimiter' = '|'
)`,
  options: {
    'field-delimiter': {
      type: 'string',
      default: ',',
      doc: 'The character between fields; `\\t` and `\\u0001` stand for what they do in Java.',
    },
    'disable-quote-character': flag(false, 'Whether fields never stand in quotes; excludes `quote-character`.'),
    'quote-character': {
      type: 'string',
      default: '"',
      doc: 'The character around fields that hold the delimiter or line ends; doubled inside of them.',
    },
    'allow-comments': flag(
      false,
      'Whether lines that begin with `#`, and empty ones, are passed over; without `ignore-parse-errors` a Kafka record of nothing else still fails.',
    ),
    'ignore-parse-errors': flag(
      false,
      'Whether fields that cannot be converted become NULL and lines that are no CSV are skipped; otherwise the job fails.',
    ),
    'array-element-delimiter': {
      type: 'string',
      default: ';',
      doc: 'The character between the elements of an ARRAY or the fields of a ROW.',
    },
    'escape-character': {
      type: 'string',
      doc: 'The character before one that is meant as it is (`\\n`, `\\r`, `\\t`, `\\0` are control characters); none by default.',
    },
    'null-literal': {
      type: 'string',
      doc: 'The text that stands for NULL; none by default when reading, empty when writing.',
    },
    'write-bigdecimal-in-scientific-notation': {
      type: 'boolean',
      defaultText: 'true (but only when it is set, as in Flink)',
      doc: 'Whether decimals are written in their shortest form, which may be scientific (`1E+5`); otherwise with all their digits.',
    },
    'trim-spaces': flag(false, 'Whether white space around fields without quotes is dropped when reading.'),
    'ignore-trailing-unmappable': flag(false, 'Whether fields behind the last column are dropped when reading.'),
    'allow-trailing-comma': flag(true, 'Whether a delimiter may stand behind the last field when reading.'),
    'fail-on-missing-columns': flag(
      false,
      'Whether a line with fewer fields than columns is no CSV; with `ignore-parse-errors` it is then skipped and not filled up with NULL.',
    ),
    'empty-string-as-null': flag(false, 'Whether empty fields are NULL when reading.'),
  },
  rules: [
    {
      doc: '`quote-character` and `disable-quote-character` exclude each other.',
      check: (options) =>
        options.boolean('disable-quote-character') && options.has('quote-character')
          ? {
              at: 'quote-character',
              about: 'conflict',
              message: "'quote-character' cannot be set when 'disable-quote-character' is true",
            }
          : undefined,
    },
    {
      doc: '`field-delimiter` is one character.',
      check: (options) => checkCharacter(options, 'field-delimiter', true),
    },
    {
      doc: '`array-element-delimiter` is one character.',
      check: (options) => checkCharacter(options, 'array-element-delimiter'),
    },
    { doc: '`quote-character` is one character.', check: (options) => checkCharacter(options, 'quote-character') },
    { doc: '`escape-character` is one character.', check: (options) => checkCharacter(options, 'escape-character') },
  ],
  checkSchema(columns) {
    for (const { name, type } of columns) {
      const reason = unsupported(type);
      if (reason) return `column '${name}': ${reason}`;
    }
    return undefined;
  },
  implementation: async () => (await import('./implementation.ts')).csvImplementation,
};

const SIMPLE: ReadonlySet<SqlType['kind']> = new Set([
  ...(['BOOLEAN', 'TINYINT', 'SMALLINT', 'INT', 'BIGINT', 'FLOAT', 'DOUBLE', 'DECIMAL'] as const),
  ...(['CHAR', 'VARCHAR', 'BINARY', 'VARBINARY', 'DATE', 'TIME', 'TIMESTAMP', 'TIMESTAMP_LTZ'] as const),
]);

/** Why the type cannot be had in CSV (CsvRowSchemaConverter and the converters it serves). */
function unsupported(type: SqlType): string | undefined {
  const parts =
    type.kind === 'ARRAY' ? [type.element] : type.kind === 'ROW' ? type.fields.map((field) => field.type) : undefined;
  if (!parts) return unsupportedSimple(type);
  const nested = parts.find((part) => !SIMPLE.has(part.kind));
  if (nested) return `${printType(nested)} cannot be nested in ${printType(type)} in CSV`;
  return parts.map(unsupportedSimple).find((reason) => reason !== undefined);
}

const unsupportedSimple = (type: SqlType): string | undefined =>
  SIMPLE.has(type.kind) ? undefined : `${printType(type)} cannot be written or read as CSV`;
