/** Random syntax trees, of the shapes that the parser itself can produce. */
import fc from 'fast-check';
import type {
  DataType,
  Expression,
  Identifier,
  NamePart,
  Query,
  Statement,
  StringLiteral,
  TableRef,
} from '../../src/sql/ast/index.ts';
import { TIME_UNITS } from '../../src/sql/ast/index.ts';
import { printQuery } from '../../src/sql/ast/print.ts';

const span = { start: 0, end: 0 };

const plainName = fc.constantFrom('a', 'b', 'c1', 'user_id', 'größe', 'payload');
const quotedName = fc.string({ minLength: 1, maxLength: 6 }).filter((text) => !/[\n\r]/.test(text));

const name: fc.Arbitrary<NamePart> = fc.oneof(
  plainName.map((text) => ({ name: text, quoted: false, span })),
  quotedName.map((text) => ({ name: text, quoted: true, span })),
);

const names = fc.array(name, { minLength: 1, maxLength: 3 });

const identifier: fc.Arbitrary<Identifier> = names.map((parts) => ({ kind: 'identifier', parts, span }));

const string: fc.Arbitrary<StringLiteral> = fc
  .string({ maxLength: 8 })
  .map((value) => ({ kind: 'string', value, form: 'plain', span }));

const qualifier = fc.constantFrom(
  { kind: 'interval-qualifier', from: 'DAY', span } as const,
  { kind: 'interval-qualifier', from: 'DAY', precision: 3, to: 'SECOND', fraction: 6, span } as const,
  { kind: 'interval-qualifier', from: 'YEAR', to: 'MONTH', span } as const,
  { kind: 'interval-qualifier', from: 'SECOND', precision: 2, fraction: 3, span } as const,
);

const literal: fc.Arbitrary<Expression> = fc.oneof(
  string,
  fc.nat().map((n): Expression => ({ kind: 'number', form: 'integer', text: String(n), span })),
  fc.constantFrom<Expression>(
    { kind: 'number', form: 'decimal', text: '1.50', span },
    { kind: 'number', form: 'approximate', text: '1.5E-3', span },
    { kind: 'boolean', value: true, span },
    { kind: 'boolean', value: null, span },
    { kind: 'null', span },
    { kind: 'binary-literal', hex: '0aFF', span },
    { kind: 'datetime', type: 'DATE', text: '2024-01-01', span },
    { kind: 'datetime', type: 'TIMESTAMP_LTZ', text: '2024-01-01 00:00:00', span },
    { kind: 'niladic', name: 'CURRENT_DATE', span },
  ),
  fc.record({
    kind: fc.constant('interval' as const),
    negative: fc.boolean(),
    text: fc.constantFrom('1', '1 02:03'),
    qualifier,
    span: fc.constant(span),
  }),
);

const named = (
  type: 'INTEGER' | 'STRING' | 'TIMESTAMP' | 'TIMESTAMP_LTZ' | 'DECIMAL' | 'DOUBLE',
  ...parameters: number[]
): DataType => ({
  kind: 'named-type',
  name: type,
  parameters,
  span,
});

const { type } = fc.letrec<{ type: DataType }>((tie) => ({
  type: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom(
      named('INTEGER'),
      named('STRING'),
      named('TIMESTAMP', 3),
      named('TIMESTAMP_LTZ'),
      named('DECIMAL', 10, 2),
      named('DOUBLE'),
    ),
    tie('type').map(
      (element): DataType => ({
        kind: 'collection-type',
        collection: 'ARRAY',
        postfix: false,
        element: { ...element, nullable: false },
        span,
      }),
    ),
    fc.tuple(tie('type'), tie('type')).map(([key, value]): DataType => ({ kind: 'map-type', key, value, span })),
    fc
      .array(fc.record({ kind: fc.constant('row-field' as const), name, type: tie('type'), span: fc.constant(span) }), {
        minLength: 1,
        maxLength: 3,
      })
      .map((fields): DataType => ({ kind: 'row-type', parentheses: false, fields, span })),
  ),
}));

const noOptions = { star: false, orderBy: [], span } as const;

interface Trees {
  expression: Expression;
  query: Query;
  table: TableRef;
}

/** Behind FROM Flink takes no ORDER BY behind a query that begins with a parenthesis: such trees are left out. */
const startsInside = (query: Query): boolean => query.kind === 'ordered' || printQuery(query).startsWith('(');

