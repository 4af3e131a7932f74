const SERVICES = ['user-service', 'order-service', 'payment-service', 'search', 'gateway'];
const SEVERITIES = ['DEBUG', 'INFO', 'WARN', 'ERROR'];

/** A log record of about 380 bytes as the main job reads them; the same for the same number. */
export function logRecord(i: number): string {
  const mobile = `+49${1500000000 + ((i * 7919) % 99999999)}`;
  const second = String(i % 60).padStart(2, '0');
  return JSON.stringify({
    timestamp: `2025-08-06T09:12:${second}`,
    serviceName: SERVICES[i % SERVICES.length],
    severityText: SEVERITIES[i % SEVERITIES.length],
    attributes: {
      msg: `request ${i} handled in ${i % 400} ms`,
      url: `https://example.com/api/v1/items/${i % 1000}?page=${i % 7}`,
      ...(i % 3 ? { mobile } : {}),
    },
    resources: { host: `node-${i % 16}.internal`, region: 'eu-central-1', version: `1.${i % 10}.0` },
    body: JSON.stringify(i % 2 ? { data: { mobile, step: i % 9 }, ok: true } : { data: { step: i % 9 }, ok: false }),
  });
}
