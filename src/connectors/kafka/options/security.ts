/** The security properties of a table as plain settings: protocol, login, where keys and certificates are. */
import type { OptionProblem, Options } from '../../options.ts';
import { type JaasModule, parseJaas } from './jaas.ts';

export type Login =
  | {
      readonly mechanism: 'PLAIN' | 'SCRAM-SHA-256' | 'SCRAM-SHA-512';
      readonly username: string;
      readonly password: string;
    }
  | {
      readonly mechanism: 'OAUTHBEARER';
      readonly token: TokenSource;
      readonly extensions: Readonly<Record<string, string>>;
    };

/** Where an OAUTHBEARER token comes from. */
export type TokenSource =
  | {
      readonly kind: 'unsecured';
      readonly claims: Readonly<Record<string, string | number | readonly string[]>>;
      readonly lifetimeSeconds: number;
    }
  | {
      readonly kind: 'endpoint';
      readonly url: string;
      readonly clientId: string;
      readonly clientSecret: string;
      readonly scope?: string;
      readonly timeoutMs: number;
    };

export interface TlsSettings {
  readonly trust: StoreSettings;
  readonly key: StoreSettings;
  readonly keyPassword?: string;
  readonly verifyCertificate: boolean;
  readonly verifyHostName: boolean;
  readonly minVersion: 'TLSv1.2' | 'TLSv1.3';
  readonly maxVersion: 'TLSv1.2' | 'TLSv1.3';
  readonly ciphers?: string;
}

export interface StoreSettings {
  readonly type?: 'PEM' | 'PKCS12';
  readonly location?: string;
  readonly password?: string;
  /** PEM given in the options themselves. */
  readonly certificates?: string;
  readonly privateKey?: string;
  /** PEM files of librdkafka's kind. */
  readonly certificateLocation?: string;
  readonly keyLocation?: string;
}

export interface SecuritySettings {
  readonly tls?: TlsSettings;
  readonly login?: Login;
}

const problem = (property: string, message: string, hint?: string): OptionProblem => ({
  at: `properties.${property}`,
  about: 'value',
  message: `option 'properties.${property}' ${message}`,
  ...(hint === undefined ? {} : { hint }),
});

const isProblem = (value: object): value is OptionProblem => 'message' in value;

export function securityOf(options: Options): SecuritySettings | OptionProblem {
  const protocol = options.string('properties.security.protocol');
  const tls = protocol.endsWith('SSL') ? tlsOf(options) : undefined;
  if (tls && isProblem(tls)) return tls;
  const login = protocol.startsWith('SASL') ? loginOf(options) : undefined;
  if (login && isProblem(login)) return login;
  return { ...(tls ? { tls } : {}), ...(login ? { login } : {}) };
}

function loginOf(options: Options): Login | OptionProblem {
  const mechanism = options.get('properties.sasl.mechanism') as Login['mechanism'] | undefined;
  if (mechanism === undefined)
    return {
      ...problem('sasl.mechanism', 'is required by SASL'),
      about: 'missing',
      hint: 'one of PLAIN, SCRAM-SHA-256, SCRAM-SHA-512, OAUTHBEARER',
    };
  const jaasText = options.get('properties.sasl.jaas.config') as string | undefined;
  const parsed = jaasText === undefined ? undefined : parseJaas(jaasText);
  if (parsed && 'problem' in parsed) return problem('sasl.jaas.config', `is no JAAS text: ${parsed.problem}`);
  const module = parsed?.module;
  const expected =
    mechanism === 'PLAIN'
      ? 'PlainLoginModule'
      : mechanism === 'OAUTHBEARER'
        ? 'OAuthBearerLoginModule'
        : 'ScramLoginModule';
  if (module && module.name !== expected)
    return problem(
      'sasl.jaas.config',
      `names the login module ${module.name}, but mechanism ${mechanism} needs ${expected}`,
    );
  return mechanism === 'OAUTHBEARER' ? tokenLogin(options, module) : passwordLogin(options, mechanism, module);
}

