/** What the options of a Kafka table must be together (Flink's KafkaConnectorOptionsUtil), and what its columns must be. */
import type { Connector } from '../../connector.ts';
import type { OptionProblem, Options, Rule } from '../../options.ts';
import { securityOf } from './security.ts';
import { parseSpecificOffsets } from './specific-offsets.ts';
import { parseTopicPattern } from './topic-pattern.ts';

const conflict = (at: string, message: string, hint?: string): OptionProblem => ({
  at,
  about: 'conflict',
  message,
  ...(hint === undefined ? {} : { hint }),
});
const missing = (at: string, message: string): OptionProblem => ({ at, about: 'missing', message });
const value = (at: string, message: string): OptionProblem => ({ at, about: 'value', message });

function checkTopics(options: Options): OptionProblem | undefined {
  const pattern = options.get('topic-pattern');
  if (options.has('topic') && pattern !== undefined)
    return conflict('topic-pattern', "options 'topic' and 'topic-pattern' shouldn't be set together");
  if (!options.has('topic') && pattern === undefined)
    return missing('topic', "either 'topic' or 'topic-pattern' must be set");
  if (options.has('topic') && options.list('topic').length === 0)
    return value('topic', "option 'topic' names no topic");
  const parsed = pattern === undefined ? undefined : parseTopicPattern(String(pattern));
  return parsed && 'problem' in parsed
    ? value('topic-pattern', `option 'topic-pattern' has no value '${pattern}': ${parsed.problem}`)
    : undefined;
}

/** The same for start and end: timestamp and specific-offsets need an option of their own. */
function checkMode(options: Options, mode: 'scan.startup' | 'scan.bounded'): OptionProblem | undefined {
  const name = mode === 'scan.startup' ? 'startup' : 'bounded';
  const chosen = options.string(`${mode}.mode`);
  const timestamp = `${mode}.timestamp-millis`;
  if (chosen === 'timestamp' && !options.has(timestamp))
    return missing(timestamp, `'${timestamp}' is required in 'timestamp' ${name} mode but missing`);
  if (options.has(timestamp) && options.number(timestamp) < 0)
    return value(timestamp, `option '${timestamp}' must not be negative`);
  const specific = `${mode}.specific-offsets`;
  if (chosen !== 'specific-offsets') return undefined;
  if (!options.has(specific))
    return missing(specific, `'${specific}' is required in 'specific-offsets' ${name} mode but missing`);
  if (options.list('topic').length !== 1)
    return conflict(`${mode}.mode`, "specific offsets are for a single topic: 'topic' has to name one");
  if (parseSpecificOffsets(options.string(specific)) === undefined)
    return value(
      specific,
      `option '${specific}' should follow the format 'partition:0,offset:42;partition:1,offset:300', but is '${options.string(specific)}'`,
    );
  return undefined;
}

function checkKey(options: Options): OptionProblem | undefined {
  const fields = options.list('key.fields');
  if (!options.has('key.format') && options.has('key.fields'))
    return conflict(
      'key.fields',
      "the option 'key.fields' can only be declared if a key format is defined using 'key.format'",
    );
  if (options.has('key.format') && fields.length === 0)
    return missing(
      'key.fields',
      `a key format '${options.string('key.format')}' requires the declaration of one or more of key fields using 'key.fields'`,
    );
  if (
    options.has('key.fields-prefix') &&
    options.string('key.fields-prefix') !== '' &&
    options.string('value.fields-include') === 'ALL'
  )
    return conflict(
      'key.fields-prefix',
      "a key prefix is not allowed when option 'value.fields-include' is set to 'ALL'",
      "set 'value.fields-include' to 'EXCEPT_KEY' to avoid field overlaps",
    );
  return undefined;
}

function checkBrokers(options: Options): OptionProblem | undefined {
  const servers = options.string('properties.bootstrap.servers');
  return parseBrokers(servers) === undefined
    ? value(
        'properties.bootstrap.servers',
        `option 'properties.bootstrap.servers' has no value '${servers}': expected host:port, several separated by commas`,
      )
    : undefined;
}

export interface Broker {
  readonly host: string;
  readonly port: number;
}

