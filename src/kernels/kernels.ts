/** What the kernels do, on addresses in the worker's memory; filled in by the folders beside this file. */
export interface Kernels {
  readonly implementation: 'wasm' | 'typescript';
}
