/** The topics of a table: those named, or all that match its pattern. */
import { EndpointError } from '../../../runtime/pipeline/failure.ts';
import type { Options } from '../../options.ts';
import type { Cluster } from '../client/cluster.ts';
import type { TopicInfo } from '../client/metadata.ts';
import { TOPIC } from '../options/places.ts';
import { parseTopicPattern } from '../options/topic-pattern.ts';

/** What may pass in a moment: a topic that is just being made has no leaders yet. */
const PASSING: readonly string[] = ['LEADER_NOT_AVAILABLE', 'UNKNOWN_TOPIC_OR_PARTITION'];

export type Subscription = () => Promise<readonly TopicInfo[]>;

export function subscription(cluster: Cluster, options: Options): Subscription {
  if (options.has('topic-pattern')) {
    const parsed = parseTopicPattern(options.string('topic-pattern'));
    if ('problem' in parsed) throw new Error('assertion: the topic pattern was not checked');
    return () => cluster.retry(async () => matching(await readTopics(cluster, null), parsed.regExp));
  }
  const names = options.list('topic');
  return () => cluster.retry(async () => named(await readTopics(cluster, names), names));
}

const readTopics = async (cluster: Cluster, names: readonly string[] | null) => (await cluster.metadata(names)).topics;

/** Topics that vanish between two answers are no fault of a pattern. */
const matching = (topics: readonly TopicInfo[], pattern: RegExp): readonly TopicInfo[] =>
  topics.filter((topic) => !topic.internal && topic.error === undefined && pattern.test(topic.name));

function named(topics: readonly TopicInfo[], names: readonly string[]): readonly TopicInfo[] {
  for (const name of names) {
    const error =
      topics.find((topic) => topic.name === name)?.error ??
      (topics.some((topic) => topic.name === name) ? undefined : 'UNKNOWN_TOPIC_OR_PARTITION');
    if (error === undefined) continue;
    if (error === 'UNKNOWN_TOPIC_OR_PARTITION')
      throw new EndpointError(`topic ${name} does not exist`, { recoverable: false, options: TOPIC });
    if (error === 'TOPIC_AUTHORIZATION_FAILED')
      throw new EndpointError(`topic ${name} may not be read by this user, or does not exist`, {
        recoverable: false,
        options: TOPIC,
      });
    throw new EndpointError(`topic ${name} cannot be read: ${error.toLowerCase().replaceAll('_', ' ')}`, {
      recoverable: PASSING.includes(error),
      options: TOPIC,
    });
  }
  return topics;
}
