import type { Connector } from '../connector.ts';
import { planFields } from './plan-fields.ts';

/** Makes rows up. */
export const datagen: Connector = {
  kind: 'connector',
  name: 'datagen',
  summary: 'makes rows of random values and sequences, at a rate, for ever or a number of them',
  example: `CREATE TABLE orders (
  order_id BIGINT,
  product STRING,
  price DECIMAL(10, 2),
  ordered_at TIMESTAMP(3)
) WITH (
  'connector' = 'datagen',
  'rows-per-second' = '100',
  'fields.order_id.kind' = 'sequence',
  'fields.order_id.start' = '1',
  'fields.order_id.end' = '1000',
  'fields.product.length' = '8',
  'fields.price.min' = '1',
  'fields.price.max' = '500'
)`,
  options: {
    'rows-per-second': { type: 'long', doc: 'rows a second of the whole table, evenly spread', default: 10_000 },
    'number-of-rows': {
      type: 'long',
      doc: 'how many rows there are',
      defaultText: 'no end, unless a field is a sequence',
      example: '1000000',
    },
    'scan.parallelism': {
      type: 'integer',
      doc: 'at most so many subtasks make rows',
      defaultText: 'the parallelism of the job',
    },
    'fields.*': {
      type: 'string',
      doc: `how a column is filled, \`fields.<column>.<key>\` with the keys \`kind\` (\`random\` or \`sequence\`), \`min\` and \`max\` (numbers), \`length\` (strings, bytes: 100; collections: 3), \`var-len\` (lengths from 1 to \`length\` - 1), \`max-past\` (timestamps), \`null-rate\` (from 0 to 1), and \`start\` and \`end\` of a sequence; parts of columns are \`<column>.element\`, \`<column>.key\`, \`<column>.value\`, \`<column>.<field>\``,
      example: "'fields.price.min' = '1'",
    },
  },
  rules: [
    {
      doc: 'rates, row numbers and parallelism are positive',
      check: (options) => {
        for (const key of ['rows-per-second', 'number-of-rows', 'scan.parallelism'])
          if (options.has(key) && options.number(key) < (key === 'number-of-rows' ? 0 : 1))
            return {
              at: key,
              about: 'value',
              message: `option '${key}' must be ${key === 'number-of-rows' ? 'at least 0' : 'greater than 0'}`,
            };
        return undefined;
      },
    },
  ],
  checkTable: (options, { physicalColumns }) => planFields(physicalColumns, options.under('fields.')).problems,
  metadata: {},
  bounded: (options) => options.has('number-of-rows') || hasSequence(options.under('fields.')),
  source: async () => (await import('./source.ts')).datagenSource,
};

/** A sequence ends, and the table with it (the columns' types do not matter here). */
const hasSequence = (fields: Readonly<Record<string, string>>) =>
  Object.entries(fields).some(([key, text]) => key.endsWith('.kind') && text === 'sequence');