function passwordLogin(
  options: Options,
  mechanism: 'PLAIN' | 'SCRAM-SHA-256' | 'SCRAM-SHA-512',
  module: JaasModule | undefined,
): Login | OptionProblem {
  const username = module?.options['username'] ?? options.get('properties.sasl.username');
  const password = module?.options['password'] ?? options.get('properties.sasl.password');
  if (username !== undefined && password !== undefined)
    return { mechanism, username: String(username), password: String(password) };
  if (module) return problem('sasl.jaas.config', `has no ${username === undefined ? 'username' : 'password'}`);
  return {
    ...problem('sasl.jaas.config', `is required by mechanism ${mechanism}`),
    about: 'missing',
    hint: "or 'properties.sasl.username' and 'properties.sasl.password'",
  };
}

const HANDLER = 'OAuthBearerLoginCallbackHandler';

function tokenLogin(options: Options, module: JaasModule | undefined): Login | OptionProblem {
  const handler = options.get('properties.sasl.login.callback.handler.class') as string | undefined;
  if (handler !== undefined && !handler.endsWith(`.${HANDLER}`))
    return problem(
      'sasl.login.callback.handler.class',
      `names the Java class ${handler}, which cannot be loaded`,
      `only ${HANDLER} has a counterpart here`,
    );
  const extensions = extensionsOf(options, module);
  const url = options.get('properties.sasl.oauthbearer.token.endpoint.url') as string | undefined;
  if (url === undefined) {
    if (handler !== undefined || options.get('properties.sasl.oauthbearer.method') === 'oidc')
      return { ...problem('sasl.oauthbearer.token.endpoint.url', 'is required to get tokens'), about: 'missing' };
    const token = unsecuredToken(options, module);
    return isProblem(token) ? token : { mechanism: 'OAUTHBEARER', token, extensions };
  }
  const clientId = module?.options['clientId'] ?? options.get('properties.sasl.oauthbearer.client.id');
  const clientSecret = module?.options['clientSecret'] ?? options.get('properties.sasl.oauthbearer.client.secret');
  if (clientId === undefined || clientSecret === undefined)
    return {
      ...problem('sasl.jaas.config', 'has to give clientId and clientSecret for the token endpoint'),
      about: 'missing',
    };
  const scope = module?.options['scope'] ?? options.get('properties.sasl.oauthbearer.scope');
  return {
    mechanism: 'OAUTHBEARER',
    extensions,
    token: {
      kind: 'endpoint',
      url,
      clientId: String(clientId),
      clientSecret: String(clientSecret),
      ...(scope === undefined ? {} : { scope: String(scope) }),
      timeoutMs: options.number('properties.sasl.login.read.timeout.ms'),
    },
  };
}

/** `extension_x="…"` in the JAAS text (Java), `sasl.oauthbearer.extensions` = `x=…,y=…` (librdkafka). */
function extensionsOf(options: Options, module: JaasModule | undefined): Record<string, string> {
  const text = (options.get('properties.sasl.oauthbearer.extensions') as string | undefined) ?? '';
  const pairs = text.split(',').filter((pair) => pair.includes('='));
  const own = pairs.map(
    (pair) => [pair.slice(0, pair.indexOf('=')).trim(), pair.slice(pair.indexOf('=') + 1)] as const,
  );
  return Object.fromEntries([...own, ...prefixed(module, /^extension_|^unsecuredLoginExtension_/)]);
}

const prefixed = (module: JaasModule | undefined, prefix: RegExp): (readonly [string, string])[] =>
  Object.entries(module?.options ?? {})
    .filter(([key]) => prefix.test(key))
    .map(([key, value]) => [key.replace(prefix, ''), value] as const);

