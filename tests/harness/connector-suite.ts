/** What every connector must pass: its entry says everything, its sources and sinks are exactly once at any point of failure. */
import { describe, expect, test } from 'vitest';
import { CONNECTOR_REGISTRY, FUNCTIONS } from '../../src/cli/registries.ts';
import type { Connector } from '../../src/connectors/connector.ts';
import { type OptionSpec, parseOptionValue, readOptions } from '../../src/connectors/options.ts';
import { PlannerSession } from '../../src/planner/session.ts';
import { Diagnostics } from '../../src/sql/diagnostics/diagnostic.ts';
import { parse } from '../../src/sql/parse/index.ts';

const SECRET = /password|secret|token|jaas|private|credential|access-key|\.key$/;

/** The entry: documentation, options, rules and the example. */
export function entrySuite(connector: Connector): void {
  describe(`the entry of connector '${connector.name}'`, () => {
    test('the example is a complete statement with valid options', () => {
      const { statements, diagnostics } = parse({ name: 'example', text: connector.example }, { strict: true });
      expect(diagnostics).toEqual([]);
      expect(statements).toHaveLength(1);
      const found = new Diagnostics();
      const session = new PlannerSession({ functions: FUNCTIONS, connectors: CONNECTOR_REGISTRY });
      const result = session.execute(statements[0]!, found);
      expect(found.list).toEqual([]);
      expect(result.kind).not.toBe('failed');
      expect(connector.example).toContain(`'connector' = '${connector.name}'`);
    });

    test('it can be read or written', () => {
      expect(connector.source ?? connector.sink).toBeDefined();
    });

    test.each(Object.entries(connector.options))(
      "option '%s' is described, parsed and refused rightly",
      (key, spec) => {
        checkText(spec.doc);
        if (spec.refused !== undefined) checkText(spec.refused);
        expect(spec.secret ?? false).toBe(SECRET.test(key));
        if (spec.default !== undefined) expect(typeOf(spec)).toBe(typeof spec.default);
        if (spec.type === 'enum') expect(spec.values!.length).toBeGreaterThan(0);
        checkParsing(spec);
        checkReading(connector, key, spec);
      },
    );

    test('an unknown option is a problem', () => {
      const { problems } = readOptions(connector.options, { 'no-such-option': 'x' });
      expect(problems.find(({ at }) => at === 'no-such-option')?.about).toBe('unknown');
    });

    test('required options are asked for', () => {
      const { problems } = readOptions(connector.options, {});
      const required = Object.entries(connector.options).flatMap(([key, spec]) => (spec.required ? [key] : []));
      expect(problems.filter(({ about }) => about === 'missing').map(({ at }) => at)).toEqual(required);
    });

    test('rules and metadata are described', () => {
      for (const rule of connector.rules) checkText(rule.doc);
      for (const column of Object.values(connector.metadata)) {
        checkText(column.doc);
        expect(column.type).toMatch(/^[A-Z]/);
      }
      checkText(connector.summary);
    });
  });
}

/** Texts of entries go into sentences of ours: they end without a full stop. */
function checkText(text: string): void {
  expect(text.trim()).toBe(text);
  expect(text.length).toBeGreaterThan(0);
  expect(text).not.toMatch(/\.$/);
}

const typeOf = (spec: OptionSpec): string =>
  ({ string: 'string', enum: 'string', list: 'object', boolean: 'boolean' })[spec.type as string] ?? 'number';

const WRONG: Readonly<Record<string, string>> = {
  integer: '1.5',
  long: 'many',
  double: 'much',
  boolean: 'perhaps',
  duration: '10 parsecs',
  memory: '10 bushels',
  enum: 'no-such-value',
};

function checkParsing(spec: OptionSpec): void {
  const wrong = WRONG[spec.type];
  if (wrong !== undefined) expect(parseOptionValue(spec, wrong)).toHaveProperty('problem');
  for (const value of spec.values ?? []) expect(parseOptionValue(spec, value)).toEqual({ value });
  if (spec.example !== undefined) expect(parseOptionValue(spec, spec.example)).toHaveProperty('value');
}

/** A value of the option's type for an option without an example. */
const SAMPLE: Readonly<Record<string, string>> = {
  string: 'x',
  integer: '3',
  long: '3',
  double: '0.5',
  boolean: 'true',
  duration: '3 s',
  memory: '3 mb',
  list: 'a;b',
};

function checkReading(connector: Connector, key: string, spec: OptionSpec): void {
  const name = key.endsWith('*') ? `${key.slice(0, -1)}x` : key;
  const text = spec.values?.[0] ?? SAMPLE[spec.type]!;
  const { options, problems } = readOptions(connector.options, { [name]: text });
  const about = problems.filter(({ at }) => at === name);
  if (spec.refused === undefined) {
    expect(about).toEqual([]);
    expect(options.has(name)).toBe(true);
  } else {
    expect(about).toHaveLength(1);
    expect(about[0]!.message).toContain(name);
    expect(about[0]!.hint).toBe(spec.refused);
  }
  if (spec.default !== undefined && !key.endsWith('*'))
    expect(readOptions(connector.options, {}).options.get(key)).toEqual(spec.default);
}
