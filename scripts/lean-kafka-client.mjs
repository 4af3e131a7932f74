// The Kafka client library without its clients: connections, requests and codecs only. Its producer, consumer and schema registry
// compile validators when they are loaded, a quarter of a second in each thread, and nothing here uses them.
import { fileURLToPath } from 'node:url';

const DIST = fileURLToPath(new URL('../node_modules/@platformatic/kafka/dist', import.meta.url));

const USED = [
  "export { Connection } from './network/connection.js';",
  "export { createAPI } from './apis/definitions.js';",
  "export * from './apis/index.js';",
  "export * from './protocol/index.js';",
].join('\n');

/** An esbuild plugin. An import of something else of the library fails the build. */
export const leanKafkaClient = {
  name: 'lean-kafka-client',
  setup(build) {
    build.onResolve({ filter: /^@platformatic\/kafka$/ }, () => ({ path: 'index', namespace: 'lean-kafka-client' }));
    build.onLoad({ filter: /.*/, namespace: 'lean-kafka-client' }, () => ({ contents: USED, resolveDir: DIST }));
  },
};
