import type { Kernels } from '../../../../kernels/kernels.ts';
import { INSERT } from '../../../../runtime/batch/batch.ts';
import type { Memory } from '../../../../runtime/batch/memory.ts';
import type { ByteSink, FileRowWriter } from '../../../format.ts';
import type { FileMetadata, RowGroup } from '../format/metadata.ts';
import { writeFileMetadata } from '../format/metadata-write.ts';
import type { Zstd } from '../format/zstd.ts';
import {
  bufferedBytes,
  type ChunkTools,
  type ChunkWriter,
  estimatedChunkBytes,
  finishChunk,
  heldBytes,
  openChunk,
} from './chunk.ts';
import { compressor } from './compress.ts';
import { CREATED_BY } from './created-by.ts';
import { closeLeaf, openLeaf } from './leaf.ts';
import { schemaElements, type WriteNode } from './node.ts';
import { joinPool, type PoolMember } from './pool.ts';
import type { WriteSettings } from './settings.ts';
import { type Shredder, shred, slotsOfRows } from './shred.ts';

const MAGIC = Buffer.from('PAR1');

export interface WriterContext {
  readonly memory: Memory;
  readonly kernels: Kernels;
  readonly zstd: Zstd;
}

/** A writer that, once finished, knows what it wrote (for catalogs that keep statistics of files). */
export interface ParquetFileWriter extends FileRowWriter {
  readonly metadata: FileMetadata | undefined;
}

/** Columns of a worker's memory to one Parquet file. */
export function openParquetWriter(
  context: WriterContext,
  columns: readonly WriteNode[],
  settings: WriteSettings,
  sink: ByteSink,
): ParquetFileWriter {
  const { memory, kernels, zstd } = context;
  // First, so that nothing is held when it fails.
  sink.write(MAGIC);
  const member: PoolMember = {
    heldBytesLimit: settings.heldBytes,
    writeRowGroup: () => writeRowGroup(),
  };
  const pool = joinPool(memory, member);
  const { scratch } = pool;
  const tools: ChunkTools = {
    memory,
    kernels,
    scratch,
    settings,
    compress: compressor(settings, memory, kernels, scratch, zstd),
  };
  const chunks: ChunkWriter[] = [];
  const shredders = columns.map((node) => openShredder(tools, node, [], { definition: 0, repetition: 0 }, chunks));
  const rowGroups: RowGroup[] = [];
  let offset = MAGIC.length;
  let groupRows = 0;
  let metadata: FileMetadata | undefined;

  const total = (bytesOf: (chunk: ChunkWriter) => number) => chunks.reduce((sum, chunk) => sum + bytesOf(chunk), 0);
  const write = (bytes: Uint8Array) => {
    sink.write(bytes);
    offset += bytes.length;
  };
  const writeRowGroup = () => {
    if (groupRows === 0) return;
    const start = offset;
    const written = chunks.map((chunk) => finishChunk(tools, chunk, offset, write));
    rowGroups.push({
      columns: written,
      rowCount: groupRows,
      totalBytes: written.reduce((sum, chunk) => sum + chunk.uncompressedBytes, 0),
      compressedBytes: offset - start,
      fileOffset: start,
    });
    groupRows = 0;
    pool.report(member, 0);
  };
  const close = () => {
    for (const { leaf } of chunks.splice(0)) closeLeaf(memory, leaf);
    pool.leave(member);
  };
  return {
    get metadata() {
      return metadata;
    },
    get estimatedBytes() {
      return offset + total(estimatedChunkBytes);
    },
    append(batch, from, to) {
      checkInserts(memory, batch.rowKinds, from, to);
      const slots = slotsOfRows(from, to);
      shredders.forEach((shredder, i) => {
        shred(tools, shredder, batch.columns[i]!, slots);
      });
      groupRows += to - from;
      if (total(bufferedBytes) >= settings.rowGroupBytes) writeRowGroup();
      else pool.report(member, total(heldBytes));
    },
    finish() {
      writeRowGroup();
      metadata = {
        schema: schemaElements(settings.rootName, columns),
        rowCount: rowGroups.reduce((sum, group) => sum + group.rowCount, 0),
        rowGroups,
        keyValues: settings.keyValues,
        createdBy: CREATED_BY,
      };
      const footer = writeFileMetadata(metadata);
      write(footer);
      const tail = Buffer.alloc(8);
      tail.writeUInt32LE(footer.length);
      MAGIC.copy(tail, 4);
      write(tail);
      close();
    },
    abandon: close,
  };
}

function checkInserts(memory: Memory, rowKinds: number, from: number, to: number): void {
  if (!rowKinds) return;
  for (let row = from; row < to; row++)
    if (memory.u8[rowKinds + row] !== INSERT) throw new Error('assertion: a Parquet file takes only inserted rows');
}

interface Levels {
  readonly definition: number;
  readonly repetition: number;
}

/** Opens the leaves below a node, in the schema's order, into `chunks`. */
function openShredder(
  tools: ChunkTools,
  node: WriteNode,
  parents: readonly string[],
  above: Levels,
  chunks: ChunkWriter[],
): Shredder {
  const path = [...parents, node.name];
  const id = path.join('.');
  const levels: Levels = { ...above, definition: above.definition + (node.optional ? 1 : 0) };
  const repeated: Levels = { definition: levels.definition + 1, repetition: levels.repetition + 1 };
  const open = (child: WriteNode, group: readonly string[], at: Levels) =>
    openShredder(tools, child, [...path, ...group], at, chunks);
  switch (node.kind) {
    case 'leaf': {
      const chunk = openChunk(tools, openLeaf(tools.memory, node, path, levels, tools.settings));
      chunks.push(chunk);
      return { kind: 'leaf', chunk };
    }
    case 'row':
      return { kind: 'row', node, id, fields: node.fields.map((field) => open(field, [], levels)) };
    case 'list':
      return { kind: 'list', node, id, level: repeated.repetition, element: open(node.element, ['list'], repeated) };
    case 'map': {
      const key = open(node.key, ['key_value'], repeated);
      const value = open(node.value, ['key_value'], repeated);
      return { kind: 'map', node, id, level: repeated.repetition, key, value };
    }
  }
}
