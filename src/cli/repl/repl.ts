import type { InteractiveOptions } from '../commands/interactive.ts';
export async function repl(_options: InteractiveOptions): Promise<number> {
  return 0;
}
