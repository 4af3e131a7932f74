/** A physical plan -> its operators wired together: what a source pushes runs down to the sinks in one call. */
import type {
  CalcNode,
  CollectNode,
  CorrelateNode,
  LimitNode,
  PhysicalNode,
  PhysicalPlan,
  SinkNode,
  SourceNode,
  ValuesNode,
} from '../../planner/physical/plan.ts';
import type { Span } from '../../sql/diagnostics/span.ts';
import type { Batch } from '../batch/batch.ts';
import { compileCalc } from '../expression/compile.ts';
import type { ExpressionEnvironment } from '../expression/environment.ts';
import type { ArenaSlot } from '../operators/arena-slot.ts';
import { calcOperator } from '../operators/calc.ts';
import { correlateOperator } from '../operators/correlate.ts';
import { limitOperator } from '../operators/limit.ts';
import type { Operator, Output } from '../operators/operator.ts';
import { stateLayoutOf } from '../operators/state-layout.ts';
import { unionInputs } from '../operators/union.ts';
import { ExplainedError, locate, tableFailure } from './failure.ts';
import { type SinkEnd, sinkEnd } from './sink-end.ts';

export type InputNode = SourceNode | ValuesNode;
export type OutputNode = SinkNode | CollectNode;

export const isInput = (node: PhysicalNode): node is InputNode => node.kind === 'source' || node.kind === 'values';
export const isSink = (node: PhysicalNode): node is SinkNode => node.kind === 'sink';

export interface Pipeline {
  /** By node id: where a source's batches go. */
  readonly inputs: ReadonlyMap<string, Output>;
  /** By node id, those that have state. */
  readonly stateful: ReadonlyMap<string, Operator>;
  /** By node id: tables and results. */
  readonly sinks: ReadonlyMap<string, SinkEnd>;
  /** Whether anybody still wants the rows of this node. */
  isWanted(node: string): boolean;
}

export interface BuildEnvironment {
  readonly expressions: ExpressionEnvironment;
  readonly slot: ArenaSlot;
  /** Takes the batches of a sink or of the query's result. */
  readonly write: (node: OutputNode, batch: Batch) => void | Promise<void>;
}

export function buildPipeline(plan: PhysicalPlan, env: BuildEnvironment): Pipeline {
  const consumers = consumersOf(plan.nodes);
  const inputs = new Map<string, Output>();
  const operators = new Map<string, Operator>();
  const sinks = new Map<string, SinkEnd>();
  /** By node and then by consumer's input: where the node's rows go. */
  const inlets = new Map<number, Output[]>();

  const outputOf = (index: number): Output =>
    fanOut((consumers.get(index) ?? []).map(({ node, input }) => inlets.get(node)![input]!));

  for (let index = plan.nodes.length - 1; index >= 0; index--) {
    const node = plan.nodes[index]!;
    switch (node.kind) {
      case 'source':
      case 'values':
        inputs.set(node.id, outputOf(index));
        break;
      case 'calc':
      case 'correlate':
      case 'limit': {
        const operator = operatorOf(node, env, () => isWanted(node.id));
        operators.set(node.id, operator);
        inlets.set(index, [inlet(operator, outputOf(index), node.span)]);
        break;
      }
      case 'union':
        inlets.set(index, unionInputs(node.inputs.length, outputOf(index)));
        break;
      case 'sink':
      case 'collect': {
        const end = sinkEnd((batch) => writeLocated(node, batch, env));
        sinks.set(node.id, end);
        inlets.set(index, [end]);
        break;
      }
    }
  }
  const stateful = new Map(
    plan.nodes.filter((node) => stateLayoutOf(node) !== undefined).map(({ id }) => [id, operators.get(id)!]),
  );
  const isWanted = wantedBy(plan.nodes, consumers, operators);
  return { inputs, stateful, sinks, isWanted };
}

function operatorOf(
  node: CalcNode | CorrelateNode | LimitNode,
  { expressions, slot }: BuildEnvironment,
  isWanted: () => boolean,
): Operator {
  switch (node.kind) {
    case 'calc':
      return calcOperator(compileCalc(node, expressions), slot);
    case 'correlate':
      return correlateOperator(node, expressions, slot, isWanted);
    case 'limit':
      return limitOperator(node, expressions.kernels, slot);
  }
}

type Consumers = ReadonlyMap<number, readonly { readonly node: number; readonly input: number }[]>;

/** By node: who reads it, and as which of its inputs. */
function consumersOf(nodes: readonly PhysicalNode[]): Consumers {
  const consumers = new Map<number, { node: number; input: number }[]>();
  const add = (from: number, node: number, input: number) => {
    if (!(from < node)) throw new Error(`assertion: node ${node} of the plan reads a later node ${from}`);
    const list = consumers.get(from) ?? [];
    list.push({ node, input });
    consumers.set(from, list);
  };
  for (const [index, node] of nodes.entries()) {
    if (node.kind === 'union') for (const [input, from] of node.inputs.entries()) add(from, index, input);
    else if ('input' in node) add(node.input, index, 0);
  }
  return consumers;
}

/** A source is wanted while a path from it leads to a sink without passing an operator that has enough. */
function wantedBy(
  nodes: readonly PhysicalNode[],
  consumers: Consumers,
  operators: ReadonlyMap<string, Operator>,
): (id: string) => boolean {
  const bounded = [...operators.values()].filter((operator) => operator.isSatisfied);
  if (bounded.length === 0) return () => true;
  const wanted = (index: number): boolean => {
    const node = nodes[index]!;
    if (operators.get(node.id)?.isSatisfied?.()) return false;
    const readers = consumers.get(index) ?? [];
    return readers.length === 0 || readers.some((reader) => wanted(reader.node));
  };
  const indexes = new Map(nodes.map((node, index) => [node.id, index]));
  return (id) => wanted(indexes.get(id)!);
}

function inlet(operator: Operator, output: Output, span: Span): Output {
  return {
    onBatch(batch) {
      try {
        operator.onBatch(batch, output);
      } catch (error) {
        throw locate(error, batch, span);
      }
    },
    onWatermark: (watermarkMs) => operator.onWatermark(watermarkMs, output),
    onEnd: () => operator.onEnd(output),
  };
}

function fanOut(outputs: readonly Output[]): Output {
  if (outputs.length === 1) return outputs[0]!;
  return {
    onBatch(batch) {
      for (const output of outputs) output.onBatch(batch);
    },
    onWatermark(watermarkMs) {
      for (const output of outputs) output.onWatermark(watermarkMs);
    },
    onEnd() {
      for (const output of outputs) output.onEnd();
    },
  };
}

/** An encoder that cannot take a value says so with a RunTimeError, at once or later; everything else is the table's trouble. */
function writeLocated(node: OutputNode, batch: Batch, env: BuildEnvironment): void | Promise<void> {
  const explain = (error: unknown): never => {
    const located = locate(error, batch, node.kind === 'sink' ? (node.table.places?.name ?? node.span) : node.span);
    if (located !== error || node.kind === 'collect') throw located;
    throw new ExplainedError(tableFailure(error, `write ${node.table.identifier}`, node));
  };
  try {
    return env.write(node, batch)?.catch(explain);
  } catch (error) {
    return explain(error);
  }
}
