/** Thrift's compact protocol, written: values to the bytes of a Parquet page header or footer. */

/** Types of fields and of list elements. */
export const THRIFT = {
  true: 1,
  false: 2,
  byte: 3,
  i16: 4,
  i32: 5,
  i64: 6,
  double: 7,
  binary: 8,
  list: 9,
  set: 10,
  map: 11,
  struct: 12,
} as const;

export class ThriftWriter {
  private bytes = Buffer.allocUnsafe(256);
  private length = 0;
  private lastField = 0;

  /** What was written; a view. */
  output(): Uint8Array {
    return this.bytes.subarray(0, this.length);
  }

  i32(field: number, value: number | undefined): void {
    if (value !== undefined) this.header(field, THRIFT.i32).zigzag(value);
  }

  i64(field: number, value: number | undefined): void {
    if (value !== undefined) this.header(field, THRIFT.i64).zigzag(value);
  }

  i16(field: number, value: number): void {
    this.header(field, THRIFT.i16).zigzag(value);
  }

  i8(field: number, value: number): void {
    this.header(field, THRIFT.byte).byte(value);
  }

  bool(field: number, value: boolean): void {
    this.header(field, value ? THRIFT.true : THRIFT.false);
  }

  binary(field: number, value: Uint8Array | string | undefined): void {
    if (value !== undefined) this.header(field, THRIFT.binary).rawBinary(value);
  }

  struct(field: number, write: () => void): void {
    this.header(field, THRIFT.struct);
    this.body(write);
  }

  /** The struct that is the whole message. */
  root(write: () => void): Uint8Array {
    this.body(write);
    return this.output();
  }

  structs<T>(field: number, items: readonly T[], write: (item: T) => void): void {
    this.list(field, THRIFT.struct, items.length);
    for (const item of items) this.body(() => write(item));
  }

  i32s(field: number, items: readonly number[]): void {
    this.list(field, THRIFT.i32, items.length);
    for (const item of items) this.zigzag(item);
  }

  strings(field: number, items: readonly string[]): void {
    this.list(field, THRIFT.binary, items.length);
    for (const item of items) this.rawBinary(item);
  }

  private body(write: () => void): void {
    const outer = this.lastField;
    this.lastField = 0;
    write();
    this.byte(0);
    this.lastField = outer;
  }

  private header(field: number, type: number): this {
    const delta = field - this.lastField;
    if (delta > 0 && delta < 16) this.byte((delta << 4) | type);
    else {
      this.byte(type);
      this.zigzag(field);
    }
    this.lastField = field;
    return this;
  }

  private list(field: number, type: number, size: number): void {
    this.header(field, THRIFT.list);
    if (size < 15) this.byte((size << 4) | type);
    else {
      this.byte(0xf0 | type);
      this.varint(size);
    }
  }

  private rawBinary(value: Uint8Array | string): void {
    const bytes = typeof value === 'string' ? Buffer.from(value) : value;
    this.varint(bytes.length);
    this.room(bytes.length);
    this.bytes.set(bytes, this.length);
    this.length += bytes.length;
  }

  /** Integers up to 2^53. */
  private zigzag(value: number): void {
    this.varint(value >= 0 ? value * 2 : -value * 2 - 1);
  }

  private varint(value: number): void {
    while (value > 127) {
      this.byte((value % 128) | 128);
      value = Math.floor(value / 128);
    }
    this.byte(value);
  }

  private byte(value: number): void {
    this.room(1);
    this.bytes[this.length++] = value;
  }

  private room(more: number): void {
    if (this.length + more <= this.bytes.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.bytes.length * 2, this.length + more));
    this.bytes.copy(larger, 0, 0, this.length);
    this.bytes = larger;
  }
}
