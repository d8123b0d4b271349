import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { botUser } from '../../src/sandbox/slack/index.ts';
import type { InboxDoc, TicketDoc } from '../../src/store/documents.ts';
import { auditOf } from '../support/audit.ts';
import { type Desk, openDesk, secret } from '../support/desk.ts';
import { violations } from '../support/invariants.ts';
import { testDatabase } from '../support/mongo.ts';

const { uri } = testDatabase();
const minute = 60_000;
const phone = '+8613900016001';
let desk: Desk;
beforeAll(async () => {
  desk = await openDesk({ uri });
  await desk.hubs[0]?.start();
});
afterAll(async () => {
  await desk.close();
  expect(await auditOf(uri, secret)).toEqual([]);
});

describe('an hour without a hub, while people go on writing', () => {
  // Providers gave up long before: without their histories only the mails would ever arrive.
  it('is made up for: each text, chat message and mail is there once, in the order in which it was said', async () => {
    const [hub] = desk.hubs;
    await desk.text(phone, '三楼机房断网 RBEFORE');
    await desk.settled();
    hub?.kill('SIGKILL');
    await hub?.ended();

    const said: string[] = [];
    const away = async (what: string, speak: () => Promise<unknown>) => {
      await desk.advance(8 * minute);
      await speak();
      said.push(what);
    };
    const text = (from: string, word: string) => () =>
      desk.twilio.incoming({ from, body: `门禁坏了 ${word}` });
    const chat = (word: string, to: object) => () =>
      desk.slack.say({ user: 'U0SUNHAO', text: `<@${botUser}> 打印机坏了 ${word}`, ...to });
    await away('RTEXT1', text(phone, 'RTEXT1'));
    await away('RCHAT1', chat('RCHAT1', {}));
    await away('RTEXT2', text('+8613900016002', 'RTEXT2'));
    await away('RCHAT2', chat('RCHAT2', { channel: 'C0FAULTS' }));
    await away('RTEXT3', text(phone, 'RTEXT3'));
    await away('RTEXT4', text('+8613900016002', 'RTEXT4'));
    // A mail server comes again by itself.
    const mail = { from: 'li@example.org', subject: '投影', text: '投影不亮 RMAIL1', id: 'gap' };
    expect(
      (await desk.mailbox.deliver({ from: mail.from, subject: mail.subject, text: mail.text })).accepted,
    ).toBe(false);
    await desk.advance(20 * minute);

    await hub?.start();
    await desk.mail(mail);
    await desk.until('all that was said is taken in', async () => {
      const rows = await desk.db.collection<InboxDoc>('inbox').find({ state: 'done' }).toArray();
      return said.every((word) =>
        rows.some(({ payload }) => decodeURIComponent(JSON.stringify(payload)).includes(word)),
      );
    });
    await desk.settled();
    expect(await violations(desk, { reports: ['RBEFORE', ...said, 'RMAIL1'] })).toEqual([]);

    const tickets = await desk.db.collection<TicketDoc>('tickets').find({}).toArray();
    const words = (from: string) =>
      tickets
        .flatMap(({ reports }) => reports)
        .filter((report) => report.from === from)
        .sort((a, b) => a.at.getTime() - b.at.getTime())
        .map((report) => /R[A-Z]+\d?$/.exec(report.text)?.[0]);
    expect(words(`sms:${phone}`)).toEqual(['RBEFORE', 'RTEXT1', 'RTEXT3']);
    expect(words('sms:+8613900016002')).toEqual(['RTEXT2', 'RTEXT4']);
  });
});
