/** What CREATE FUNCTION says and what its file says -> one definition, or the diagnostics that say why not. */
import type * as ast from '../../sql/ast/index.ts';
import { Diagnostics } from '../../sql/diagnostics/diagnostic.ts';
import type { Span } from '../../sql/diagnostics/span.ts';
import type { UserFunction, UserParameter } from '../../sql/functions/user/definition.ts';
import type { FunctionLoader, Implementation, Refusal } from '../../sql/functions/user/loader.ts';
import { unsupportedIn } from '../../sql/functions/user/supported.ts';
import { parseDataType } from '../../sql/parse/index.ts';
import { printType, printTypeWithNullability } from '../../sql/types/print.ts';
import { sameType } from '../../sql/types/same.ts';
import type { SqlType } from '../../sql/types/type.ts';
import type { BindContext } from '../bind/context.ts';
import { bindType } from '../bind/types.ts';

export interface Made {
  readonly definition: Omit<UserFunction, 'key'>;
  readonly language: 'JAVASCRIPT' | 'TYPESCRIPT';
  readonly implementation: Implementation;
}

/** The types that a statement, a file or the function before an ALTER gives. */
export interface Signature {
  readonly parameters: readonly UserParameter[] | undefined;
  readonly returns: SqlType | undefined;
  /** It says that the function gives rows. */
  readonly table: boolean;
}

type Source = Pick<ast.CreateFunction, 'as' | 'language' | 'using' | 'options' | 'span'>;

export function loadFunction(
  statement: Source,
  label: string,
  declared: Signature,
  loader: FunctionLoader | undefined,
  context: BindContext,
  before?: Signature,
): Made | undefined {
  const errors = context.diagnostics.errorCount;
  const { as } = statement;
  const language = languageOf(statement, context);
  if (!language || !loader) return language && refuse(noLoader, as.span, context);
  const names = (declared.parameters ?? before?.parameters)?.map((p) => p.name);
  const table = declared.table || (before?.table ?? false);
  const empty = as.form === 'dollar' ? valueless(as.value, table) : undefined;
  if (empty) return refuse(empty, as.span, context);
  const located = loader.locate({ as, language, parameters: names, table });
  if (!located.ok) return refuse(located, as.span, context);
  const loaded = loader.load(located.source);
  if (!loaded.ok) return refuse(loaded, as.span, context);
  const { implementation } = loaded;
  const filed = signatureOfFile(implementation, as.span, context);
  if (context.diagnostics.errorCount > errors) return undefined;
  const signature = agree(declared, filed, before, as.span, context);
  if (!signature || context.diagnostics.errorCount > errors) return undefined;
  if (!typesSupported(signature, as.span, context)) return undefined;
  const deterministic = implementation.deterministic ?? true;
  const kind = table ? 'table' : implementation.kind;
  const definition = { kind, label, source: located.source, ...signature, deterministic };
  return { definition, language, implementation };
}

const noLoader: Refusal = { ok: false, message: 'functions cannot be made here' };

function refuse({ message, hint }: Refusal, span: Span, context: BindContext): undefined {
  context.diagnostics.error('invalid-statement', message, span, hint ? { hint } : {});
}

/** A body that can never give anything: the usual slip is an expression, or a whole function, in its place. */
function valueless(body: string, table: boolean): Refusal | undefined {
  if (table ? /\b(yield|return|throw)\b/.test(body) : /\b(return|throw)\b/.test(body)) return undefined;
  return {
    ok: false,
    message: `the body has no '${table ? 'yield' : 'return'}', so it gives nothing`,
    hint: table
      ? '$$ yield 1; yield 2 $$: what stands between the dollar signs is the body of a generator of these parameters'
      : '$$ return a + 1 $$: what stands between the dollar signs is the body of a function of these parameters',
  };
}

