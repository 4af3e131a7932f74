// CRC-32C (Castagnoli), eight bytes a step: the checksum of Kafka's record batches.

const TABLES: usize = memory.data(8192, 16);
let tablesMade = false;

function makeTables(): void {
  for (let i: u32 = 0; i < 256; i++) {
    let value = i;
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >> 1) ^ 0x82f63b78 : value >> 1;
    store<u32>(TABLES + (i << 2), value);
  }
  for (let i: u32 = 0; i < 256; i++) {
    let value = load<u32>(TABLES + (i << 2));
    for (let table: u32 = 1; table < 8; table++) {
      value = load<u32>(TABLES + ((value & 255) << 2)) ^ (value >> 8);
      store<u32>(TABLES + (table << 10) + (i << 2), value);
    }
  }
  tablesMade = true;
}

@inline
function entry(table: usize, byte: u64): u32 {
  return load<u32>(TABLES + (table << 10) + ((<usize>(byte & 255)) << 2));
}

/** The checksum of `length` bytes, as an unsigned word in the bits of an i32. */
export function crc32c(at: usize, length: usize): u32 {
  if (!tablesMade) makeTables();
  let crc: u32 = 0xffffffff;
  while (length >= 8) {
    const x = load<u64>(at) ^ <u64>crc;
    crc =
      entry(7, x) ^
      entry(6, x >> 8) ^
      entry(5, x >> 16) ^
      entry(4, x >> 24) ^
      entry(3, x >> 32) ^
      entry(2, x >> 40) ^
      entry(1, x >> 48) ^
      entry(0, x >> 56);
    at += 8;
    length -= 8;
  }
  while (length > 0) {
    crc = entry(0, <u64>(crc ^ <u32>load<u8>(at))) ^ (crc >> 8);
    at++;
    length--;
  }
  return ~crc;
}
