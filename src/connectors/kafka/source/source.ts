/** The source of Kafka tables, as the runner opens it: an enumerator on the main thread, a reader in each subtask. */
import type { SourceImplementation } from '../../connector.ts';
import { formatOptionsOf } from '../../format-options.ts';
import { FORMATS } from '../../formats/index.ts';
import { openCluster } from '../client/cluster.ts';
import { clientSettings } from '../client/settings.ts';
import { kafka } from '../connector.ts';
import { openEnumerator } from './enumerator.ts';
import { offsetReset } from './offset-modes.ts';
import { createReader } from './reader.ts';
import { openRecordReader } from './records.ts';
import { openRowMaker } from './rows.ts';
import { createSources } from './sources.ts';

export const kafkaSource: SourceImplementation = {
  openEnumerator,
  async openReader(context, produced) {
    const { options, memory, kernels, table } = context;
    const settings = clientSettings(options);
    const { choices } = formatOptionsOf(kafka, FORMATS, table.options);
    const rows = await openRowMaker(context, choices, produced);
    const cluster = await openCluster(context, settings, `${settings.clientId}-${context.subtask}`);
    const records = openRecordReader(memory, kernels, rows.production.wanted, settings.fetch);
    return createReader(
      context,
      createSources(context, cluster, offsetReset(options, settings.autoOffsetReset)),
      records,
      rows,
    );
  },
};
