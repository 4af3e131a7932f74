// Brings a service's jars from Maven Central into a cache, once for all test runs of the machine.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';

/** Where downloads of services stay between runs: STREAMSQL_SERVICES_DIR, else ~/.cache/streamsql-services. */
export const servicesDirectory = (): string =>
  process.env['STREAMSQL_SERVICES_DIR'] ?? join(homedir(), '.cache', 'streamsql-services');

/** @param coordinates `group:artifact:version` @returns the folder with the jars and those they need */
export async function mavenJars(name: string, coordinates: readonly string[]): Promise<string> {
  const target = join(servicesDirectory(), 'harness', name);
  if (existsSync(join(target, '.complete'))) return target;
  const work = `${target}.${process.pid}`;
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });
  const dependencies = coordinates.map((coordinate) => {
    const [group, artifact, version] = coordinate.split(':');
    return `<dependency><groupId>${group}</groupId><artifactId>${artifact}</artifactId><version>${version}</version></dependency>`;
  });
  writeFileSync(
    join(work, 'pom.xml'),
    `<project><modelVersion>4.0.0</modelVersion><groupId>harness</groupId><artifactId>${name}</artifactId><version>1</version><dependencies>${dependencies.join('')}</dependencies></project>`,
  );
  const jars = join(work, 'jars');
  const goal = ['dependency:copy-dependencies', `-DoutputDirectory=${jars}`, '-DincludeScope=runtime'];
  await run('mvn', ['-B', '-q', '-f', join(work, 'pom.xml'), ...goal]);
  writeFileSync(join(jars, '.complete'), '');
  mkdirSync(dirname(target), { recursive: true });
  // Another run may have been faster: its folder is as good as ours.
  if (!existsSync(target)) renameSync(jars, target);
  rmSync(work, { recursive: true, force: true });
  return target;
}

/** Runs a program to its end. @throws with its output when it fails */
export function run(command: string, args: readonly string[], input = ''): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'pipe'] });
    const output: Buffer[] = [];
    const all: Buffer[] = [];
    child.stdout.on('data', (data: Buffer) => {
      output.push(data);
      all.push(data);
    });
    child.stderr.on('data', (data: Buffer) => all.push(data));
    child.once('error', (error) => reject(new Error(`${command} cannot be started: ${error.message}`)));
    child.once('close', (status) =>
      status === 0
        ? resolve(Buffer.concat(output).toString())
        : reject(new Error(`${command} ${args.join(' ')} ended with ${status}\n${Buffer.concat(all).toString()}`)),
    );
    child.stdin.on('error', () => {});
    child.stdin.end(input);
  });
}
