import path from 'node:path';

export const base = (file) => (file === null ? null : path.posix.basename(file));