const trees = fc.letrec<Trees>((tie) => {
  const expression = tie('expression') as fc.Arbitrary<Expression>;
  const query = tie('query') as fc.Arbitrary<Query>;
  const table = tie('table') as fc.Arbitrary<TableRef>;
  const some = fc.array(expression, { minLength: 1, maxLength: 3 });
  const order = expression.map(
    (inner) => ({ kind: 'order-item', expression: inner, direction: 'DESC', nulls: 'LAST', span }) as const,
  );
  const unit = fc.constantFrom(...TIME_UNITS).map((word) => ({ kind: 'time-unit', unit: word, span }) as const);
  const pair = fc.record({
    kind: fc.constant('json-pair' as const),
    key: string,
    value: identifier,
    span: fc.constant(span),
  });
  const node = (fields: Readonly<Record<string, fc.Arbitrary<unknown>>>): fc.Arbitrary<Expression> =>
    fc.record({ ...fields, span: fc.constant(span) }) as unknown as fc.Arbitrary<Expression>;
  const kind = <const K>(value: K): fc.Arbitrary<K> => fc.constant(value);
  return {
    expression: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      literal,
      identifier,
      node({
        kind: kind('binary'),
        operator: fc.constantFrom(
          '=',
          '<>',
          '<',
          'AND',
          'OR',
          '+',
          '-',
          '*',
          '/',
          '%',
          '||',
          'MEMBER OF',
          'MULTISET UNION ALL',
        ),
        left: expression,
        right: expression,
      }),
      node({ kind: kind('unary'), operator: fc.constantFrom('-', '+', 'NOT'), operand: expression }),
      node({
        kind: kind('between'),
        negated: fc.boolean(),
        symmetric: fc.boolean(),
        operand: expression,
        low: expression,
        high: expression,
      }),
      node({
        kind: kind('like'),
        negated: fc.boolean(),
        operator: fc.constantFrom('LIKE', 'SIMILAR TO'),
        operand: expression,
        pattern: expression,
        escape: expression,
      }),
      node({
        kind: kind('in'),
        negated: fc.boolean(),
        operand: expression,
        values: fc.oneof(fc.array(identifier, { minLength: 1, maxLength: 3 }), query),
      }),
      node({
        kind: kind('is'),
        negated: fc.boolean(),
        operand: expression,
        test: fc.oneof(
          fc.constantFrom('NULL', 'TRUE'),
          expression.map((distinctFrom) => ({ distinctFrom })),
        ),
      }),
      node({
        kind: kind('is-json'),
        negated: fc.boolean(),
        operand: expression,
        type: fc.constantFrom('VALUE', 'OBJECT'),
      }),
      node({ kind: kind('exists'), query }),
      node({
        kind: kind('quantified'),
        operator: kind('<'),
        quantifier: fc.constantFrom('ANY', 'ALL'),
        operand: expression,
        values: query,
      }),
      node({
        kind: kind('period'),
        operator: fc.constantFrom('OVERLAPS', 'IMMEDIATELY PRECEDES'),
        left: expression,
        right: expression,
      }),
      node({ kind: kind('scalar-subquery'), query }),
      node({ kind: kind('cast'), mode: fc.constantFrom('CAST', 'TRY_CAST'), operand: expression, type }),
      node({
        kind: kind('case'),
        operand: expression,
        branches: fc.tuple(some, expression).map(([when, then]) => [{ kind: 'case-branch', when, then, span }]),
        else: expression,
      }),
      node({ kind: kind('extract'), unit, operand: expression }),
      node({ kind: kind('round-to'), direction: fc.constantFrom('FLOOR', 'CEIL'), operand: expression, unit }),
      node({
        kind: kind('trim'),
        side: fc.constantFrom('BOTH', 'LEADING'),
        characters: expression,
        operand: expression,
      }),
      node({ kind: kind('substring'), operand: expression, from: expression, length: expression }),
      node({ kind: kind('position'), needle: expression, haystack: expression }),
      node({
        kind: kind('timestamp-arithmetic'),
        function: fc.constantFrom('TIMESTAMPADD', 'TIMESTAMPDIFF'),
        unit,
        args: fc.tuple(expression, expression),
      }),
      node({ kind: kind('item'), operand: expression, access: kind('plain'), index: expression }),
      node({
        kind: kind('field'),
        operand: fc
          .tuple(identifier, some)
          .map(([callee, args]) => ({ kind: 'call', name: callee, args, ...noOptions })),
        name,
      }),
      node({ kind: kind('row'), explicit: kind(true as const), items: some }),
      node({
        kind: kind('collection'),
        collection: fc.constantFrom('ARRAY', 'MAP'),
        items: fc.array(literal, { maxLength: 4 }),
      }),
      node({
        kind: kind('json-object'),
        pairs: fc.array(pair, { maxLength: 2 }),
        nulls: fc.constantFrom('NULL', 'ABSENT'),
      }),
      fc.tuple(identifier, some, order, expression, name).map(
        ([callee, args, item, filter, window]): Expression => ({
          kind: 'call',
          name: callee,
          args,
          ...noOptions,
          quantifier: 'DISTINCT',
          withinGroup: [item],
          filter,
          over: {
            kind: 'window',
            base: window,
            partitionBy: [{ kind: 'identifier', parts: [window], span }],
            orderBy: [item],
            span,
          },
        }),
      ),
    ),
    query: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.record({
        kind: kind('select'),
        hints: fc.constant([]),
        stream: fc.constant(false),
        items: fc.array(
          fc.oneof(
            expression.map((inner) => ({ kind: 'select-item', expression: inner, span }) as const),
            fc
              .tuple(expression, name)
              .map(([inner, alias]) => ({ kind: 'select-item', expression: inner, alias, span }) as const),
          ),
          { minLength: 1, maxLength: 2 },
        ),
        from: table,
        where: expression,
        windows: fc.constant([]),
        span: fc.constant(span),
      }),
      fc.record({
        kind: kind('set-operation'),
        operator: fc.constantFrom('UNION', 'INTERSECT', 'EXCEPT'),
        all: fc.boolean(),
        left: query,
        right: query,
        span: fc.constant(span),
      }),
      fc.array(fc.array(literal, { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 2 }).map(
        (rows): Query => ({
          kind: 'values',
          rows: rows.map((items) => ({ kind: 'row', explicit: false, items, span })),
          span,
        }),
      ),
      fc.tuple(name, query, query).map(
        ([common, inner, body]): Query => ({
          kind: 'with',
          recursive: false,
          items: [{ kind: 'with-item', name: common, query: inner, span }],
          body,
          span,
        }),
      ),
      fc.tuple(query, order, fc.nat()).map(
        ([body, item, limit]): Query =>
          startsInside(body)
            ? body
            : {
                kind: 'ordered',
                body,
                orderBy: [item],
                limit: { kind: 'number', form: 'integer', text: String(limit), span },
                span,
              },
      ),
    ) as fc.Arbitrary<Query>,
    table: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      identifier.map((table): TableRef => ({ kind: 'table-name', name: table, hints: [], span })),
      query.map((inner): TableRef => ({ kind: 'derived-table', lateral: false, query: inner, span })),
      fc.tuple(identifier, name, names).map(
        ([inner, alias, columns]): TableRef => ({
          kind: 'alias',
          table: { kind: 'table-name', name: inner, hints: [], span },
          alias,
          columns,
          span,
        }),
      ),
      fc.tuple(table, table, expression, fc.constantFrom('INNER' as const, 'LEFT' as const, 'FULL' as const)).map(
        ([left, right, on, join]): TableRef => ({
          kind: 'join',
          type: join,
          natural: false,
          left,
          right,
          condition: { kind: 'on', expression: on, span },
          span,
        }),
      ),
    ),
  };
});