/** JAVA is what Flink takes when nothing is said. */
function languageOf(statement: Source, context: BindContext): Made['language'] | undefined {
  const language = statement.language ?? 'JAVA';
  const unsupported = (what: string, hint: string): undefined =>
    context.diagnostics.error('not-supported', what, statement.as.span, { hint }) as undefined;
  if (language !== 'JAVASCRIPT' && language !== 'TYPESCRIPT') {
    const path = /\.([cm]?[jt]s)(#|$)/.exec(statement.as.value)?.[1];
    return unsupported(
      `a function in ${language} is not supported${statement.language ? '' : ' (JAVA is the default)'}`,
      path || statement.as.form === 'dollar'
        ? `add LANGUAGE ${path?.endsWith('js') ? 'JAVASCRIPT' : 'TYPESCRIPT'}`
        : "write it in TypeScript: AS './functions.ts#name' LANGUAGE TYPESCRIPT",
    );
  }
  if (statement.using.length > 0)
    return unsupported('USING does not go with a function in JavaScript', 'import what it needs in its file');
  if (statement.options.length > 0)
    return unsupported('WITH does not go with a function in JavaScript', 'what it needs stands in its file');
  return language;
}

function signatureOfFile(
  { kind: implementationKind, parameters, returns }: Implementation,
  span: Span,
  context: BindContext,
): Signature {
  const typeOf = (text: string, what: string) => typeFromText(text, what, span, context);
  return {
    parameters:
      parameters &&
      Object.entries(parameters).map(([name, text]) => ({ name, type: typeOf(text, `parameter ${name}`) })),
    returns: returns === undefined ? undefined : typeOf(returns, 'the result'),
    table: implementationKind === 'table',
  };
}

function typeFromText(text: string, what: string, span: Span, context: BindContext): SqlType {
  const parsed = parseDataType({ name: what, text }, { strict: false });
  const diagnostics = new Diagnostics();
  for (const diagnostic of parsed.diagnostics) diagnostics.add(diagnostic);
  const type: SqlType = parsed.value ? bindType(parsed.value, diagnostics) : { kind: 'NULL', nullable: true };
  for (const { message } of diagnostics.list)
    context.diagnostics.error('unknown-type', `the type '${text}' of ${what} in the file: ${message}`, span);
  return type;
}

/** The statement's types and the file's must be the same where both are given. */
function agree(
  declared: Signature,
  filed: Signature,
  before: Signature | undefined,
  span: Span,
  context: BindContext,
): { readonly parameters: readonly UserParameter[]; readonly returns: SqlType } | undefined {
  const parameters = declared.parameters ?? filed.parameters ?? before?.parameters;
  const returns = declared.returns ?? filed.returns ?? before?.returns;
  if (!parameters || !returns) {
    const what = parameters ? 'the type of its result' : returns ? 'its parameters' : 'its parameters and its result';
    return refuse(
      {
        ok: false,
        message: `nothing says the types of the function: ${what}`,
        hint: "CREATE FUNCTION f(a INT) RETURNS STRING AS …, or in the file { parameters: { a: 'INT' }, returns: 'STRING', evaluate(a) {…} }",
      },
      span,
      context,
    );
  }
  const said = [declared.parameters, filed.parameters].map((list) =>
    list?.map((p) => printTypeWithNullability(p.type)),
  );
  if (said[0] && said[1] && said[0].join() !== said[1].join())
    differ(`(${said[0].join(', ')})`, `(${said[1].join(', ')})`, span, context);
  if (declared.returns && filed.returns && !sameType(declared.returns, filed.returns))
    differ(`RETURNS ${printType(declared.returns)}`, `RETURNS ${printType(filed.returns)}`, span, context);
  return { parameters, returns };
}

const differ = (statement: string, file: string, span: Span, context: BindContext): void =>
  context.diagnostics.error('type-mismatch', `the statement says ${statement} and the file ${file}`, span, {
    hint: 'say it in one of the two places',
  });

function typesSupported(
  { parameters, returns }: { readonly parameters: readonly UserParameter[]; readonly returns: SqlType },
  span: Span,
  context: BindContext,
): boolean {
  const all = [...parameters.map((p) => [`parameter ${p.name}`, p.type] as const), ['the result', returns] as const];
  for (const [what, type] of all) {
    const found = unsupportedIn(type);
    if (!found) continue;
    const hint = found.kind === 'VARIANT' ? 'pass JSON text as STRING' : 'use another type';
    context.diagnostics.error('not-supported', `${what}: a user's function has no ${printType(found)}`, span, { hint });
    return false;
  }
  return true;
}
