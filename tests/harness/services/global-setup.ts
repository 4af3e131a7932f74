// Gives all test files of one vitest run the same plain broker, started when the first of them asks for it.
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type KafkaService, startKafka } from './kafka.ts';
import { SHARED_SERVICES_VARIABLE } from './shared.ts';

/*
 * Test files run in processes of their own: they ask over a socket. The answer is one line, the address or `error …`.
 * A run without integration tests starts nothing.
 */
export default async function setup(): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'streamsql-services-'));
  const path = join(folder, 'socket');
  let broker: Promise<KafkaService> | undefined;
  const server = createServer((socket) => {
    broker ??= startKafka();
    broker.then(
      (kafka) => socket.end(`${kafka.bootstrapServers}\n`),
      (error: unknown) => socket.end(`error ${String(error)}\n`),
    );
    socket.on('error', () => {});
  });
  await new Promise<void>((resolve) => server.listen(path, resolve));
  server.unref();
  process.env[SHARED_SERVICES_VARIABLE] = path;
  return async () => {
    server.close();
    await broker?.then(
      (kafka) => kafka.stop(),
      () => {},
    );
    rmSync(folder, { recursive: true, force: true });
  };
}
