/** ALTER of everything but tables. */
import type { AlterCatalog, AlterFunction, AlterModel, AlterOption, AlterStatement, AlterView } from '../ast/index.ts';
import { parseAlterTable } from './alter-table.ts';
import { parseIfExists, parseProperties, parsePropertyKeys } from './columns.ts';
import { parseAlterOption } from './commands.ts';
import { parseLanguage } from './functions.ts';
import { identifierOf, parseIdentifier, parseName } from './names.ts';
import { defined, type Parser } from './parser.ts';
import { parseQuery } from './queries.ts';
import { parseBody, parseString } from './strings.ts';

export function parseAlter(p: Parser): AlterStatement | AlterOption {
  const start = p.start;
  p.expect('ALTER');
  if (p.accept('TABLE')) return parseAlterTable(p, start, false);
  if (p.accept('MATERIALIZED')) {
    p.expect('TABLE');
    return parseAlterTable(p, start, true);
  }
  if (p.accept('VIEW')) return parseAlterView(p, start);
  if (p.accept('DATABASE')) return parseAlterDatabase(p, start);
  if (p.accept('CATALOG')) return parseAlterCatalog(p, start);
  if (p.accept('MODEL')) return parseAlterNamed(p, start, 'alter-model');
  if (p.accept('CONNECTION')) return parseAlterNamed(p, start, 'alter-connection');
  if (p.isOneOf(['FUNCTION', 'TEMPORARY'])) return parseAlterFunction(p, start);
  if (p.isOneOf(['SYSTEM', 'SESSION'])) return parseAlterOption(p, start);
  return p.fail();
}

function parseAlterCatalog(p: Parser, start: number): AlterCatalog {
  const name = identifierOf([parseName(p, 'a catalog')]);
  return { kind: 'alter-catalog', ifExists: false, name, action: parseCatalogAction(p), span: p.spanFrom(start) };
}

function parseCatalogAction(p: Parser): AlterCatalog['action'] {
  switch (p.expectOneOf(['SET', 'RESET', 'COMMENT'])) {
    case 'SET':
      return { kind: 'set-options', options: parseProperties(p) };
    case 'RESET':
      return { kind: 'reset-options', keys: parsePropertyKeys(p) };
    default:
      return { kind: 'comment', comment: parseString(p) };
  }
}

function parseAlterDatabase(p: Parser, start: number): AlterStatement {
  const name = parseIdentifier(p, 'a database');
  p.expect('SET');
  const options = parseProperties(p);
  return {
    kind: 'alter-database',
    ifExists: false,
    name,
    action: { kind: 'set-options', options },
    span: p.spanFrom(start),
  };
}

function parseAlterView(p: Parser, start: number): AlterView {
  const name = parseIdentifier(p, 'a view');
  const finish = (action: AlterView['action']): AlterView => ({
    kind: 'alter-view',
    ifExists: false,
    name,
    action,
    span: p.spanFrom(start),
  });
  if (p.expectOneOf(['RENAME', 'AS']) === 'AS') return finish({ kind: 'as-query', query: parseQuery(p) });
  p.expect('TO');
  return finish({ kind: 'rename', to: parseIdentifier(p) });
}

function parseAlterNamed(p: Parser, start: number, kind: 'alter-model' | 'alter-connection'): AlterStatement {
  const ifExists = parseIfExists(p);
  const name = parseIdentifier(p);
  return { kind, ifExists, name, action: parseNamedAction(p), span: p.spanFrom(start) };
}

function parseNamedAction(p: Parser): AlterModel['action'] {
  if (p.is('RENAME')) p.lookAhead(2);
  switch (p.expectOneOf(['RENAME', 'SET', 'RESET'])) {
    case 'SET':
      return { kind: 'set-options', options: parseProperties(p) };
    case 'RESET':
      return { kind: 'reset-options', keys: parsePropertyKeys(p) };
    default:
      p.expect('TO');
      return { kind: 'rename', to: parseIdentifier(p) };
  }
}

function parseAlterFunction(p: Parser, start: number): AlterFunction {
  const temporary = p.accept('TEMPORARY');
  const system = temporary && p.accept('SYSTEM');
  p.expect('FUNCTION');
  const ifExists = parseIfExists(p);
  const name = parseIdentifier(p, 'a function');
  p.expect('AS');
  const as = parseBody(p);
  const language = parseLanguage(p);
  return {
    kind: 'alter-function',
    temporary,
    system,
    ifExists,
    name,
    as,
    ...defined({ language }),
    span: p.spanFrom(start),
  };
}
