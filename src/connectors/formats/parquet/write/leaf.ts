import type { Kernels } from '../../../../kernels/kernels.ts';
import {
  DICTIONARY_ENTRY_BYTES,
  LEAF,
  LEAF_BYTES,
  type LeafWords,
  leafWords,
} from '../../../../kernels/typescript/parquet-leaf.ts';
import type { Address, Memory } from '../../../../runtime/batch/memory.ts';
import type { LeafNode } from './node.ts';
import type { WriteSettings } from './settings.ts';

/** The memory of a leaf that is being written: its words and the rooms they point to, small at first. */
export interface LeafState {
  readonly node: LeafNode;
  readonly path: readonly string[];
  readonly maxDefinition: number;
  readonly maxRepetition: number;
  /** Bytes of a value in memory, 0 for byte arrays. */
  readonly width: number;
  readonly address: Address;
  readonly words: LeafWords;
  /** Sizes of the rooms for levels, data (also in the words), table and dictionary. */
  levelRoom: number;
  /** Values of the chunk in the pages that were cut. */
  valuesBefore: number;
  /** The dictionary proved useless: the next row groups do without. */
  plainFromNowOn: boolean;
}

const FIRST_LEVELS = 512;
const FIRST_DATA_BYTES = 1024;
const FIRST_DICTIONARY_VALUES = 64;
const FIRST_DICTIONARY_BYTES = 1024;
/** More would make the table outgrow the processor's caches, and ids of over two bytes gain little. */
const MAX_DICTIONARY_VALUES = 32_768;
/** From so many values on, a dictionary must stand for at least twice as many. */
const DICTIONARY_TRIAL_VALUES = 1024;

export function valueWidth(node: LeafNode): number {
  switch (node.type) {
    case 'BOOLEAN':
      return 1;
    case 'INT32':
    case 'FLOAT':
      return 4;
    case 'INT64':
    case 'DOUBLE':
      return 8;
    case 'INT96':
      return 12;
    case 'FIXED_LEN_BYTE_ARRAY':
      return node.length!;
    case 'BYTE_ARRAY':
      return 0;
  }
}

export function openLeaf(
  memory: Memory,
  node: LeafNode,
  path: readonly string[],
  levels: { readonly definition: number; readonly repetition: number },
  settings: WriteSettings,
): LeafState {
  const address = memory.allocate(LEAF_BYTES);
  memory.i32.fill(0, address >> 2, (address + LEAF_BYTES) >> 2);
  const words = leafWords(memory.i32, address);
  const width = valueWidth(node);
  words.set(LEAF.maxDefinition, levels.definition);
  words.set(LEAF.width, width);
  words.set(LEAF.booleans, node.type === 'BOOLEAN' ? 1 : 0);
  words.set(LEAF.pageBytes, settings.pageBytes);
  words.set(LEAF.pageRows, settings.pageRows);
  return {
    node,
    path,
    maxDefinition: levels.definition,
    maxRepetition: levels.repetition,
    width,
    address,
    words,
    levelRoom: 0,
    valuesBefore: 0,
    // Booleans are packed: a dictionary has nothing to give.
    plainFromNowOn: !settings.dictionary || node.type === 'BOOLEAN',
  };
}

const ROOMS = [LEAF.definitions, LEAF.repetitions, LEAF.data, LEAF.table, LEAF.entries, LEAF.dictionary];

/** Gives all of a leaf's memory back. */
export function closeLeaf(memory: Memory, leaf: LeafState): void {
  for (const room of ROOMS) releaseRoom(memory, leaf.words, room);
  memory.release(leaf.address);
}

function releaseRoom(memory: Memory, words: LeafWords, room: number): void {
  const start = words.get(room);
  if (start) memory.release(start);
  words.set(room, 0);
}

/** Moves a room to a larger place, with its first `used` bytes. */
function growRoom(memory: Memory, words: LeafWords, room: number, used: number, bytes: number): void {
  const start = words.get(room);
  words.set(room, start ? memory.grow(start, used, bytes) : memory.allocate(bytes));
}

/** Begins a row group: an empty page and, unless it proved useless, an empty dictionary. Holds no memory until a row comes. */
export function beginChunk(memory: Memory, leaf: LeafState): void {
  const { words } = leaf;
  for (const room of ROOMS) releaseRoom(memory, words, room);
  for (const word of [LEAF.dataCapacity, LEAF.dictionaryCapacity, LEAF.dictionaryLimit]) words.set(word, 0);
  beginPage(words);
  leaf.levelRoom = 0;
  leaf.valuesBefore = 0;
  words.set(LEAF.dictionaryCount, 0);
  words.set(LEAF.dictionaryBytes, 0);
  words.set(LEAF.dictionaryEncoded, leaf.plainFromNowOn ? 0 : 1);
}

/** Bytes of the memory that the leaf's rooms take. */
export function roomBytes({ words, levelRoom, width, maxDefinition, maxRepetition }: LeafState): number {
  const values = words.get(LEAF.dictionaryLimit);
  const levels = (maxDefinition > 0 ? 1 : 0) + (maxRepetition > 0 ? 1 : 0);
  return (
    levelRoom * levels +
    words.get(LEAF.dataCapacity) +
    words.get(LEAF.dictionaryCapacity) +
    values * (8 + (width ? 0 : DICTIONARY_ENTRY_BYTES))
  );
}

