/**
 * One subtask: polls its readers, pushes each batch through its pipeline, and takes part in checkpoints.
 *
 *   opening ─ready→ running ─ended→ draining ─┐
 *                      │                      ├─ barrier of a last checkpoint → halted ─close→ closed
 *                      └──────────────────────┘
 *
 * running   polls; commands are looked at between two batches, so a barrier always stands between two batches of every source.
 * draining  everything is read and all operators have been told; only commands, ticks and barriers are left.
 * halted    `final` or `stop`: nothing is read and nothing written any more.
 * A failure in any state aborts the writers and ends the subtask.
 */
import type { Kernels } from '../../kernels/kernels.ts';
import type { SinkNode } from '../../planner/physical/plan.ts';
import type { FunctionRegistry } from '../../sql/functions/registry.ts';
import type { Batch } from '../batch/batch.ts';
import { Arena, Memory } from '../batch/memory.ts';
import type { ExpressionEnvironment } from '../expression/environment.ts';
import type { Host } from '../host.ts';
import type { ArenaSlot } from '../operators/arena-slot.ts';
import { valuesReader } from '../operators/values.ts';
import { buildPipeline, type InputNode, isInput, isSink, type Pipeline } from './build.ts';
import { counting } from './counters.ts';
import type { Endpoints, WorkerEndpointContext, Writer } from './endpoint.ts';
import { ExplainedError, failureOf, type TableNode, tableFailure } from './failure.ts';
import { functionsOf, type LoadFunctions } from './functions.ts';
import type { Mailbox } from './mailbox.ts';
import type { CheckpointKind, Command, SubtaskEvent, SubtaskSnapshot, SubtaskSpec } from './messages.ts';
import { type SourceEnd, sourceEnd } from './source-end.ts';

/** A poll waits this long for rows; commands wait no longer than that. */
const POLL_WAIT_MS = 50;
/** How often writers are told the time. */
const TICK_MS = 100;
const PROGRESS_MS = 500;
/** The event loop gets a turn at least this often, so that sockets and messages are served. */
const TURN_MS = 10;

/** What a subtask needs of the thread it runs in. */
export interface SubtaskEnvironment {
  readonly host: Host;
  readonly endpoints: Endpoints;
  readonly functions: FunctionRegistry;
  /** Needed for plans with functions of the user's. */
  readonly loadFunctions?: LoadFunctions;
  readonly loadKernels: (memory: Memory) => Kernels;
  readonly commands: Mailbox<Command>;
  readonly emit: (event: SubtaskEvent) => void;
  /** Takes the rows of a query; the subtask goes on when it resolves. */
  readonly collect?: (batch: Batch, memory: Memory) => void | Promise<void>;
  readonly guard?: Guard;
}

/** Runs a piece of work that awaits nothing; it may throw for reasons of its own. */
export type Guard = <T>(work: () => T) => T;

/** Runs until it is closed, aborted or has failed; never rejects. */
export async function runSubtask(spec: SubtaskSpec, env: SubtaskEnvironment): Promise<void> {
  const writers: Writers = new Map();
  const sources: SourceEnd[] = [];
  let doing = 'start a subtask';
  try {
    const opened = await open(spec, env, writers, sources);
    doing = 'process rows';
    env.emit({ kind: 'ready' });
    const leave = await new Loop(env, opened).run();
    await leaveAll(sources, writers, leave);
  } catch (error) {
    env.emit({ kind: 'failed', failure: failureOf(error, doing) });
    await leaveAll(sources, writers, 'abort');
  }
  env.emit({ kind: 'closed' });
}

/** @throws ExplainedError at the table's place */
async function explaining<T>(doing: string, node: TableNode, action: () => T | Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    throw new ExplainedError(tableFailure(error, `${doing} ${node.table.identifier}`, node));
  }
}

type Writers = Map<SinkNode, Writer>;

interface Opened {
  readonly pipeline: Pipeline;
  readonly sources: readonly SourceEnd[];
  readonly writers: Writers;
  readonly slot: ArenaSlot;
  readonly counters: ReturnType<typeof counting>;
}

