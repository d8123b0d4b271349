import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { postSigned } from '../../src/sandbox/twilio/webhooks.ts';
import type { NoticeDoc } from '../../src/store/documents.ts';
import { auditOf } from '../support/audit.ts';
import { type Desk, openDesk, secret } from '../support/desk.ts';
import { violations } from '../support/invariants.ts';
import { testDatabase } from '../support/mongo.ts';

const { uri } = testDatabase();
const reports: string[] = [];
let desk: Desk;
const outbox = () => desk.db.collection<NoticeDoc>('outbox');
const whole = async () => {
  await desk.settled();
  return violations(desk, { reports });
};

beforeAll(async () => {
  desk = await openDesk({ uri });
  await desk.hubs[0]?.start();
});
afterAll(async () => {
  await desk.close();
  expect(await auditOf(uri, secret)).toEqual([]);
});

describe('a webhook that comes again', () => {
  // Without the comparison the second body would vanish without a word.
  it('F24: under the same id with another body, is answered 200; the first stays, and the log says so', async () => {
    const from = '+8613900014001';
    const sid = await desk.text(from, '三楼断电 RFIRST');
    reports.push('RFIRST');
    await desk.settled();
    const form = { ...desk.form(sid), Body: '别的话 RSECOND' };
    const { status } = await postSigned(desk.authToken, `${desk.url}/twilio/sms`, form, 1);
    expect(status).toBe(200);
    expect(await whole()).toEqual([]);
    expect(
      await desk.db.collection('tickets').countDocuments({ 'reports.text': { $regex: 'RSECOND' } }),
    ).toBe(0);
    expect(desk.hubs[0]?.log()).toContain('another body');
  });
});

const words = ['queued', 'sent', 'delivered'] as const;
const orders = words.flatMap((a) =>
  words.filter((b) => b !== a).map((b) => [a, b, words.find((c) => c !== a && c !== b) ?? a] as const),
);

describe('what the provider says of a text', () => {
  // Without the rank of states a late "sent" would undo "delivered".
  it.each(orders)('F25: %s, %s, %s: it ends as delivered', async (...order) => {
    const from = `+86139000141${String(orders.findIndex((one) => one.join() === order.join())).padStart(2, '0')}`;
    const word = `RORDER${order.join('').length}${from.slice(-2)}X`;
    desk.twilio.failNext({ to: from, silent: true });
    await desk.text(from, `三楼断电 ${word}`);
    reports.push(word);
    const receipt = await desk.until('the receipt is sent', () =>
      outbox().findOne({ lane: `sms:${from}`, name: 'receipt', state: 'sent' }),
    );
    const seen: string[] = [];
    for (const MessageStatus of order) {
      const form = {
        AccountSid: desk.accountSid,
        MessageSid: String(receipt.providerId),
        MessageStatus,
        To: from,
      };
      expect((await postSigned(desk.authToken, `${desk.url}/twilio/status`, form, 1)).status).toBe(200);
      await desk.settled();
      seen.push((await outbox().findOne({ _id: receipt._id }))?.state ?? '');
    }
    expect(seen.at(-1)).toBe('delivered');
    expect(seen.slice(order.indexOf('delivered')).every((state) => state === 'delivered')).toBe(true);
    expect(await whole()).toEqual([]);
  });
});

describe('events of a conversation that come in another order', () => {
  let events = 0;
  // What could not be read would end in quarantine; what answers a message that is gone would go nowhere.
  it.each<[string, object]>([
    [
      'an edit before its message',
      { subtype: 'message_changed', message: { ts: '1700000001.000100', text: 'x', user: 'U0SUNHAO' } },
    ],
    ['a deletion before its message', { subtype: 'message_deleted', deleted_ts: '1700000001.000200' }],
    [
      'an answer before its root',
      { user: 'U0SUNHAO', text: '打印机坏了 RORPHAN', thread_ts: '1700000001.000300' },
    ],
    ['a question before its root', { user: 'U0SUNHAO', text: '帮助', thread_ts: '1700000001.000350' }],
  ])('F26: %s is taken without harm', async (_what, event) => {
    const posts = () => desk.shown.filter(({ kind, to }) => kind === 'post' && to === 'U0SUNHAO');
    const before = posts().length;
    const delivered = await desk.slack.event({
      type: 'message',
      ts: `17000000${String(++events).padStart(2, '0')}.000400`,
      channel: 'D0SUNHAO',
      channel_type: 'im',
      event_ts: '1700000002.000500',
      ...event,
    });
    expect(delivered.ok).toBe(true);
    const answered = 'text' in event;
    if (answered) {
      if (/R[A-Z]+$/.test(String(event.text))) reports.push('RORPHAN');
      await desk.until('its author is answered', () => posts().length > before);
    }
    expect(await whole()).toEqual([]);
    expect(await desk.db.collection('inbox').countDocuments({ state: { $ne: 'done' } })).toBe(0);
    expect(posts().length > before).toBe(answered);
    expect(desk.hubs[0]?.running()).toBe(true);
  });
});
