/** CURRENT_DATABASE: the database that names without one are looked up in. */
import { notNull, STRING } from '../../../types/type.ts';
import { scalarFunction } from '../../define.ts';

export const currentDatabase = scalarFunction({
  name: 'CURRENT_DATABASE',
  category: 'auxiliary',
  summary: 'Gives the name of the current database.',
  parameters: [],
  nulls: 'propagate',
  deterministic: 'query',
  returns: notNull(STRING),
  returnsNull: 'never',
  compile: ({ session }) => ({ evaluate: () => session.currentDatabase }),
  examples: [{ sql: 'CURRENT_DATABASE()', result: 'default_database' }],
});