async function open(
  spec: SubtaskSpec,
  env: SubtaskEnvironment,
  writers: Writers,
  sources: SourceEnd[],
): Promise<Opened> {
  const { plan, restored } = spec;
  const memory = new Memory(spec.memoryBytes);
  const kernels = env.loadKernels(memory);
  const functions = await functionsOf(plan, env.functions, env.loadFunctions);
  const expressions: ExpressionEnvironment = { memory, kernels, functions, session: plan.session };
  const counters = counting();
  const contextOf = (node: string): WorkerEndpointContext => ({
    host: env.host,
    session: plan.session,
    jobId: spec.jobId,
    count: (counter, by) => counters.count(node, counter, by),
    warn: (message) => env.emit({ kind: 'warning', message }),
    subtask: spec.subtask,
    parallelism: spec.parallelism,
    memory,
    kernels,
  });
  const slot: ArenaSlot = { arena: new Arena(memory) };
  const pipeline = buildPipeline(plan, {
    expressions,
    slot,
    write: (node, batch) => (isSink(node) ? writers.get(node)!.write(batch) : env.collect?.(batch, memory)),
  });
  for (const [id, operator] of pipeline.stateful) operator.restore(restored.operators[id] ?? []);
  for (const node of plan.nodes.filter(isSink)) {
    const opening = () => env.endpoints.openWriter(node, contextOf(node.id), restored.writers[node.id] ?? []);
    writers.set(node, await explaining('open for writing', node, opening));
  }
  const openReader = (node: InputNode) =>
    node.kind === 'values'
      ? valuesReader(node, expressions)
      : explaining('open for reading', node, () => env.endpoints.openReader(node, contextOf(node.id)));
  for (const node of plan.nodes.filter(isInput))
    sources.push(sourceEnd(node, await openReader(node), pipeline.inputs.get(node.id)!, memory));
  return { pipeline, sources, writers, slot, counters };
}

async function leaveAll(sources: readonly SourceEnd[], writers: Writers, leave: 'close' | 'abort'): Promise<void> {
  // What was to be kept was prepared before; nothing can be lost here.
  await Promise.allSettled([
    ...sources.map((source) => source.reader.close()),
    ...[...writers.values()].map((writer) => (leave === 'close' ? writer.close() : writer.abort())),
  ]);
}

/** The life between open and close. */
class Loop {
  private readonly env: SubtaskEnvironment;
  private readonly opened: Opened;
  private state: 'running' | 'draining' | 'halted' = 'running';
  private turn = 0;
  private lastTickMs: number;
  private lastProgressMs: number;
  private lastTurnMs: number;

  constructor(env: SubtaskEnvironment, opened: Opened) {
    this.env = env;
    this.opened = opened;
    this.lastTickMs = this.lastProgressMs = this.lastTurnMs = env.host.monotonicMs();
  }

  async run(): Promise<'close' | 'abort'> {
    const { commands } = this.env;
    // LIMIT 0, or a LIMIT that the restored rows have filled.
    for (const source of this.opened.sources)
      if (!this.opened.pipeline.isWanted(source.node.id)) await this.finishSource(source);
    for (;;) {
      for (let command = commands.poll(); command; command = commands.poll()) {
        if (command.kind === 'close' || command.kind === 'abort') {
          await this.settlePolls(() => {});
          if (command.kind === 'close') this.progress();
          return command.kind;
        }
        await this.obey(command);
      }
      const waits = this.state !== 'running' || !(await this.readOnce());
      if (waits) await commands.wait(TICK_MS);
      await this.keepTime();
    }
  }

  private async obey(command: Exclude<Command, { kind: 'close' | 'abort' }>): Promise<void> {
    switch (command.kind) {
      case 'assign':
        return this.source(command.node).assign(command.splits, command.last);
      case 'checkpoint':
        return this.barrier(command.id, command.checkpoint);
      case 'complete':
        for (const [node, writer] of this.opened.writers)
          await explaining(`finish checkpoint ${command.id} of`, node, () => writer.onCheckpointComplete?.(command.id));
    }
  }

  private source(node: string): SourceEnd {
    const found = this.opened.sources.find((source) => source.node.id === node);
    if (!found) throw new Error(`assertion: splits for '${node}', which is no source of the plan`);
    return found;
  }

  /** One round over the sources that have splits; false when there is nothing to do but wait for commands. */
  private async readOnce(): Promise<boolean> {
    const { sources } = this.opened;
    const reading = sources.filter((source) => source.state === 'reading');
    if (reading.length === 0) {
      if (sources.every((source) => source.state === 'done')) await this.end();
      return false;
    }
    await this.guarded(() => {
      for (const source of reading) source.startPoll(POLL_WAIT_MS);
    });
    const polls = reading.map((source) => source.polling).filter((poll) => poll !== undefined);
    // Somebody who has a result already is served without waiting for the others.
    if (polls.length === reading.length) await (polls.length === 1 ? polls[0] : Promise.race(polls));
    this.turn = (this.turn + 1) % reading.length;
    for (let i = 0; i < reading.length; i++) await this.process(reading[(this.turn + i) % reading.length]!);
    return true;
  }

