/** The text of a generated function while it is written: lines, names, run-time objects, and which expressions already have a value. */

import type { Expression } from '../../planner/physical/expression.ts';
import type { Span } from '../../sql/diagnostics/span.ts';
import type { ExpressionEnvironment } from './environment.ts';
import { expressionKey } from './key.ts';

/** Where a value is once its lines have run: JavaScript expressions that are names or constants. */
export interface Term {
  /** `true`, `false` or a name. */
  readonly isNull: string;
  /** Undefined content when null. */
  readonly value: string;
}

/** A string or binary value as bytes in memory; length -1 for NULL. */
export interface Slice {
  readonly pointer: string;
  readonly length: string;
}

export class Generator {
  readonly env: ExpressionEnvironment;
  readonly spans: Span[] = [];
  readonly bound: unknown[] = [];
  private lines: string[] = [];
  private readonly prologueLines: string[] = [];
  private readonly declared = new Set<string>();
  private counter = 0;
  private terms = new Map<string, Term>();
  private slices = new Map<string, Slice>();
  private readonly keys = new WeakMap<Expression, string>();

  constructor(env: ExpressionEnvironment) {
    this.env = env;
  }

  fresh(prefix: string): string {
    this.counter += 1;
    return `${prefix}${this.counter}`;
  }

  line(text: string): void {
    this.lines.push(text);
  }

  /** A run-time object under a name: user text and values reach the code this way only. */
  bind = (object: unknown): string => {
    const index = this.bound.push(object) - 1;
    const name = `k${index}`;
    return name;
  };

  /** A line that runs once a batch, before the loop. */
  prologue(name: string, text: string): string {
    if (!this.declared.has(name)) {
      this.declared.add(name);
      this.prologueLines.push(`const ${name} = ${text};`);
    }
    return name;
  }

  /** Says which expression runs next, for failures. */
  mark(span: Span): void {
    this.line(`at = ${this.spans.push(span) - 1};`);
  }

  /** Lines that run under a condition: what they compute is not known outside. */
  block(open: string, write: () => void, close = '}'): void {
    const terms = this.terms;
    const slices = this.slices;
    this.terms = new Map(terms);
    this.slices = new Map(slices);
    this.line(open);
    write();
    this.line(close);
    this.terms = terms;
    this.slices = slices;
  }

  term(expression: Expression, make: () => Term): Term {
    return this.memoised(this.terms, expression, make, () => this.terms);
  }

  slice(expression: Expression, make: () => Slice): Slice {
    return this.memoised(this.slices, expression, make, () => this.slices);
  }

  private memoised<T>(known: Map<string, T>, expression: Expression, make: () => T, current: () => Map<string, T>): T {
    const key = expressionKey(expression, this.env.functions, this.keys);
    const found = key === undefined ? undefined : known.get(key);
    if (found) return found;
    const made = make();
    if (key !== undefined) current().set(key, made);
    return made;
  }

  body = (): string => this.lines.join('\n');
  header = (): string => [...this.bound.map((_, i) => `const k${i} = bound[${i}];`)].join('\n');
  preparation = (): string => this.prologueLines.join('\n');
}
