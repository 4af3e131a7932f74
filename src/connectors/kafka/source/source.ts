/** The source of Kafka tables, as the runner opens it: an enumerator on the main thread, a reader in each subtask. */
import type { SourceImplementation } from '../../connector.ts';
import type { Format } from '../../format.ts';
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

/** @param formats those that tables may name */
export const kafkaSourceWith = (formats: readonly Format[]): SourceImplementation => ({
  openEnumerator,
  async openReader(context, produced) {
    const { options, memory, kernels, table } = context;
    const settings = clientSettings(options);
    const { choices } = formatOptionsOf(kafka, formats, table.options);
    const rows = await openRowMaker(context, choices, produced);
    const cluster = await openCluster(context, settings, `${settings.clientId}-${context.subtask}`);
    const records = openRecordReader(memory, kernels, rows.production.wanted, settings.fetch);
    const sources = createSources(context, cluster, offsetReset(options, settings.autoOffsetReset));
    return createReader(context, sources, records, rows);
  },
});

export const kafkaSource: SourceImplementation = kafkaSourceWith(FORMATS);