/** Kafka's OAuthBearerUnsecuredLoginCallbackHandler: the claims stand in the JAAS text; only for development. */
function unsecuredToken(options: Options, module: JaasModule | undefined): TokenSource | OptionProblem {
  const claims: Record<string, string | number | readonly string[]> = {
    ...Object.fromEntries(prefixed(module, /^unsecuredLoginStringClaim_/)),
    ...Object.fromEntries(prefixed(module, /^unsecuredLoginNumberClaim_/).map(([key, value]) => [key, Number(value)])),
    ...Object.fromEntries(
      prefixed(module, /^unsecuredLoginListClaim_/).map(([key, value]) => [
        key,
        value.slice(1).split(value.slice(0, 1)),
      ]),
    ),
  };
  let lifetimeSeconds = Number(module?.options['unsecuredLoginLifetimeSeconds'] ?? 3600);
  const principalClaim = module?.options['unsecuredLoginPrincipalClaimName'] ?? 'sub';
  for (const [key, value] of librdkafkaToken(options)) {
    if (key === 'principal') claims['sub'] = value;
    else if (key === 'lifeSeconds') lifetimeSeconds = Number(value);
    else if (key === 'scope') claims['scope'] = value.split(',');
  }
  if (claims[principalClaim] === undefined)
    return problem(
      'sasl.jaas.config',
      `gives neither a token endpoint nor a claim '${principalClaim}'`,
      `unsecuredLoginStringClaim_${principalClaim}="…", or 'properties.sasl.oauthbearer.token.endpoint.url'`,
    );
  return { kind: 'unsecured', claims, lifetimeSeconds };
}

const librdkafkaToken = (options: Options): (readonly [string, string])[] =>
  ((options.get('properties.sasl.oauthbearer.config') as string | undefined) ?? '')
    .split(/\s+/)
    .filter((pair) => pair.includes('='))
    .map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)] as const);

function tlsOf(options: Options): TlsSettings | OptionProblem {
  const read = (property: string) => options.get(`properties.${property}`) as string | undefined;
  for (const store of ['truststore', 'keystore']) {
    const location = read(`ssl.${store}.location`);
    if (read(`ssl.${store}.type`) === 'JKS' || (read(`ssl.${store}.type`) === undefined && location?.endsWith('.jks')))
      return problem(
        `ssl.${store}.${read(`ssl.${store}.type`) ? 'type' : 'location'}`,
        'names a Java key store (JKS), which cannot be read',
        `convert it: keytool -importkeystore -srckeystore ${location ?? 'store.jks'} -destkeystore store.p12 -deststoretype PKCS12`,
      );
  }
  const versions = options
    .string('properties.ssl.enabled.protocols')
    .split(',')
    .map((part) => part.trim());
  const known = versions.filter((version) => version === 'TLSv1.2' || version === 'TLSv1.3');
  if (known.length === 0 || known.length < versions.length)
    return problem('ssl.enabled.protocols', `has no value '${versions.join(',')}': expected TLSv1.2, TLSv1.3 or both`);
  const algorithm = options.string('properties.ssl.endpoint.identification.algorithm').trim().toLowerCase();
  if (!['https', 'none', ''].includes(algorithm))
    return problem('ssl.endpoint.identification.algorithm', `has no value '${algorithm}': expected https or nothing`);
  const ciphers = read('ssl.cipher.suites');
  return {
    trust: storeOf(read, 'truststore', {
      certificates: 'ssl.truststore.certificates',
      certificateLocation: 'ssl.ca.location',
    }),
    key: storeOf(read, 'keystore', {
      certificates: 'ssl.keystore.certificate.chain',
      privateKey: 'ssl.keystore.key',
      certificateLocation: 'ssl.certificate.location',
      keyLocation: 'ssl.key.location',
    }),
    ...(read('ssl.key.password') === undefined ? {} : { keyPassword: read('ssl.key.password')! }),
    verifyCertificate: options.boolean('properties.enable.ssl.certificate.verification'),
    verifyHostName: algorithm === 'https',
    minVersion: known.includes('TLSv1.2') ? 'TLSv1.2' : 'TLSv1.3',
    maxVersion: known.includes('TLSv1.3') ? 'TLSv1.3' : 'TLSv1.2',
    ...(ciphers === undefined ? {} : { ciphers: ciphers.split(',').join(':') }),
  };
}

type StoreKeys = Partial<Record<Exclude<keyof StoreSettings, 'type' | 'location' | 'password'>, string>>;

function storeOf(read: (property: string) => string | undefined, store: string, keys: StoreKeys): StoreSettings {
  const all = {
    type: `ssl.${store}.type`,
    location: `ssl.${store}.location`,
    password: `ssl.${store}.password`,
    ...keys,
  };
  return Object.fromEntries(
    Object.entries(all)
      .map(([name, property]) => [name, read(property)] as const)
      .filter(([, value]) => value !== undefined),
  ) as StoreSettings;
}
