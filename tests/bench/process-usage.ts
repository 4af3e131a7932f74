/** CPU seconds and peak memory of processes, as Linux accounts them; a process is looked at until it is gone. */
import { readFileSync } from 'node:fs';

const TICKS_PER_SECOND = 100;

export interface Usage {
  readonly cpuSeconds: number;
  readonly peakMegabytes: number;
}

/** @returns undefined when the process is gone */
export function usageOf(pid: number): Usage | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in parentheses may hold blanks; the fields behind it are numbered from 3.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const peak = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
    return peak
      ? {
          cpuSeconds: (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND,
          peakMegabytes: Number(peak[1]) / 1024,
        }
      : undefined;
  } catch {
    return undefined;
  }
}

const EVERY_MS = 20;

/** Watches a process from now on; `end` gives the last account that was seen. */
export function watch(pid: number): { readonly end: () => Usage } {
  let last: Usage = { cpuSeconds: 0, peakMegabytes: 0 };
  const look = () => {
    last = usageOf(pid) ?? last;
  };
  look();
  const timer = setInterval(look, EVERY_MS);
  return {
    end: () => {
      look();
      clearInterval(timer);
      return last;
    },
  };
}
