import { describe, expect, it } from 'vitest';
import { readSlackSettings } from '../../../src/channels/slack/index.ts';

describe('the Slack settings', () => {
  it.each([
    ['nothing is set', {}],
    ['only empty values are set', { SLACK_BOT_TOKEN: '', SLACK_SIGNING_SECRET: ' ' }],
    ['only the address is set', { SLACK_API_URL: 'http://127.0.0.1:1/api/' }],
  ])('are off when %s', (_when, env) => {
    expect(readSlackSettings(env)).toEqual({ ok: true, value: undefined });
  });

  it('take webhooks with a signing secret', () => {
    expect(readSlackSettings({ SLACK_BOT_TOKEN: 'xoxb', SLACK_SIGNING_SECRET: 's' })).toEqual({
      ok: true,
      value: {
        botToken: 'xoxb',
        apiUrl: 'https://slack.com/api/',
        intake: { mode: 'http', signingSecret: 's' },
      },
    });
  });

  it('take a socket with an app token, which needs no signing secret', () => {
    const env = {
      SLACK_BOT_TOKEN: 'xoxb',
      SLACK_APP_TOKEN: 'xapp',
      HTTPS_PROXY: 'http://proxy.example:3128',
    };
    expect(readSlackSettings(env)).toMatchObject({
      value: { intake: { mode: 'socket', appToken: 'xapp' }, proxy: 'http://proxy.example:3128' },
    });
  });

  it.each([
    ['the bot token is missing', { SLACK_SIGNING_SECRET: 's' }, /SLACK_BOT_TOKEN is missing/],
    ['a bot token stands alone', { SLACK_BOT_TOKEN: 'xoxb' }, /SLACK_SIGNING_SECRET.*SLACK_APP_TOKEN/],
    [
      'the address has another end',
      { SLACK_BOT_TOKEN: 'x', SLACK_SIGNING_SECRET: 's', SLACK_API_URL: 'https://slack.com/' },
      /\/api\//,
    ],
    [
      'the address is none',
      { SLACK_BOT_TOKEN: 'x', SLACK_SIGNING_SECRET: 's', SLACK_API_URL: 'ftp://x/api/' },
      /http/,
    ],
  ])('are refused in a sentence when %s', (_when, env, sentence) => {
    const settings = readSlackSettings(env);
    expect(settings.ok ? '' : settings.error.join(' ')).toMatch(sentence);
  });
});
