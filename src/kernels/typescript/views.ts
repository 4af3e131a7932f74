/** The worker's memory as the TypeScript twins see it. It never grows, so the views stay valid. */
export interface Views {
  readonly u8: Uint8Array;
  readonly i32: Int32Array;
  readonly u32: Uint32Array;
  readonly i64: BigInt64Array;
  readonly f32: Float32Array;
  readonly f64: Float64Array;
  /** For words at any address and in any byte order. */
  readonly data: DataView;
}

export function viewsOf(memory: WebAssembly.Memory): Views {
  const raw = memory.buffer;
  return {
    u8: new Uint8Array(raw),
    i32: new Int32Array(raw),
    u32: new Uint32Array(raw),
    i64: new BigInt64Array(raw),
    f32: new Float32Array(raw),
    f64: new Float64Array(raw),
    data: new DataView(raw),
  };
}
