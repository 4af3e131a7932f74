/** Source and sink nodes of a plan -> the connectors' readers and writers. */
import type { SinkNode, SourceNode, TableDescription } from '../planner/physical/plan.ts';
import type { EndpointContext, Endpoints } from '../runtime/pipeline/endpoint.ts';
import type { Connector, SinkImplementation, SourceImplementation } from './connector.ts';
import type { Format } from './format.ts';
import { formatOptionsOf } from './format-options.ts';
import { type Options, readOptions } from './options.ts';

export function endpointsOf(connectors: readonly Connector[], formats: readonly Format[]): Endpoints {
  const byName = new Map(connectors.map((connector) => [connector.name, connector]));
  const connectorOf = (table: TableDescription): Connector => {
    const connector = byName.get(table.connector);
    if (!connector) throw new Error(`assertion: no connector '${table.connector}'`);
    return connector;
  };
  const contextFor = <C extends EndpointContext>(
    context: C,
    node: SourceNode | SinkNode,
  ): C & { table: TableDescription; options: Options } => ({
    ...context,
    table: node.table,
    options: optionsOf(connectorOf(node.table), formats, node.table),
  });
  const source = (node: SourceNode): Promise<SourceImplementation> =>
    loaded(connectorOf(node.table).source, node.table);
  const sink = (node: SinkNode): Promise<SinkImplementation> => loaded(connectorOf(node.table).sink, node.table);
  return {
    openEnumerator: async (node, context) => (await source(node)).openEnumerator(contextFor(context, node)),
    openReader: async (node, context) => (await source(node)).openReader(contextFor(context, node), node.produced),
    openWriter: async (node, context, restored) =>
      (await sink(node)).openWriter(contextFor(context, node), node, restored),
    openCommitter: async (node, context) => (await sink(node)).openCommitter(contextFor(context, node), node),
    identity: (node) => identityOf(connectorOf(node.table), node.table),
  };
}

function loaded<T>(load: (() => Promise<T>) | undefined, table: TableDescription): Promise<T> {
  if (!load) throw new Error(`assertion: table ${table.identifier} was planned against its connector's abilities`);
  return load();
}

/** The options were found good when the statement was bound. */
function optionsOf(connector: Connector, formats: readonly Format[], table: TableDescription): Options {
  const { connector: _name, ...own } = formatOptionsOf(connector, formats, table.options).connectorOptions;
  return readOptions(connector.options, own, []).options;
}

function identityOf(connector: Connector, table: TableDescription): Record<string, string> {
  const keys = ['connector', ...(connector.identity ?? [])];
  return Object.fromEntries(
    keys.flatMap((key) => (table.options[key] === undefined ? [] : [[key, table.options[key]]])),
  );
}
