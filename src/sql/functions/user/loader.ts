/** What loads the code of user functions: the planner asks for it, the command line has it. */
import type { StringLiteral } from '../../ast/index.ts';
import type { FunctionSource } from './definition.ts';

export interface Refusal {
  readonly ok: false;
  /** As a diagnostic has it. */
  readonly message: string;
  readonly hint?: string;
}

/** The code of one function, and what its file says of it. */
export interface Implementation {
  /** scalar: one value a call; table: a generator, which gives rows. */
  readonly kind: 'scalar' | 'table';
  readonly evaluate: (...args: unknown[]) => unknown;
  /** What the function threw, with the place in the user's file. */
  readonly explain: (error: unknown) => string;
  /** Types as SQL text, by name in order, where the file declares them. */
  readonly parameters?: Readonly<Record<string, string>>;
  readonly returns?: string;
  readonly deterministic?: boolean;
}

export type Loaded = { readonly ok: true; readonly implementation: Implementation } | Refusal;

export interface SourceRequest {
  readonly as: StringLiteral;
  readonly language: 'JAVASCRIPT' | 'TYPESCRIPT';
  /** Undefined when the statement declares none. */
  readonly parameters: readonly string[] | undefined;
  /** The statement says that it gives rows. */
  readonly table: boolean;
}

export interface FunctionLoader {
  /** Must have resolved before `load` is called. */
  prepare(): Promise<void>;
  /** Where the code is, files relative to the text the literal stands in. */
  locate(request: SourceRequest): { readonly ok: true; readonly source: FunctionSource } | Refusal;
  load(source: FunctionSource): Loaded;
}
