import type { Connector } from '../connector.ts';

/** Rows that stand in the statement itself: what tests are written with. */
export const values: Connector = {
  kind: 'connector',
  name: 'values',
  summary: 'rows written in the statement, with their row kinds: for tests',
  example: `CREATE TABLE clicks (user_id STRING, ts TIMESTAMP(3)) WITH (
  'connector' = 'values',
  'rows' = '{"user_id": "a", "ts": "2024-01-01 00:00:01"}
--
-D {"user_id": "a", "ts": "2024-01-01 00:00:01"}'
)`,
  options: {
    rows: {
      type: 'string',
      doc: 'a row a line: a JSON object as the format json has it, with `+I`, `-U`, `+U` or `-D` in front (none: `+I`); a line `--` is a pause that no batch goes over, and the reader reports nothing once there',
      default: '',
      defaultText: 'no rows',
    },
    splits: { type: 'integer', doc: 'how many splits the rows are dealt out to, one by one', default: 1 },
    'batch-size': { type: 'integer', doc: 'at most so many rows come together', default: 1024 },
  },
  rules: [
    {
      doc: 'there is at least one split and one row in a batch',
      check: (options) => {
        const at = ['splits', 'batch-size'].find((key) => options.number(key) < 1);
        return at === undefined ? undefined : { at, about: 'value', message: `option '${at}' must be greater than 0` };
      },
    },
  ],
  metadata: {},
  bounded: () => true,
  source: async () => (await import('./source.ts')).valuesSource,
};
