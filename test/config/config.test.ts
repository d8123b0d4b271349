import { describe, expect, it } from 'vitest';
import { type Config, readConfig, settleConfig } from '../../src/config/config.ts';

const read = (env: Record<string, string> = {}): Config => {
  const config = readConfig(env);
  if (!config.ok) throw new Error(config.error.join('\n'));
  return config.value;
};

describe('the settings', () => {
  it('need nothing at all', () => {
    expect(read()).toEqual({
      mongodbUri: undefined,
      dataDir: '.data',
      host: undefined,
      port: 3000,
      publicUrl: undefined,
      serviceFile: undefined,
      secrets: [],
      sandbox: 'auto',
      defaultLocale: 'zh-CN',
      logLevel: 'info',
      heartbeatUrl: undefined,
      httpsProxy: undefined,
    });
  });

  it.each([
    ['SECRET is a list: the first signs', { SECRET: 'new, old' }, { secrets: ['new', 'old'] }],
    [
      'PUBLIC_URL loses its last slash',
      { PUBLIC_URL: 'https://a.example/hub/' },
      { publicUrl: 'https://a.example/hub' },
    ],
    ['PORT 0 takes a free one', { PORT: '0' }, { port: 0 }],
    ['DEFAULT_LOCALE is forgiving', { DEFAULT_LOCALE: 'en-GB' }, { defaultLocale: 'en' }],
    [
      'an empty variable is as good as none',
      { PORT: '', MONGODB_URI: ' ' },
      { port: 3000, mongodbUri: undefined },
    ],
  ])('are read: %s', (_what, env, expected) => {
    expect(read(env as Record<string, string>)).toMatchObject(expected);
  });

  it('name all that is wrong at once, and never the value', () => {
    const wrong = {
      MONGODB_URI: 'mysql://u:hunter2@x',
      PORT: '99999',
      SANDBOX: 'yes',
      SECRET: 'hunter2,,x',
      LOG_LEVEL: 'loud',
      PUBLIC_URL: 'hunter2',
      DEFAULT_LOCALE: 'fr',
    };
    const config = readConfig(wrong);
    expect(config.ok).toBe(false);
    const sentences = config.ok ? [] : config.error;
    expect(sentences.map((sentence) => sentence.split(':', 1)[0]).sort()).toEqual(Object.keys(wrong).sort());
    expect(sentences.join()).not.toContain('hunter2');
  });
});

describe('with the channels known, the hub', () => {
  const own = { SERVICE_FILE: 'service.yaml', SECRET: 's', PUBLIC_URL: 'https://a.example' };

  it('plays in the sandbox, on this machine alone, when no channel is configured', () => {
    const settled = settleConfig(read(), { real: [], webhooks: [] });
    expect(settled).toMatchObject({
      ok: true,
      value: { sandbox: true, host: '127.0.0.1', serviceFile: 'service.example.yaml' },
    });
  });

  it('is open to the network with a real channel, and has no sandbox', () => {
    const settled = settleConfig(read(own), { real: ['sms'], webhooks: ['sms'] });
    expect(settled).toMatchObject({
      ok: true,
      value: { sandbox: false, host: '0.0.0.0', serviceFile: 'service.yaml' },
    });
  });

  it('never texts strangers the example: a real channel wants a service file, a secret and an address', () => {
    const settled = settleConfig(read(), { real: ['sms', 'email'], webhooks: ['sms'] });
    expect(settled.ok ? [] : settled.error.map((sentence) => sentence.split(' ', 1)[0])).toEqual([
      'SERVICE_FILE',
      'SECRET',
      'PUBLIC_URL',
    ]);
  });

  it('does not need a public address where no provider calls it', () => {
    const { PUBLIC_URL: _, ...rest } = own;
    expect(settleConfig(read(rest), { real: ['email'], webhooks: [] }).ok).toBe(true);
  });

  it('does as SANDBOX says', () => {
    expect(settleConfig(read({ SANDBOX: 'off' }), { real: [], webhooks: [] })).toMatchObject({
      value: { sandbox: false },
    });
    expect(settleConfig(read({ ...own, SANDBOX: 'on' }), { real: ['sms'], webhooks: ['sms'] })).toMatchObject(
      { value: { sandbox: true } },
    );
  });
});
