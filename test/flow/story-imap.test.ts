import { createTransport } from 'nodemailer';
import { afterAll, describe, expect, it } from 'vitest';
import { type Dovecot, missingDovecot, startDovecot } from '../support/dovecot.ts';
import { startTcpProxy, type TcpProxy } from '../support/tcp-proxy.ts';
import { wiredHub } from '../support/wired-hub.ts';

const why = missingDovecot ? ` (skipped: ${missingDovecot} is missing)` : '';

/** One whole story by mail, in one language. */
interface Tale {
  from: string;
  subject: string;
  report: string;
  receipt: RegExp;
  addition: string;
  asked: RegExp;
  deny: string;
  reopened: RegExp;
  confirm: string;
  thanks: RegExp;
  rate: string;
  foreign: RegExp;
}
const zh: Tale = {
  from: '周岚 <zhou@example.org>',
  subject: '三楼机房断网',
  report: '三楼机房从早上开始断网，请尽快处理。',
  receipt: /已收到您的报修，工单\d+。.*负责，.*前答复您/,
  addition: '补充：核心交换机的灯是红的。',
  asked: /已处理，请您核实是否恢复正常/,
  deny: '没好，二号机柜还是不通。',
  reopened: /继续处理，仍由.*负责/,
  confirm: '已修好，谢谢。',
  thanks: /已结案。谢谢您的确认/,
  rate: '5',
  foreign: /got it|ticket \d|We /,
};
const en: Tale = {
  from: 'Tom Baker <tom.baker@example.net>',
  subject: 'Computer lab offline',
  report: 'Hello,\n\nall machines in the computer lab lost the network.\n\nBest regards,\nTom Baker',
  receipt: /We have your report: ticket \d+\. .* has it and will answer by/,
  addition: 'The light on the switch is red.',
  asked: /we believe it is fixed\. Please check/,
  deny: 'Not fixed, half of the machines are still offline.',
  reopened: /is not fixed and is open again/,
  confirm: 'Fixed, thank you!',
  thanks: /is closed\. Thank you for confirming/,
  rate: 'R4',
  foreign: /\p{Script=Han}/u,
};

describe.skipIf(missingDovecot)(`a fault reported to a mailbox that the hub reads by IMAP${why}`, () => {
  const box = 'desk@hub.test';
  let dovecot: Dovecot | undefined;
  let wire: TcpProxy | undefined;
  const hub = wiredHub({
    async env() {
      dovecot = await startDovecot();
      wire = await startTcpProxy(dovecot.imapPort);
      const login = `${encodeURIComponent(box)}:secret`;
      return { IMAP_URL: `imap://${login}@127.0.0.1:${wire.port}/INBOX?starttls=never` };
    },
  });
  // The hub stops first: it was asked for last.
  afterAll(async () => {
    await wire?.close();
    await dovecot?.remove();
  });

  /** Delivered into the mailbox as a mail server does; answers when the hub has taken it in and done what follows. */
  async function write(mail: {
    from: string;
    subject: string;
    text: string;
    answers?: number;
  }): Promise<void> {
    const inbox = hub.db.collection<{ _id: string }>('inbox');
    const before = await inbox.countDocuments({ _id: { $regex: '^email:' } });
    const last = hub.mailed(bare(mail.from)).at(-1);
    const thread = mail.answers !== undefined && last;
    const lmtp = createTransport({ host: '127.0.0.1', port: dovecot?.lmtpPort, lmtp: true, ignoreTLS: true });
    await lmtp.sendMail({
      from: mail.from,
      to: box,
      subject: mail.subject,
      text: mail.text,
      ...(thread && { inReplyTo: last.messageId, references: [...last.references, last.messageId] }),
    });
    lmtp.close();
    await hub.until('the mail is taken in', async () => {
      return (await inbox.countDocuments({ _id: { $regex: '^email:' } })) > before;
    });
    await hub.settled();
  }
  const bare = (from: string): string => /<(.*)>/.exec(from)?.[1] ?? from;

  it.each([
    ['in Chinese', zh],
    ['in English', en],
  ])('lives a whole case by mail alone, in one conversation, %s', async (_language, tale) => {
    const { from, subject } = tale;
    const to = bare(from);
    const mine = () => hub.mailed(to);
    const last = () => mine().at(-1)?.text ?? '';

    await write({ from, subject, text: tale.report });
    const { _id: n, reports } = await hub.newest();
    expect(reports[0]?.from).toBe(`email:${to}`);
    expect(reports[0]?.text).not.toContain('Best regards');
    expect(last()).toMatch(tale.receipt);
    expect(mine()[0]?.subject.split(`[#${n}]`)).toHaveLength(2);

    const history = last().replace(/^/gm, '> ');
    const answer = (text: string) =>
      write({ from, subject: `Re: ${subject} [#${n}]`, text: `${text}\n\n${history}\n`, answers: n });
    await hub.tap('U0WANGLEI', n, 'claim');
    await answer(tale.addition);
    expect((await hub.ticket(n)).reports.at(-1)?.text).toBe(tale.addition);
    expect(hub.heard('U0WANGLEI', tale.addition)).not.toEqual([]);

    await hub.type('U0WANGLEI', `/ticket ${n} answer`);
    await hub.type('U0WANGLEI', `/ticket ${n} fix 更换光模块`);
    expect(last()).toMatch(tale.asked);
    await answer(tale.deny);
    expect(await hub.ticket(n)).toMatchObject({ status: 'open', owner: 'wang.lei' });
    expect(last()).toMatch(tale.reopened);
    await hub.type('U0WANGLEI', `/ticket ${n} fix 更换交换机`);
    await answer(tale.confirm);
    expect(await hub.ticket(n)).toMatchObject({ status: 'closed', outcome: 'confirmed' });
    expect(last()).toMatch(tale.thanks);
    await answer(tale.rate);
    expect(await hub.ticket(n)).toMatchObject({ rating: Number(tale.rate.replace('R', '')) });

    for (const mail of mine()) {
      expect(mail.subject.match(/\[#\d+\]/g)).toEqual([`[#${n}]`]);
      expect(mail.references.length).toBeGreaterThan(0);
      // Names of people and places may be in the other language.
      const words = mail.text.replace(/恒信集成|更换\S+/g, '');
      expect(words).not.toMatch(tale.foreign);
    }
    const roots = new Set(mine().map(({ references }) => references[0]));
    expect(roots.size).toBe(1);
    expect(await hub.db.collection('tickets').countDocuments({ 'parties.address': `email:${to}` })).toBe(1);
    expect(hub.texts('+8613900000009')).toEqual([]);
  });

  it('was heard of by IDLE, and each mail flagged as seen after it was stored', () => {
    expect(wire?.said()).toMatch(/ IDLE\r\n/);
    expect(wire?.said().match(/UID STORE \S+ \+FLAGS/g)?.length).toBeGreaterThanOrEqual(10);
  });
});
