import type { Address, Arena } from './memory.ts';

/** Blocks of cells beside each other, one cell of each a row; they move to larger places together when they are full. */
export class RowCells {
  /** Rows begun so far. */
  length = 0;
  private readonly arena: Arena;
  private readonly widths: readonly number[];
  private readonly blocks: Address[];
  private capacity: number;

  /** @param widths of a cell of each block, in bytes */
  constructor(arena: Arena, widths: readonly number[], expectedRows: number) {
    this.arena = arena;
    this.widths = widths;
    this.capacity = expectedRows;
    this.blocks = widths.map((width) => arena.allocate(width * expectedRows));
  }

  /** Makes room for a row and gives its index. Addresses asked for before may be out of date then. */
  next(): number {
    if (this.length === this.capacity) this.grow();
    return this.length++;
  }

  at(block: number): Address {
    return this.blocks[block]!;
  }

  private grow(): void {
    this.capacity = Math.max(2 * this.capacity, this.length + 1);
    for (const [i, width] of this.widths.entries()) {
      const to = this.arena.allocate(width * this.capacity);
      const from = this.blocks[i]!;
      this.arena.memory.u8.copyWithin(to, from, from + this.length * width);
      this.blocks[i] = to;
    }
  }
}
