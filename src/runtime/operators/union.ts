import type { Output } from './operator.ts';

/** The inputs of a UNION ALL: rows go through as they come, the watermark is the smallest of the inputs, the end is the last one's. */
export function unionInputs(count: number, output: Output): Output[] {
  const watermarks = new Array<number>(count).fill(Number.NEGATIVE_INFINITY);
  let open = count;
  let emitted = Number.NEGATIVE_INFINITY;
  const advance = () => {
    const lowest = Math.min(...watermarks);
    if (lowest <= emitted || lowest === Number.POSITIVE_INFINITY) return;
    emitted = lowest;
    output.onWatermark(lowest);
  };
  return watermarks.map((_, input) => ({
    onBatch: (batch) => output.onBatch(batch),
    onWatermark(watermarkMs) {
      watermarks[input] = watermarkMs;
      advance();
    },
    onEnd() {
      // An input that has ended holds nobody back.
      watermarks[input] = Number.POSITIVE_INFINITY;
      open -= 1;
      if (open === 0) output.onEnd();
      else advance();
    },
  }));
}
