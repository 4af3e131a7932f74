import type { Code } from './codes.ts';
import type { Span } from './span.ts';

export type Severity = 'error' | 'warning' | 'info';

/** A user's mistake (or something the user should know) as data: collected, never thrown. */
export interface Diagnostic {
  readonly code: Code;
  readonly severity: Severity;
  /** Lower case, no full stop: the kind of object, what was expected, what was found. */
  readonly message: string;
  readonly span?: Span;
  /** What stands under the caret; the message when absent. */
  readonly label?: string;
  readonly notes?: readonly string[];
  readonly hint?: string;
}

/** Where a phase puts what it finds; every phase takes one and goes on after an error where it can. */
export class Diagnostics {
  readonly list: Diagnostic[] = [];

  /** The same fault at the same place is said once, however often it is met (a view bound again and again). */
  add(diagnostic: Diagnostic): void {
    const same = (d: Diagnostic) =>
      d.code === diagnostic.code &&
      d.message === diagnostic.message &&
      d.span?.start === diagnostic.span?.start &&
      d.span?.end === diagnostic.span?.end;
    if (!this.list.some(same)) this.list.push(diagnostic);
  }

  error(
    code: Code,
    message: string,
    span?: Span,
    more: Omit<Partial<Diagnostic>, 'code' | 'severity' | 'message' | 'span'> = {},
  ): void {
    this.add({ code, severity: 'error', message, ...(span ? { span } : {}), ...more });
  }

  warning(
    code: Code,
    message: string,
    span?: Span,
    more: Omit<Partial<Diagnostic>, 'code' | 'severity' | 'message' | 'span'> = {},
  ): void {
    this.add({ code, severity: 'warning', message, ...(span ? { span } : {}), ...more });
  }

  get errorCount(): number {
    return this.list.reduce((count, d) => count + (d.severity === 'error' ? 1 : 0), 0);
  }

  get hasErrors(): boolean {
    return this.list.some((d) => d.severity === 'error');
  }
}