export function beginPage(words: LeafWords): void {
  for (const word of [LEAF.slots, LEAF.rows, LEAF.nulls, LEAF.dataBytes, LEAF.values, LEAF.rawBytes])
    words.set(word, 0);
}

/** Room for levels and ids of `count` more slots. */
export function reserveSlots(memory: Memory, kernels: Kernels, leaf: LeafState, count: number): void {
  const { words } = leaf;
  const slots = words.get(LEAF.slots);
  if (slots + count > leaf.levelRoom) {
    leaf.levelRoom = Math.max(FIRST_LEVELS, leaf.levelRoom * 2, slots + count);
    if (leaf.maxDefinition) growRoom(memory, words, LEAF.definitions, slots, leaf.levelRoom);
    if (leaf.maxRepetition) growRoom(memory, words, LEAF.repetitions, slots, leaf.levelRoom);
  }
  if (!words.get(LEAF.dictionaryEncoded)) return;
  if (!words.get(LEAF.table)) makeDictionary(memory, kernels, leaf, FIRST_DICTIONARY_VALUES);
  reserveData(memory, leaf, (words.get(LEAF.values) + count) * 4);
}

/** Room for so many bytes of ids or plain values. */
export function reserveData(memory: Memory, { words }: LeafState, bytes: number): void {
  const capacity = words.get(LEAF.dataCapacity);
  if (bytes <= capacity) return;
  const larger = Math.max(FIRST_DATA_BYTES, capacity * 2, bytes);
  const used = words.get(LEAF.dictionaryEncoded) ? words.get(LEAF.values) * 4 : words.get(LEAF.dataBytes);
  growRoom(memory, words, LEAF.data, used, larger);
  words.set(LEAF.dataCapacity, larger);
}

/** Makes room for more values in the dictionary, or gives it up where that does not pay. */
export function extendDictionary(memory: Memory, kernels: Kernels, leaf: LeafState): void {
  const count = leaf.words.get(LEAF.dictionaryCount);
  const seen = leaf.valuesBefore + leaf.words.get(LEAF.values);
  if (count >= MAX_DICTIONARY_VALUES || (count >= DICTIONARY_TRIAL_VALUES && seen < 2 * count))
    abandonDictionary(memory, kernels, leaf);
  else makeDictionary(memory, kernels, leaf, count * 4);
}

export function extendDictionaryBytes(memory: Memory, kernels: Kernels, leaf: LeafState, limit: number): void {
  const { words } = leaf;
  const needed = words.get(LEAF.needed);
  if (needed > limit) {
    abandonDictionary(memory, kernels, leaf);
    return;
  }
  const bytes = Math.max(FIRST_DICTIONARY_BYTES, words.get(LEAF.dictionaryCapacity) * 2, needed);
  growRoom(memory, words, LEAF.dictionary, words.get(LEAF.dictionaryBytes), bytes);
  words.set(LEAF.dictionaryCapacity, bytes);
}

function makeDictionary(memory: Memory, kernels: Kernels, leaf: LeafState, values: number): void {
  const { words } = leaf;
  const places = values * 2;
  releaseRoom(memory, words, LEAF.table);
  words.set(LEAF.table, memory.allocate(places * 4));
  words.set(LEAF.tableMask, places - 1);
  if (!leaf.width) {
    const used = words.get(LEAF.dictionaryCount) * DICTIONARY_ENTRY_BYTES;
    growRoom(memory, words, LEAF.entries, used, values * DICTIONARY_ENTRY_BYTES);
  }
  words.set(LEAF.dictionaryLimit, values);
  kernels.parquetRehash(leaf.address);
}

function releaseDictionary(memory: Memory, words: LeafWords): void {
  for (const room of [LEAF.table, LEAF.entries, LEAF.dictionary]) releaseRoom(memory, words, room);
  words.set(LEAF.dictionaryCapacity, 0);
  words.set(LEAF.dictionaryLimit, 0);
}

/** From here on values are plain: those of the page that is open, too. A dictionary that pages use already stays for them. */
export function abandonDictionary(memory: Memory, kernels: Kernels, leaf: LeafState): void {
  const { words } = leaf;
  const bytes = words.get(LEAF.rawBytes);
  const capacity = Math.max(FIRST_DATA_BYTES, bytes * 2);
  const plain = memory.allocate(capacity);
  kernels.parquetPlainOfIds(leaf.address, plain);
  releaseRoom(memory, words, LEAF.data);
  words.set(LEAF.data, plain);
  words.set(LEAF.dataCapacity, capacity);
  words.set(LEAF.dataBytes, bytes);
  words.set(LEAF.dictionaryEncoded, 0);
  if (leaf.valuesBefore > 0) return;
  words.set(LEAF.dictionaryCount, 0);
  words.set(LEAF.dictionaryBytes, 0);
  releaseDictionary(memory, words);
  leaf.plainFromNowOn = true;
}
