import { describe, expect, it } from 'vitest';
import { readEmailSettings } from '../../../src/channels/email/settings.ts';

const enough = { SMTP_URL: 'smtp://mail.test', MAIL_FROM: 'fault@hub.test', MAIL_LISTEN: '0.0.0.0:2525' };

describe('the mail settings', () => {
  it('switch the channel off when none is given', () => {
    expect(readEmailSettings({})).toEqual({ ok: true, value: undefined });
  });

  it('name the servers, logins and ports', () => {
    const env = {
      ...enough,
      SMTP_URL: 'smtps://me%40hub.test:p%3Ass@mail.test',
      IMAP_URL: 'imap://me:x@mail.test:1143/Reports?starttls=never',
      MAIL_LISTEN: '[::1]:2525',
    };
    expect(readEmailSettings(env)).toEqual({
      ok: true,
      value: {
        smtp: {
          host: 'mail.test',
          port: 465,
          secure: true,
          startTls: 'auto',
          verifyTls: true,
          login: { user: 'me@hub.test', pass: 'p:ss' },
        },
        from: { address: 'fault@hub.test', name: '' },
        imap: {
          host: 'mail.test',
          port: 1143,
          secure: false,
          startTls: 'never',
          verifyTls: true,
          login: { user: 'me', pass: 'x' },
          mailbox: 'Reports',
        },
        listen: { host: '::1', port: 2525 },
      },
    });
  });

  it('read the inbox unless told otherwise', () => {
    const read = readEmailSettings({ ...enough, IMAP_URL: 'imaps://me:x@mail.test' });
    expect(read).toMatchObject({ value: { imap: { port: 993, secure: true, mailbox: 'INBOX' } } });
  });

  it.each([
    ['no way in', { MAIL_LISTEN: '' }, 'IMAP_URL or MAIL_LISTEN'],
    ['no way out', { SMTP_URL: '' }, 'SMTP_URL'],
    ['no sender', { MAIL_FROM: '' }, 'MAIL_FROM'],
    ['two senders', { MAIL_FROM: 'a@x.cn, b@x.cn' }, 'MAIL_FROM'],
    ['an address of the wrong kind', { SMTP_URL: 'https://mail.test' }, 'SMTP_URL'],
    ['a port alone', { MAIL_LISTEN: '2525' }, 'MAIL_LISTEN'],
  ])('are refused with %s', (_what, change, named) => {
    const read = readEmailSettings({ ...enough, ...change });
    expect(read.ok ? [] : read.error).toEqual([expect.stringContaining(named)]);
  });
});
