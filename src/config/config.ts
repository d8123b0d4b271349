import { z } from 'zod';
import { type Env, requiredGroup, type Settings } from '../lib/optional-group.ts';

/** `zh` and `en-GB` are what people write; both mean one of our two languages. */
const localeName = z
  .string()
  .regex(/^(zh|en)\b/i, 'is zh-CN or en')
  .transform((name) => (name.toLowerCase().startsWith('zh') ? ('zh-CN' as const) : ('en' as const)));

const webAddress = z.url({ protocol: /^https?$/, error: 'is an address like https://faults.example.org' });

const ConfigEnv = z.object({
  MONGODB_URI: z
    .string()
    .regex(
      /^mongodb(\+srv)?:\/\/\S+$/,
      'starts with mongodb:// or mongodb+srv://; unset it for the embedded one',
    )
    .optional(),
  DATA_DIR: z.string().default('.data'),
  HOST: z.string().optional(),
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, 'is a number from 0 to 65535')
    .transform(Number)
    .refine((port) => port <= 65_535, 'is a number from 0 to 65535')
    .default(3000),
  PUBLIC_URL: webAddress
    .refine((url) => !/[?#]/.test(url), 'is an address without ? and #')
    .transform((url) => url.replace(/\/+$/, ''))
    .optional(),
  SERVICE_FILE: z.string().optional(),
  SECRET: z
    .string()
    .transform((list) => list.split(',').map((secret) => secret.trim()))
    .refine((secrets) => secrets.every((secret) => secret !== ''), 'has an empty place between its commas')
    .default([]),
  SANDBOX: z.enum(['on', 'off', 'auto'], 'is on, off or auto').default('auto'),
  DEFAULT_LOCALE: localeName.default('zh-CN'),
  LOG_LEVEL: z
    .enum(
      ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'],
      'is trace, debug, info, warn, error, fatal or silent',
    )
    .default('info'),
  HEARTBEAT_URL: webAddress.optional(),
  HTTPS_PROXY: z
    .url({ protocol: /^https?$/, error: 'is an address like http://proxy.example.org:3128' })
    .optional(),
});

const Config = ConfigEnv.transform((env) => ({
  /** Undefined: the embedded mongod, with its data under `dataDir`. */
  mongodbUri: env.MONGODB_URI,
  dataDir: env.DATA_DIR,
  host: env.HOST,
  port: env.PORT,
  /** Without a slash at its end. */
  publicUrl: env.PUBLIC_URL,
  serviceFile: env.SERVICE_FILE,
  /** The first signs, all verify. Empty: made once and kept in the database. */
  secrets: env.SECRET,
  sandbox: env.SANDBOX,
  defaultLocale: env.DEFAULT_LOCALE,
  logLevel: env.LOG_LEVEL,
  heartbeatUrl: env.HEARTBEAT_URL,
  httpsProxy: env.HTTPS_PROXY,
}));
export type Config = z.infer<typeof Config>;

/** All settings that belong to no channel, or every sentence about what is wrong with them. */
export const readConfig = (env: Env): Settings<Config> => requiredGroup(Config, env);

/** What depends on whether a real channel is configured. */
export type SettledConfig = Omit<Config, 'sandbox' | 'host' | 'serviceFile'> & {
  sandbox: boolean;
  host: string;
  serviceFile: string;
};

export interface ConfiguredChannels {
  /** Channels with settings of their own: their names, for the messages. */
  real: readonly string[];
  /** Those whose provider calls us over HTTP. */
  webhooks: readonly string[];
}

/**
 * Fills in what depends on the channels. With a real one the service file and the secret must be
 * named: the example would text strangers, and links signed by a lost database would die with it.
 */
export function settleConfig(
  config: Config,
  { real, webhooks }: ConfiguredChannels,
): Settings<SettledConfig> {
  const sandbox = config.sandbox === 'auto' ? real.length === 0 : config.sandbox === 'on';
  const problems: string[] = [];
  const because = `${real.join(', ')} ${real.length > 1 ? 'are' : 'is'} configured`;
  if (real.length > 0 && config.serviceFile === undefined)
    problems.push(
      `SERVICE_FILE is missing: ${because}, and the example must never text a stranger. Name your own file`,
    );
  if (real.length > 0 && config.secrets.length === 0)
    problems.push(
      `SECRET is missing: ${because}, and links and mails are signed with it. Try: openssl rand -hex 32`,
    );
  if (webhooks.length > 0 && config.publicUrl === undefined)
    problems.push(
      `PUBLIC_URL is missing: ${webhooks.join(', ')} must be able to call this hub at an address that it signs`,
    );
  if (problems.length > 0) return { ok: false, error: problems };
  return {
    ok: true,
    value: {
      ...config,
      sandbox,
      // The sandbox is for this machine alone.
      host: config.host ?? (real.length === 0 && sandbox ? '127.0.0.1' : '0.0.0.0'),
      serviceFile: config.serviceFile ?? 'service.example.yaml',
    },
  };
}