export const anyExpression: fc.Arbitrary<Expression> = trees.expression;
export const anyType: fc.Arbitrary<DataType> = type;

const property = fc.tuple(string, string).map(([key, value]) => ({ kind: 'property', key, value, span }) as const);

const createTable: fc.Arbitrary<Statement> = fc.record({
  kind: fc.constant('create-table' as const),
  temporary: fc.boolean(),
  ifNotExists: fc.boolean(),
  name: identifier,
  columns: fc.array(
    fc.oneof(
      fc
        .tuple(identifier, type, string)
        .map(([column, t, comment]) => ({ kind: 'physical-column', name: column, type: t, comment, span }) as const),
      fc
        .tuple(identifier, type, fc.boolean())
        .map(([column, t, virtual]) => ({ kind: 'metadata-column', name: column, type: t, virtual, span }) as const),
      fc
        .tuple(name, literal)
        .map(
          ([part, expression]) =>
            ({ kind: 'computed-column', name: { kind: 'identifier', parts: [part], span }, expression, span }) as const,
        ),
    ),
    { minLength: 1, maxLength: 3 },
  ),
  watermark: fc
    .tuple(identifier, literal)
    .map(([column, expression]) => ({ kind: 'watermark', column, expression, span }) as const),
  constraints: fc.array(
    names.map(
      (columns) => ({ kind: 'table-constraint', unique: 'PRIMARY KEY', columns, enforced: false, span }) as const,
    ),
    { maxLength: 1 },
  ),
  partitionedBy: fc.array(name, { maxLength: 2 }),
  options: fc.array(property, { maxLength: 2 }),
  span: fc.constant(span),
});

const insert: fc.Arbitrary<Statement> = fc.record({
  kind: fc.constant('insert' as const),
  upsert: fc.constant(false),
  overwrite: fc.boolean(),
  table: identifier,
  hints: fc.constant([]),
  columns: fc.array(identifier, { minLength: 1, maxLength: 2 }),
  query: trees.query,
  span: fc.constant(span),
});

export const anyStatement: fc.Arbitrary<Statement> = fc.oneof(trees.query, createTable, insert);
