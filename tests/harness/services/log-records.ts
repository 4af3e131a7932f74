// Makes the JSON log records that benchmarks and the main job's tests read: about 383 bytes each, every one different.
const SERVICES = ['user-service', 'order-service', 'payment-service', 'search-service', 'mail-service'];
const SEVERITIES = ['DEBUG', 'INFO', 'INFO', 'INFO', 'WARN', 'ERROR'];

/** The value `COALESCE(JSON_VALUE(body, '$.data.mobile'), attributes['mobile'])` has for record `index`; null in every fifth. */
export function mobileOf(index: number): string | null {
  if (index % 5 === 4) return null;
  return `+49170${String(index % 10_000_000).padStart(7, '0')}`;
}

/** Every tenth has a body that is no JSON; `mobile` stands in the body of half of the others and in the attributes of the rest. */
export function logRecord(index: number): string {
  const mobile = mobileOf(index);
  const inBody = mobile !== null && index % 2 === 0 && index % 10 !== 0;
  const second = String(index % 60).padStart(2, '0');
  const minute = String(Math.floor(index / 60) % 60).padStart(2, '0');
  const attributes = `"msg":"request ${index} done in ${index % 997} ms","url":"/api/v1/items/${index % 100_000}?page=${index % 50}"${mobile !== null && !inBody ? `,"mobile":"${mobile}"` : ''}`;
  const body =
    index % 10 === 0
      ? `plain text of record ${index}, not a JSON document at all`
      : `{\\"data\\":{\\"id\\":${index}${inBody ? `,\\"mobile\\":\\"${mobile}\\"` : ''}},\\"ok\\":true}`;
  return `{"timestamp":"2025-08-06T09:${minute}:${second}","serviceName":"${SERVICES[index % 5]}","severityText":"${SEVERITIES[index % 6]}","attributes":{${attributes}},"resources":{"host.name":"node-${index % 40}","k8s.pod.name":"pod-${index % 400}-abcde","service.version":"1.${index % 9}.0","telemetry.sdk.language":"nodejs","region":"eu-w"},"body":"${body}"}`;
}
