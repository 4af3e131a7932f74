/** DROP of everything. */
import type { DropStatement } from '../ast/index.ts';
import { parseIfExists } from './columns.ts';
import { parseIdentifier } from './names.ts';
import { defined, type Parser } from './parser.ts';

const OBJECTS = ['CATALOG', 'DATABASE', 'TABLE', 'VIEW', 'FUNCTION', 'MODEL', 'CONNECTION'] as const;

export function parseDrop(p: Parser): DropStatement {
  const start = p.start;
  p.expect('DROP');
  const temporary = p.accept('TEMPORARY');
  const { object, system } = parseObject(p, temporary);
  const ifExists = parseIfExists(p);
  const name = parseIdentifier(p);
  const behavior = object === 'DATABASE' ? p.acceptOneOf(['RESTRICT', 'CASCADE'] as const) : undefined;
  return { kind: 'drop', object, temporary, system, ifExists, name, ...defined({ behavior }), span: p.spanFrom(start) };
}

function parseObject(p: Parser, temporary: boolean): Pick<DropStatement, 'object' | 'system'> {
  if (p.accept('MATERIALIZED')) {
    if (temporary) p.failAt({ start: p.last.start, end: p.last.end }, 'a materialized table is never temporary');
    p.expect('TABLE');
    return { object: 'MATERIALIZED TABLE', system: false };
  }
  if (p.is('FUNCTION')) p.lookAhead(2);
  if (p.is('SYSTEM') && !temporary && p.key(1) !== 'FUNCTION')
    p.failAt(
      { start: p.start, end: p.peek().end },
      'a connection of the system is temporary',
      'write DROP TEMPORARY SYSTEM CONNECTION',
    );
  if (p.accept('SYSTEM')) return { object: p.expectOneOf(['FUNCTION', 'CONNECTION'] as const), system: true };
  return { object: p.expectOneOf(OBJECTS), system: false };
}
