export function buildKernels(options?: { readonly force?: boolean }): Promise<boolean>;
