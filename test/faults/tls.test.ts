import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { NoticeDoc, TicketDoc } from '../../src/store/documents.ts';
import { auditOf } from '../support/audit.ts';
import { type Kind, makeCertificates, missingOpenssl } from '../support/certificates.ts';
import { type Desk, openDesk, type Providers, secret } from '../support/desk.ts';
import { type Dovecot, missingDovecot, startDovecot } from '../support/dovecot.ts';
import { violations } from '../support/invariants.ts';
import { testDatabase } from '../support/mongo.ts';
import { type OwnName, ownName } from '../support/own-names.ts';
import { startTlsFront, type TlsFront } from '../support/tls-front.ts';

const missing = missingOpenssl ?? missingDovecot;
const { uri } = testDatabase();
const host = 'providers.test';
const box = 'desk@hub.test';
const ways = ['slack', 'sms', 'email', 'imap'] as const;
type Way = (typeof ways)[number];
const reports: string[] = [];
let desk: Desk;
let name: OwnName;
let fronts: Record<Way, TlsFront>;
let certificates: Awaited<ReturnType<typeof makeCertificates>>;
let dovecot: Dovecot;
const closers: (() => Promise<void>)[] = [];

async function putIntoBox(word: string): Promise<void> {
  const lmtp = createTransport({ host: '127.0.0.1', port: dovecot.lmtpPort, lmtp: true, ignoreTLS: true });
  await lmtp.sendMail({ from: `${word}@example.org`, to: box, subject: '报修', text: `投影仪坏了 ${word}` });
  lmtp.close();
  reports.push(word);
}

async function report(word: string): Promise<void> {
  await desk.text(`+86139000180${String(reports.length).padStart(2, '0')}`, `空调坏了 ${word}S`);
  await desk.mail({ from: `${word}@example.org`, subject: '报修', text: `门禁坏了 ${word}M`, id: word });
  reports.push(`${word}S`, `${word}M`);
}

/** What became of attempts that began since then, by channel, once each has one. */
async function triedInVain(since: Date): Promise<Record<string, string[]>> {
  return desk.until('each of them was tried', async () => {
    const rows = await desk.db.collection<NoticeDoc>('outbox').find({}).toArray();
    const begun = rows
      .flatMap((row) => row.attempts)
      .filter(({ at, result }) => at > since && result !== 'started');
    const of = (way: Way) => [
      ...new Set(begun.filter(({ to }) => to.startsWith(`${way}:`)).map(({ result }) => result)),
    ];
    const found = { slack: of('slack'), sms: of('sms'), email: of('email') };
    return Object.values(found).every((results) => results.length > 0) && found;
  });
}
const waits = { slack: ['try-later'], sms: ['try-later'], email: ['try-later'] };

const show = (kindOf: (way: Way) => Kind) => {
  for (const way of ways) fronts[way].show(certificates.of[kindOf(way)]);
};

beforeAll(async () => {
  if (missing) return;
  const folder = await mkdtemp(join(tmpdir(), 'faultline-tls-'));
  closers.push(() => rm(folder, { recursive: true, force: true }));
  certificates = await makeCertificates(host);
  closers.push(certificates.remove);
  dovecot = await startDovecot();
  closers.push(dovecot.remove);
  name = await ownName(host, folder);
  await name.forget();
  let at: Providers | undefined;
  const ports: Record<Way, () => number> = {
    slack: () => at?.slack ?? 0,
    sms: () => at?.twilio ?? 0,
    email: () => at?.smtp ?? 0,
    imap: () => dovecot.imapPort,
  };
  const started = ways.map(async (way) => [way, await startTlsFront(certificates.of.expired, ports[way])]);
  fronts = Object.fromEntries(await Promise.all(started)) as Record<Way, TlsFront>;
  closers.push(...ways.map((way) => fronts[way].close));
  desk = await openDesk({
    uri,
    envOf(_hub, providers) {
      at = providers;
      const url = (way: Way) => `${host}:${fronts[way].port}`;
      return {
        NODE_OPTIONS: name.options,
        NODE_EXTRA_CA_CERTS: certificates.authority,
        SLACK_API_URL: `https://${url('slack')}/api/`,
        TWILIO_API_URL: `https://${url('sms')}`,
        SMTP_URL: `smtps://${url('email')}`,
        IMAP_URL: `imaps://${encodeURIComponent(box)}:secret@${url('imap')}/INBOX`,
      };
    },
  });
  closers.push(desk.close);
  await desk.hubs[0]?.start();
});
afterAll(async () => {
  for (const close of closers.reverse()) await close();
  if (!missing) expect(await auditOf(uri, secret)).toEqual([]);
});

const why = missing ? ` (skipped: ${missing} is missing)` : '';
describe.skipIf(missing)(`providers whose certificates are wrong, or whose names nobody knows${why}`, () => {
  const bad: Kind[] = ['expired', 'other-host', 'self-signed', 'strange'];

  it('F54: a name that nobody knows is asked for again, and everything waits', async () => {
    const since = desk.now();
    await report('RNAMEX');
    await putIntoBox('RBOXX');
    expect(await triedInVain(since)).toEqual(waits);
    await name.know();
  });

  // A certificate that is believed anyway would hand tokens, logins and people's words to whoever answers.
  it.each(bad.map((kind, n) => [kind, n] as const))(
    'F54: nothing is said to one whose certificate is wrong (from %s on), and everything waits',
    async (_kind, n) => {
      show((way) => bad[(n + ways.indexOf(way)) % bad.length] ?? 'expired');
      const since = desk.now();
      await report(`RTLS${n}X`);
      // Waiting times have grown meanwhile.
      await desk.advance(30_000);
      expect(await triedInVain(since)).toEqual(waits);
      expect(ways.map((way) => fronts[way].spoke())).toEqual([0, 0, 0, 0]);
      expect(desk.hubs[0]?.running()).toBe(true);
    },
  );

  // A resolver that kept its "no", or a client that kept its broken connection, would never come back.
  it('F54: all of it goes out by itself once names and certificates are right', async () => {
    expect(fronts.imap.turnedAway()).toBeGreaterThan(0);
    show(() => 'good');
    await desk.advance(2 * 60_000);
    await desk.until('the mail in the box is a report', () =>
      desk.db.collection<TicketDoc>('tickets').findOne({ 'reports.text': /RBOXX/ }),
    );
    await desk.settled();
    expect(await violations(desk, { reports })).toEqual([]);
    expect(ways.every((way) => fronts[way].spoke() > 0)).toBe(true);
  });
});
