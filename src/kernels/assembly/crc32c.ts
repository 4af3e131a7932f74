// CRC-32C (Castagnoli): the checksum of Kafka's record batches. Eight bytes a step by tables; long runs in three lanes at once, which
// the processor works on side by side, joined by what so many zero bytes do to a checksum.

const POLYNOMIAL: u32 = 0x82f63b78;

/** Eight tables of 256 words: what a byte does to the checksum when so many bytes follow it in the step. */
const TABLES: usize = memory.data(8192, 16);
/** Four tables of 256 words: a byte of a checksum behind LANE_BYTES zero bytes. */
const SHIFTS: usize = memory.data(4096, 16);
let tablesMade = false;

const LANE_BYTES: usize = 1024;

function makeTables(): void {
  for (let i: u32 = 0; i < 256; i++) {
    let value = i;
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >> 1) ^ POLYNOMIAL : value >> 1;
    store<u32>(TABLES + (i << 2), value);
  }
  for (let i: u32 = 0; i < 256; i++) {
    let value = load<u32>(TABLES + (i << 2));
    for (let table: u32 = 1; table < 8; table++) {
      value = behindByte(value, 0);
      store<u32>(TABLES + (table << 10) + (i << 2), value);
    }
  }
  memory.fill(SHIFTS, 0, 4096);
  for (let bit: u32 = 0; bit < 32; bit++) addShift(bit);
  tablesMade = true;
}

/** What a bit of a checksum becomes behind a lane of zeros, into all entries with that bit: the sum of bits is the sum of results. */
function addShift(bit: u32): void {
  let value: u32 = 1 << bit;
  for (let i: usize = 0; i < LANE_BYTES; i++) value = behindByte(value, 0);
  const table = SHIFTS + ((bit >> 3) << 10);
  for (let i: u32 = 0; i < 256; i++) {
    const at = table + (i << 2);
    if ((i >> (bit & 7)) & 1) store<u32>(at, load<u32>(at) ^ value);
  }
}

@inline
function behindByte(crc: u32, byte: u32): u32 {
  return load<u32>(TABLES + (((crc ^ byte) & 255) << 2)) ^ (crc >> 8);
}

@inline
function entry(table: usize, byte: u64): u32 {
  return load<u32>(TABLES + (table << 10) + ((<usize>(byte & 255)) << 2));
}

/** The checksum behind eight more bytes. */
@inline
function behindWord(crc: u32, at: usize): u32 {
  const x = load<u64>(at) ^ <u64>crc;
  return (
    entry(7, x) ^
    entry(6, x >> 8) ^
    entry(5, x >> 16) ^
    entry(4, x >> 24) ^
    entry(3, x >> 32) ^
    entry(2, x >> 40) ^
    entry(1, x >> 48) ^
    entry(0, x >> 56)
  );
}

/** The checksum behind a lane of zeros. */
@inline
function behindLane(crc: u32): u32 {
  return (
    load<u32>(SHIFTS + ((crc & 255) << 2)) ^
    load<u32>(SHIFTS + 1024 + (((crc >> 8) & 255) << 2)) ^
    load<u32>(SHIFTS + 2048 + (((crc >> 16) & 255) << 2)) ^
    load<u32>(SHIFTS + 3072 + ((crc >> 24) << 2))
  );
}

/** The checksum of `length` bytes, as an unsigned word in the bits of an i32. */
export function crc32c(at: usize, length: usize): u32 {
  if (!tablesMade) makeTables();
  let crc: u32 = 0xffffffff;
  while (length >= LANE_BYTES * 3) {
    let second: u32 = 0;
    let third: u32 = 0;
    const end = at + LANE_BYTES;
    while (at < end) {
      crc = behindWord(crc, at);
      second = behindWord(second, at + LANE_BYTES);
      third = behindWord(third, at + LANE_BYTES * 2);
      at += 8;
    }
    crc = behindLane(behindLane(crc) ^ second) ^ third;
    at += LANE_BYTES * 2;
    length -= LANE_BYTES * 3;
  }
  while (length >= 8) {
    crc = behindWord(crc, at);
    at += 8;
    length -= 8;
  }
  while (length > 0) {
    crc = behindByte(crc, <u32>load<u8>(at));
    at++;
    length--;
  }
  return ~crc;
}
