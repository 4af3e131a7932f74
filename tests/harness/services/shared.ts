// Asks the vitest run for its shared broker.
import { connect } from 'node:net';

/** Path of the socket that global-setup.ts answers on. */
export const SHARED_SERVICES_VARIABLE = 'STREAMSQL_TEST_SERVICES';

/** Bootstrap servers of the broker that the whole test run shares; topics in it need names of their own (`uniqueName`). */
export async function sharedKafka(): Promise<string> {
  const given = process.env['STREAMSQL_TEST_KAFKA'];
  if (given) return given;
  const path = process.env[SHARED_SERVICES_VARIABLE];
  if (!path) throw new Error('no shared services: vitest runs without tests/harness/services/global-setup.ts');
  const answer = await new Promise<string>((resolve, reject) => {
    let text = '';
    const socket = connect(path);
    socket.setEncoding('utf8');
    socket.on('data', (data) => {
      text += data;
    });
    socket.once('end', () => resolve(text.trim()));
    socket.once('error', reject);
  });
  if (answer === '' || answer.startsWith('error ')) throw new Error(`the shared broker did not start: ${answer}`);
  return answer;
}

let names = 0;

/** A topic or group name that no other test file of the run uses. */
export const uniqueName = (base: string): string => `${base}-${process.pid}-${Date.now().toString(36)}-${names++}`;
