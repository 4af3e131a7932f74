import type { Address, Arena, Memory } from '../../runtime/batch/memory.ts';
import { EndpointError } from '../../runtime/pipeline/failure.ts';
import type { WorkerContext } from '../connector.ts';
import type { Decoded, RecordDecoder } from '../format.ts';
import type { StoredFileSource } from '../storage/storage.ts';
import { openByteStream } from './byte-stream.ts';
import type { FileRows, OpenFile } from './file-rows.ts';
import type { FilePosition } from './file-split.ts';
import { RecordBlocks } from './record-blocks.ts';
import type { RecordSplitter } from './split-records.ts';

export const MAX_BATCH_RECORDS = 8192;
const CARRIAGE_RETURN = 13;

/** What all files of a reader share: room for blocks and for the slices of a batch's records. */
export interface RecordReading {
  readonly context: WorkerContext;
  readonly decoder: RecordDecoder;
  readonly splitter: RecordSplitter;
  /** For a record that cannot be decoded. */
  readonly hint: string | undefined;
  readonly blocks: RecordBlocks;
  readonly pointers: Address;
  readonly lengths: Address;
}

export function recordReading(
  context: WorkerContext,
  decoder: RecordDecoder,
  splitter: RecordSplitter,
  hint: string | undefined,
): RecordReading {
  return {
    ...{ context, decoder, splitter, hint },
    blocks: new RecordBlocks(context.memory),
    pointers: context.memory.allocate(MAX_BATCH_RECORDS * 4),
    lengths: context.memory.allocate(MAX_BATCH_RECORDS * 4),
  };
}

export function closeRecordReading(reading: RecordReading): void {
  const { memory } = reading.context;
  reading.blocks.dispose();
  memory.release(reading.pointers);
  memory.release(reading.lengths);
}

/** Opens a file of records (lines) behind the position. @param name of the file for a person */
export async function openRecordFile(
  reading: RecordReading,
  file: StoredFileSource,
  from: FilePosition,
  name: string,
): Promise<OpenFile> {
  reading.blocks.open(await openByteStream(file, from.offset ?? 0));
  return new RecordFile(reading, from, name);
}

class RecordFile implements OpenFile {
  private readonly reading: RecordReading;
  private readonly memory: Memory;
  private readonly name: string;
  private offset: number;
  private line: number;
  /** Records found and not decoded: [next, count). */
  private next_ = 0;
  private count = 0;
  private behindLast: Address = 0;
  private ended = false;

  constructor(reading: RecordReading, from: FilePosition, name: string) {
    this.reading = reading;
    this.memory = reading.context.memory;
    this.name = name;
    this.offset = from.offset ?? 0;
    this.line = from.line;
  }

  position(): FilePosition {
    return { offset: this.offset, line: this.line, ended: this.ended };
  }

  async next(arena: Arena): Promise<FileRows | null> {
    if (this.next_ === this.count && !(await this.findRecords())) {
      this.ended = true;
      return null;
    }
    const { decoder, pointers, lengths } = this.reading;
    const first = this.next_;
    const firstLine = this.line;
    const firstAddress = this.addressOf(first);
    const decoded = decoder.decode({ count: this.count, pointers, lengths }, first, this.count, arena);
    const lineOf = (record: number) =>
      firstLine + this.reading.splitter.lines(firstAddress, this.addressOf(record), record - first) + 1;
    this.report(decoded, lineOf);
    this.advance(decoded.nextRecord);
    const { recordOf, rowCount, columns, rowKinds = 0 } = decoded;
    return {
      rowCount,
      columns,
      rowKinds,
      describe: (row) => `line ${lineOf(recordOf ? recordOf[row]! : first + row)}`,
    };
  }

  async close(): Promise<void> {
    await this.reading.blocks.closeStream();
  }

  /** Fills the slices with the next whole records. @returns false when there are none left */
  private async findRecords(): Promise<boolean> {
    const { blocks, splitter, pointers, lengths } = this.reading;
    this.next_ = 0;
    while (true) {
      const found = splitter.split(blocks.start, blocks.end, MAX_BATCH_RECORDS, pointers, lengths);
      this.count = found.count;
      this.behindLast = found.next;
      if (found.count > 0) return true;
      if (!(await blocks.more(this.name))) return this.lastRecord();
    }
  }

  /** What stands behind the last line end is a record too. */
  private lastRecord(): boolean {
    const { blocks, pointers, lengths } = this.reading;
    const length = blocks.end - blocks.start;
    if (length === 0) return false;
    const carriage = this.memory.u8[blocks.end - 1] === CARRIAGE_RETURN ? 1 : 0;
    this.memory.i32[pointers >> 2] = blocks.start;
    this.memory.i32[lengths >> 2] = length - carriage;
    this.count = 1;
    this.behindLast = blocks.end;
    return true;
  }

  private addressOf(record: number): Address {
    return record < this.count ? this.memory.i32[(this.reading.pointers >> 2) + record]! : this.behindLast;
  }

  private advance(to: number): void {
    const { blocks, splitter } = this.reading;
    const address = this.addressOf(to);
    this.line += splitter.lines(blocks.start, address, to - this.next_);
    this.offset += address - blocks.start;
    blocks.start = address;
    this.next_ = to;
  }

  private report(decoded: Decoded, lineOf: (record: number) => number): void {
    if (decoded.skipped > 0) this.reading.context.count('skipped', decoded.skipped);
    const failure = decoded.failures[0];
    if (!failure) return;
    throw new EndpointError(`file ${this.name}, line ${lineOf(failure.record)}: ${failure.reason}`, {
      code: 'run-time',
      recoverable: false,
      ...(this.reading.hint === undefined ? {} : { hint: this.reading.hint }),
    });
  }
}