  /** Pushes what a source's poll has brought. */
  private async process(source: SourceEnd): Promise<void> {
    const polled = source.take();
    if (!polled || polled.kind === 'nothing') return;
    if (polled.kind === 'failed') throw new ExplainedError(polled.failure);
    if (polled.kind === 'end') {
      if (source.isComplete) await this.finishSource(source);
      else source.state = 'waiting';
      return;
    }
    const { pipeline, slot } = this.opened;
    source.rowsIn += polled.batch.rowCount;
    slot.arena = source.arena;
    await this.guarded(() => source.output.onBatch(polled.batch));
    await this.drain();
    source.arena.reset();
    const { node } = source;
    const enough = node.kind === 'source' && node.limit !== undefined && source.rowsIn >= node.limit;
    if (enough || !pipeline.isWanted(node.id)) await this.finishSource(source);
  }

  /** What waits in the event loop (a signal) is heard first. */
  private guarded(work: () => void): undefined | Promise<void> {
    const { guard, host } = this.env;
    return guard ? host.sleep(0).then(() => guard(work)) : void work();
  }

  private async finishSource(source: SourceEnd): Promise<void> {
    source.state = 'done';
    this.opened.slot.arena = source.arena;
    source.output.onEnd();
    await this.drain();
    source.arena.reset();
  }

  private async drain(): Promise<void> {
    for (const sink of this.opened.pipeline.sinks.values()) {
      const busy = sink.drain();
      if (busy) await busy;
    }
  }

  private async end(): Promise<void> {
    this.state = 'draining';
    this.progress();
    this.env.emit({ kind: 'ended' });
  }

  /** Waits for polls under way, without starting others, and hands on what they brought. */
  private async settlePolls(take: (source: SourceEnd) => void | Promise<void>): Promise<void> {
    for (const source of this.opened.sources) {
      await source.polling;
      await take(source);
    }
  }

  private async barrier(id: number, kind: CheckpointKind): Promise<void> {
    if (this.state === 'halted') throw new Error(`assertion: checkpoint ${id} after the last one`);
    // A reader's positions are behind what it has given out, so what it has given out must go through first.
    await this.settlePolls((source) => (source.state === 'done' ? undefined : this.process(source)));
    const last = kind !== 'periodic';
    const { sources, pipeline, writers } = this.opened;
    const committables: Record<string, readonly unknown[]> = {};
    const states: Record<string, unknown> = {};
    await Promise.all(
      [...writers].map(async ([node, writer]) => {
        const prepared = await explaining(`prepare checkpoint ${id} of`, node, () => writer.prepareCommit(id, last));
        committables[node.id] = prepared.committables;
        states[node.id] = prepared.state;
      }),
    );
    const snapshot: SubtaskSnapshot = {
      positions: Object.fromEntries(sources.map(({ node, reader }) => [node.id, new Map(reader.positions())])),
      operators: Object.fromEntries([...pipeline.stateful].map(([node, operator]) => [node, operator.snapshot()])),
      committables,
      writers: states,
      counters: this.counters(),
    };
    if (last) this.state = 'halted';
    this.env.emit({ kind: 'acknowledged', id, snapshot });
  }

  private counters() {
    const { counters, sources, pipeline } = this.opened;
    for (const source of sources) counters.set(source.node.id, 'rowsIn', source.rowsIn);
    for (const [node, sink] of pipeline.sinks) counters.set(node, 'rowsOut', sink.rowsOut);
    return counters.snapshot();
  }

  private progress(): void {
    const lag: Record<string, number> = {};
    for (const { node, reader, state } of this.opened.sources) {
      const rows = state === 'done' ? undefined : reader.lag?.();
      if (rows !== undefined) lag[node.id] = rows;
    }
    this.env.emit({ kind: 'progress', counters: this.counters(), lag });
  }

  private async keepTime(): Promise<void> {
    const { host } = this.env;
    const nowMs = host.monotonicMs();
    if (nowMs - this.lastTurnMs >= TURN_MS) {
      await host.sleep(0);
      this.lastTurnMs = host.monotonicMs();
    }
    if (nowMs - this.lastTickMs >= TICK_MS && this.state !== 'halted') {
      this.lastTickMs = nowMs;
      for (const [node, writer] of this.opened.writers)
        await explaining('write', node, () => writer.onTick?.(host.nowMs()));
    }
    if (nowMs - this.lastProgressMs >= PROGRESS_MS) {
      this.lastProgressMs = nowMs;
      this.progress();
    }
  }
}