/** `a:9092,b:9092`, also `SSL://a:9092` and `[::1]:9092`; undefined when it is something else. */
export function parseBrokers(servers: string): readonly Broker[] | undefined {
  const parts = servers.split(',').map((part) => part.trim());
  const brokers = parts
    .filter((part) => part !== '')
    .map((part) => /^(?:[A-Za-z_]+:\/\/)?(\[[^\]]+\]|[^:/\s]+):(\d{1,5})$/.exec(part));
  if (brokers.length === 0 || brokers.some((match) => !match || Number(match[2]) > 65535)) return undefined;
  return brokers.map((match) => ({ host: match![1]!.replace(/^\[|\]$/g, ''), port: Number(match![2]) }));
}

const LIMITS: readonly (readonly [string, number])[] = [
  ['fetch.min.bytes', 0],
  ['fetch.max.wait.ms', 0],
  ['fetch.max.bytes', 1],
  ['max.partition.fetch.bytes', 1],
  ['request.timeout.ms', 1],
  ['default.api.timeout.ms', 0],
  ['socket.connection.setup.timeout.ms', 1],
  ['retry.backoff.ms', 0],
  ['retry.backoff.max.ms', 0],
];

function checkLimits(options: Options): OptionProblem | undefined {
  for (const [property, least] of LIMITS) {
    const key = `properties.${property}`;
    if (options.number(key) < least || options.number(key) > 0x7fffffff)
      return value(key, `option '${key}' has no value '${options.number(key)}': expected ${least} or more`);
  }
  return undefined;
}

function checkSink(options: Options): OptionProblem | undefined {
  const partitioner = options.string('sink.partitioner');
  if (partitioner === 'round-robin' && options.has('key.fields'))
    return conflict(
      'sink.partitioner',
      "the 'round-robin' partitioner only works when option 'key.fields' is not specified",
    );
  if (partitioner === '') return value('sink.partitioner', "option 'sink.partitioner' should be a non-empty string");
  const guarantee = options.get('sink.semantic') ?? options.get('sink.delivery-guarantee');
  return guarantee === 'exactly-once' && !options.has('sink.transactional-id-prefix')
    ? missing(
        'sink.transactional-id-prefix',
        "'sink.transactional-id-prefix' must be specified when the delivery guarantee is exactly-once",
      )
    : undefined;
}

export const RULES: readonly Rule[] = [
  { doc: 'either topic or topic-pattern', check: checkTopics },
  {
    doc: 'a format for the values',
    check: (options) =>
      options.has('format') || options.has('value.format')
        ? undefined
        : missing('format', "option 'format' is required: the format of the values (or 'value.format')"),
  },
  { doc: 'a startup mode has what it needs', check: (options) => checkMode(options, 'scan.startup') },
  { doc: 'a bounded mode has what it needs', check: (options) => checkMode(options, 'scan.bounded') },
  { doc: 'key format and key fields go together', check: checkKey },
  { doc: 'addresses of brokers', check: checkBrokers },
  { doc: 'sizes and times are not negative', check: checkLimits },
  {
    doc: 'a login has what it needs',
    check: (options) => {
      const security = securityOf(options);
      return 'message' in security ? security : undefined;
    },
  },
  { doc: 'the options of the sink fit together', check: checkSink },
];

/** Key fields are physical columns with the prefix (Flink's createKeyFormatProjection). */
export const checkTable: NonNullable<Connector['checkTable']> = (options, { physicalColumns }) => {
  const names = physicalColumns.map((column) => column.name);
  const prefix = (options.get('key.fields-prefix') as string | undefined) ?? '';
  return options.list('key.fields').flatMap((field): OptionProblem[] => {
    if (!names.includes(field))
      return [
        {
          ...value('key.fields', `could not find the field '${field}' in the table schema for usage in the key format`),
          hint: `a key field must be a physical column: ${names.join(', ')}`,
        },
      ];
    return field.startsWith(prefix)
      ? []
      : [
          value(
            'key.fields',
            `all fields in 'key.fields' must be prefixed with '${prefix}' when option 'key.fields-prefix' is set but field '${field}' is not prefixed`,
          ),
        ];
  });
};

export const checkRead: NonNullable<Connector['checkRead']> = (options) => {
  if (options.has('properties.group.id')) return [];
  for (const mode of ['scan.startup.mode', 'scan.bounded.mode'])
    if (options.string(mode) === 'group-offsets')
      return [
        {
          ...missing(
            'properties.group.id',
            `option 'properties.group.id' is required when '${mode}' is 'group-offsets'${options.has(mode) ? '' : ', its default'}`,
          ),
          ...(mode === 'scan.startup.mode'
            ? { hint: "or set 'scan.startup.mode', for example to 'earliest-offset'" }
            : {}),
        },
      ];
  return [];
};
