import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fileLeave } from '../../../src/channels/slack/file.ts';
import { createSlackChannel } from '../../../src/channels/slack/index.ts';
import type { InboundText } from '../../../src/domain/inbound.ts';
import { picture, samples } from '../../support/pictures.ts';
import { botToken, type Hub, lei, log, startHub } from './hub.ts';

const leave = (address: string, apiUrl = 'https://slack.com/api/') =>
  fileLeave(new URL(address), { botToken, apiUrl });
const token = { authorization: `Bearer ${botToken}` };

describe('where files of messages are fetched', () => {
  it('shows our token to the host of files alone', () => {
    expect(leave('https://files.slack.com/files-pri/T1-F1/a.png')).toEqual({ headers: token });
    expect(leave('https://files-origin.slack.com/x')).toEqual({});
    expect(leave('https://files.slack-gov.com/x', 'https://slack-gov.com/api/')).toEqual({ headers: token });
    expect(leave('https://files.slack.com/x', 'https://slack-gov.com/api/')).toBeUndefined();
  });

  it('knows a login page when it is sent to one', () => {
    expect(leave('https://acme.slack.com/?redir=x')).toBe('login');
    expect(leave('https://slack.com/signin')).toBe('login');
  });

  it.each([
    'http://files.slack.com/x',
    'https://files.slack.com:8443/x',
    'https://files.slack.com.evil.example/x',
    'https://evilslack.com/x',
    'https://docs.google.com/document/x',
    'http://169.254.169.254/',
    'http://127.0.0.1:3000/files-pri/x',
  ])('goes nowhere else: not to %s', (address) => {
    expect(leave(address)).toBeUndefined();
  });

  it('takes the origin of a local stand-in, and its files alone', () => {
    const api = 'http://127.0.0.1:4011/api/';
    expect(leave('http://127.0.0.1:4011/files-pri/T1-F1/a', api)).toEqual({ headers: token, inside: true });
    expect(leave('http://127.0.0.1:4012/files-pri/T1-F1/a', api)).toBeUndefined();
  });
});

describe('a file of a message', () => {
  let hub: Hub;
  const photo = picture('png', 'in chat');
  beforeAll(async () => {
    hub = await startHub();
  });
  afterAll(() => hub.stop());
  beforeEach(() => {
    hub.inbox.rows.clear();
    hub.workspace.clearFailures();
  });

  async function said(...media: { name: string; type: string; bytes: Buffer }[]) {
    await hub.workspace.say({ user: lei, text: '', media });
    const [text] = await hub.read();
    return (text as InboundText).attachments;
  }
  const png = { name: '机房 1.png', type: 'image/png', bytes: photo };
  const fetched = (ref = '', more: { type?: string; mostBytes?: number; channel?: Hub['channel'] } = {}) =>
    (more.channel ?? hub.channel).fetchFile?.({
      ref,
      type: more.type ?? 'image/png',
      mostBytes: more.mostBytes ?? 1000,
      signal: AbortSignal.timeout(10_000),
      raw: async () => undefined,
    });
  const idOf = (ref = '') => /-(F\d+)\//.exec(ref)?.[1] ?? '';

  it('is fetched under the bot’s token', async () => {
    const [file] = await said(png);
    expect(file).toMatchObject({ name: '机房 1.png', type: 'image/png', bytes: photo.length });
    expect(await fetched(file?.ref)).toMatchObject({ kind: 'here', bytes: photo });
    expect(await fetched(file?.ref, { mostBytes: 10 })).toEqual({ kind: 'lost', why: 'too-large' });
  });

  it('of which the message tells no more than its id is asked for first', async () => {
    const [file] = await said(png);
    expect(await fetched(idOf(file?.ref))).toMatchObject({ kind: 'here', bytes: photo });
    expect(await fetched('F00NOWHERE')).toEqual({ kind: 'lost', why: 'gone' });
  });

  it.each([
    [{ retryAfter: 9 }, { kind: 'try-later', afterMs: 9000 }],
    [{ error: 'missing_scope' }, { kind: 'try-later', reason: 'missing_scope', otherwise: 'refused' }],
    [{ error: 'file_deleted' }, { kind: 'lost', why: 'gone' }],
    [{ status: 500 }, { kind: 'try-later' }],
  ])('and what Slack answers then (%j) is said in our words', async (failure, expected) => {
    const [file] = await said(png);
    hub.workspace.failNext({ method: 'files.info', ...failure });
    expect(await fetched(idOf(file?.ref))).toMatchObject(expected);
  });

  it('is refused to a token that is none any more: Slack shows its login page', async () => {
    const [file] = await said(png);
    const stranger = createSlackChannel(
      { botToken: 'xoxb-old', apiUrl: hub.apiUrl, intake: { mode: 'http', signingSecret: 'x' } },
      { log },
    );
    expect(await fetched(file?.ref, { channel: stranger as Hub['channel'] })).toEqual({
      kind: 'try-later',
      reason: 'sent to log in',
      otherwise: 'refused',
    });
  });

  it('that is a page although a picture was sent is Slack’s own page, not the file', async () => {
    const [page] = await said({ name: 'x.html', type: 'text/html', bytes: samples.html });
    expect(await fetched(page?.ref)).toMatchObject({ kind: 'try-later', otherwise: 'refused' });
    expect(await fetched(page?.ref, { type: 'text/html' })).toMatchObject({ kind: 'here' });
  });

  it.each(['https://evil.example/x', 'http://169.254.169.254/', 'file:///etc/passwd', 'nonsense'])(
    'that is said to be at %s is not fetched',
    async (ref) => {
      expect(await fetched(ref)).toEqual({ kind: 'lost', why: 'not-allowed' });
    },
  );
});
