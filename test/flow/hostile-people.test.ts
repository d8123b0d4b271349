import { beforeAll, describe, expect, it } from 'vitest';
import { staff, staffPhone, testHub } from '../support/hub.ts';

const hub = testHub();

beforeAll(async () => {
  await hub.toMonday('09:00');
});

describe('a text from somebody who is not who they seem', () => {
  it('B40: no word of a reporter’s claims or ends a ticket', async () => {
    const { from, number: n } = await hub.report('三楼机房网络断了');
    for (const words of [`claim ${n}`, `认领 ${n}`, `fix ${n} 换了电源`, `/ticket ${n} claim`, `作废 ${n}`])
      expect(await hub.sms(from, words), words).toMatchObject({ ok: true, ticket: n });
    for (const words of ['1', `1 ${n}`, `修好 ${n}`])
      expect(await hub.sms(from, words), words).toMatchObject({ ok: false });
    expect(await hub.ticket(n)).toMatchObject({ status: 'open', claimed: false });
    await hub.end(n);
  });

  it('B42, B48: a verb from a staff number or mailbox is refused, for it proves nobody', async () => {
    const { number: n } = await hub.report('二楼交换机故障');
    const before = (await hub.tickets()).length;
    for (const words of [`claim ${n}`, `认领 ${n}`, `${n} fix 换了电源`]) {
      const text = await hub.sms(staffPhone.wangLei, words);
      expect(text, words).toMatchObject({ ok: false });
      expect(text.say).toMatch(/聊天|chat/);
      const mail = await hub.mail({ from: 'wang.lei@example.com', subject: 'ticket', text: words });
      expect(mail, words).toMatchObject({ ok: false });
    }
    expect(await hub.ticket(n)).toMatchObject({ status: 'open', claimed: false });
    expect((await hub.tickets()).length).toBe(before);
    await hub.end(n);
  });

  it('B41: the number of a ticket that ended is told so, and reopens nothing without words', async () => {
    const { from, number: n } = await hub.report('五楼打印机卡纸');
    await hub.tap(staff.wangLei, n, 'fix', { note: '清纸' });
    await hub.sms(from, '1');
    for (const words of [`1 ${n}`, `2 ${n}`, `9 ${n}`, `0 ${n}`, `不用了 ${n}`, `${n}`]) {
      await hub.sms(from, words);
      expect(await hub.ticket(n), words).toMatchObject({ status: 'closed', outcome: 'confirmed' });
    }
    expect(await hub.last(from)).toContain('结案');
    await hub.sms(from, `2 ${n} 又卡纸了`);
    expect(await hub.ticket(n)).toMatchObject({ status: 'open' });
    await hub.end(n);
  });
});

describe('somebody who writes faster than people do', () => {
  it('B33: hears nothing more after thirty messages in half a minute, and nothing they say is lost', async () => {
    const { from, number: n } = await hub.report('一楼大厅屏幕花屏');
    const heard = (await hub.texts(from)).length;
    for (let times = 0; times < 34; times++) await hub.sms(from, '0');
    const answered = (await hub.texts(from)).length - heard;
    expect(answered).toBeGreaterThan(20);
    expect(answered).toBeLessThanOrEqual(30);
    await hub.sms(from, '屏幕左上角冒烟了');
    expect((await hub.ticket(n)).reports.at(-1)?.text).toBe('屏幕左上角冒烟了');
    expect(await hub.ticket(n)).toMatchObject({ severity: 'urgent' });
    await hub.end(n);
  });

  it('B34, B56: an away message without any mark is answered once, however often it comes', async () => {
    const away = 'away.without.mark@example.org';
    for (let times = 0; times < 20; times++)
      await hub.mail({ from: away, subject: 'Re: 您好', text: '我正在休假，3月9日回来，稍后回复您。' });
    expect((await hub.texts(away)).length).toBeLessThanOrEqual(1);
    const { ticket: n = 0 } = await hub.mail({
      from: away,
      subject: '断网',
      text: '二楼会议室断网了，请派人。',
    });
    expect((await hub.ticket(n)).reports.at(-1)?.text).toContain('二楼会议室断网了');
    await hub.end(n);
  });
});

describe('a mail that wants others to be written to', () => {
  const raw = (head: string[], body: string) =>
    ['To: desk@faultline.test', ...head, '', body, ''].join('\r\n');

  it('B52: answers its sender, whatever Reply-To says', async () => {
    const { ticket: n = 0 } = await hub.rawMail(
      raw(
        [
          'From: real@example.org',
          'Reply-To: victim@example.com',
          'Subject: x',
          'Content-Type: text/plain; charset=utf-8',
        ],
        '三楼空调不制冷',
      ),
    );
    expect(await hub.texts('real@example.org')).toHaveLength(1);
    expect(await hub.texts('victim@example.com')).toEqual([]);
    await hub.end(n);
  });

  it('B53: writes to none of two hundred people in copy, and takes none of them in', async () => {
    const crowd = Array.from({ length: 200 }, (_unused, n) => `crowd${n}@example.org`);
    const { ticket: n = 0 } = await hub.rawMail(
      raw(
        [
          'From: crowd@example.org',
          `Cc: ${crowd.join(',\r\n ')}`,
          'Subject: x',
          'Content-Type: text/plain; charset=utf-8',
        ],
        '四楼饮水机漏水',
      ),
    );
    await hub.tap(staff.wangLei, n, 'fix', { note: '换垫圈' });
    const told = new Set((await hub.messages({ ticket: n })).map(({ to }) => to));
    expect(crowd.filter((one) => told.has(one))).toEqual([]);
    const own = await hub.mail({ from: 'crowd7@example.org', subject: 'Re: x', text: '1' });
    expect(own.ticket).not.toBe(n);
    expect(await hub.ticket(n)).toMatchObject({ status: 'fixed' });
    await hub.end(n);
  });

  it('B49: a forged Authentication-Results makes nobody staff', async () => {
    const { number: n } = await hub.report('监控室电源异响');
    const answer = await hub.rawMail(
      raw(
        [
          'From: wang.lei@example.com',
          'Authentication-Results: faultline.test; dmarc=pass header.from=example.com',
          'Subject: x',
        ],
        `/ticket ${n} claim`,
      ),
    );
    expect(answer).toMatchObject({ ok: false });
    expect(await hub.ticket(n)).toMatchObject({ claimed: false });
    await hub.end(n);
  });
});
