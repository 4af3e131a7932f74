/** Errors of any kind -> what a person is told, and whether starting again can help. */

import type { SinkNode, SourceNode } from '../../planner/physical/plan.ts';
import type { Code } from '../../sql/diagnostics/codes.ts';
import type { Diagnostic } from '../../sql/diagnostics/diagnostic.ts';
import { RunTimeError } from '../../sql/diagnostics/run-time-error.ts';
import type { Span } from '../../sql/diagnostics/span.ts';
import type { Batch } from '../batch/batch.ts';
import { MemoryLimitError } from '../batch/memory.ts';
import { RowFailure } from '../expression/row-failure.ts';

export interface Failure {
  readonly diagnostic: Diagnostic;
  /** false: it would fail again in the same way (a bad row, too little memory); the restart strategy is not asked. */
  readonly recoverable: boolean;
}

/** A failure that is already explained; thrown where it is found. */
export class ExplainedError extends Error {
  override readonly name = 'ExplainedError';
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.diagnostic.message);
    this.failure = failure;
  }
}

/** What a connector throws to say itself what is wrong: a message for the user, as a diagnostic has it. */
export class EndpointError extends Error {
  override readonly name = 'EndpointError';
  readonly recoverable: boolean;
  readonly hint: string | undefined;
  readonly code: Code;
  /** The table's options it may lie in: the first of them that is given is shown. */
  readonly options: readonly string[];

  constructor(message: string, more: EndpointFault = {}) {
    super(message, { cause: more.cause });
    this.recoverable = more.recoverable ?? true;
    this.hint = more.hint;
    this.code = more.code ?? 'connector-failure';
    this.options = more.options ?? [];
  }
}

export interface EndpointFault {
  readonly recoverable?: boolean;
  readonly hint?: string;
  readonly code?: Code;
  readonly options?: readonly string[];
  readonly cause?: unknown;
}

export const explained = (
  code: Code,
  message: string,
  more: { span?: Span; hint?: string; notes?: readonly string[]; recoverable?: boolean } = {},
): ExplainedError => {
  const { recoverable = false, ...rest } = more;
  return new ExplainedError({ diagnostic: { code, severity: 'error', message, ...rest }, recoverable });
};

/** The error of a batch's row, with the row's place in the source; other errors as they are. */
export function locate(error: unknown, batch: Batch, span: Span): unknown {
  if (!(error instanceof RowFailure) && !(error instanceof RunTimeError)) return error;
  const row = 'row' in error && typeof error.row === 'number' ? error.row : undefined;
  const place = row === undefined ? undefined : batch.origin?.describe(row);
  return explained('run-time', error.message, {
    span: error instanceof RowFailure ? error.span : span,
    ...(place === undefined ? {} : { notes: [`at ${place}`] }),
    ...hintOf(error),
  });
}

const hintOf = (error: object): { readonly hint?: string } =>
  error instanceof RunTimeError && error.hint !== undefined ? { hint: error.hint } : {};

/** `doing`: what was tried, as a person would say it: `read default.logs`. */
export function failureOf(error: unknown, doing: string, span?: Span): Failure {
  if (error instanceof ExplainedError) return error.failure;
  const at = span ? { span } : {};
  if (error instanceof EndpointError) {
    const { code, message, recoverable, hint } = error;
    return { recoverable, diagnostic: { code, severity: 'error', message, ...at, ...(hint ? { hint } : {}) } };
  }
  // A row made from no batch (VALUES) comes here as it was thrown; the others have been located.
  if (error instanceof RowFailure)
    return {
      recoverable: false,
      diagnostic: { code: 'run-time', severity: 'error', message: error.message, span: error.span },
    };
  if (error instanceof RunTimeError)
    return {
      recoverable: false,
      diagnostic: { code: 'run-time', severity: 'error', message: error.message, ...at, ...hintOf(error) },
    };
  if (error instanceof MemoryLimitError)
    return {
      recoverable: false,
      diagnostic: {
        code: 'run-time',
        severity: 'error',
        message: `cannot ${doing}: ${error.message}`,
        hint: "set 'streamsql.worker.memory' to more",
        ...at,
      },
    };
  return isFault(error) ? internal(error, doing) : outside(error, doing, at);
}

/** A failure of a table's connector or of the system behind it, at the option that it may lie in, else at the table's name. */
export const tableFailure = (error: unknown, doing: string, node: TableNode): Failure =>
  failureOf(error, doing, placeOf(error, node));

export type TableNode = SourceNode | SinkNode;

function placeOf(error: unknown, { table, span }: TableNode): Span {
  const { name, options } = table.places ?? { name: span, options: {} };
  const meant = error instanceof EndpointError ? error.options : [];
  const option = meant.find((key) => options[key] !== undefined);
  return option === undefined ? name : options[option]!;
}

/** JavaScript's own errors and assertions are our bugs; their text is of no use to the user, the stack is for us. */
function isFault(error: unknown): boolean {
  if (!(error instanceof Error)) return true;
  // Node's own errors: those of the system are the world's, those about arguments (ERR_…) are ours.
  if ('code' in error && typeof error.code === 'string' && !error.code.startsWith('ERR_')) return false;
  return (
    ['TypeError', 'RangeError', 'ReferenceError', 'SyntaxError', 'RuntimeError'].includes(error.name) ||
    error.message.startsWith('assertion:')
  );
}

function internal(error: unknown, doing: string): Failure {
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return {
    recoverable: true,
    diagnostic: {
      code: 'internal',
      severity: 'error',
      message: `a fault in streamsql: cannot ${doing}`,
      notes: stack.split('\n').map((line) => line.trim()),
      hint: 'please report it with these lines',
    },
  };
}

const SYSTEM_ERRORS: Readonly<Record<string, string>> = {
  ENOENT: 'no such file or directory',
  EACCES: 'permission denied',
  EPERM: 'operation not permitted',
  EROFS: 'the file system is read-only',
  ENOSPC: 'no space left on the device',
  EDQUOT: 'the quota is used up',
  EMFILE: 'too many open files',
  ENOTDIR: 'a part of the path is not a directory',
  EISDIR: 'it is a directory',
  EIO: 'the device failed',
  ECONNREFUSED: 'the connection was refused',
  ECONNRESET: 'the connection was closed by the other side',
  ETIMEDOUT: 'there was no answer in time',
  ENOTFOUND: 'the host name is not known',
  EAI_AGAIN: 'the host name could not be looked up',
  EHOSTUNREACH: 'the host cannot be reached',
  ENETUNREACH: 'the network cannot be reached',
  EPIPE: 'the connection was closed by the other side',
};

function outside(error: unknown, doing: string, at: { span?: Span }): Failure {
  const found = error as Error & { code?: unknown; path?: unknown };
  const known = typeof found.code === 'string' ? SYSTEM_ERRORS[found.code] : undefined;
  const what = known === undefined ? found.message : typeof found.path === 'string' ? `${known}: ${found.path}` : known;
  return {
    recoverable: true,
    diagnostic: { code: 'connector-failure', severity: 'error', message: `cannot ${doing}: ${what}`, ...at },
  };
}
