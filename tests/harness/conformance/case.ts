/** The cases as their files have them; see the README beside the case files for what each field means. */
export type ConformanceCase = ExprCase | QueryCase | ParseCase;

export type Phase = 'parse' | 'validate' | 'plan' | 'runtime';

export interface ExpectedError {
  readonly error: { readonly phase: Phase; readonly class: string; readonly message: string };
}

interface CaseBase {
  readonly id: string;
  readonly sql: string;
  readonly area: string;
  readonly config?: Readonly<Record<string, string>>;
}

export interface ExprCase extends CaseBase {
  readonly kind: 'expr';
  readonly expect:
    | { readonly type: string; readonly nullable: boolean; readonly value: string | null }
    | { readonly value: null; readonly note: string }
    | ExpectedError;
}

export interface QueryTable {
  readonly name: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly [string, Readonly<Record<string, unknown>>])[];
  readonly changelogMode?: string;
  readonly lookup?: boolean;
}

export interface QueryCase extends CaseBase {
  readonly kind: 'query';
  readonly tables: readonly (QueryTable | { readonly dataset: string })[];
  readonly setup?: readonly string[];
  readonly mode?: 'batch';
  readonly expect:
    | {
        readonly columns: readonly { readonly name: string; readonly type: string; readonly nullable: boolean }[];
        readonly final: readonly (readonly (string | null)[])[];
        readonly changelog?: readonly (readonly (string | null)[])[];
        readonly ordered: boolean;
      }
    | ExpectedError;
}

export interface ParseCase extends CaseBase {
  readonly kind: 'parse';
  readonly expect:
    | { readonly accept: true; readonly statements: readonly string[] }
    | {
        readonly accept: false;
        readonly error: { readonly message: string; readonly line: number; readonly column: number };
      };
}

/** What running a case came to. */
export interface Verdict {
  readonly pass: boolean;
  /** What was expected and found, when it did not pass. */
  readonly detail?: string;
}

const ORDER: readonly Phase[] = ['parse', 'validate', 'plan', 'runtime'];

/** A failure may come earlier than Flink's; plan and runtime count as one. */
export const noLaterThan = (phase: Phase, limit: Phase): boolean =>
  ORDER.indexOf(phase) <= ORDER.indexOf(limit === 'plan' ? 'runtime' : limit);
