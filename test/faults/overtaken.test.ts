import { beforeAll, describe, expect, it } from 'vitest';
import type { Unless } from '../../src/domain/notice/owed.ts';
import type { NoticeDoc } from '../../src/store/documents.ts';
import { staff, staffPhone, testHub } from '../support/hub.ts';

/** On a working Monday Wang Lei has the duty, Zhao Min stands in for him, Chen Jing leads. */
const hub = testHub({ env: { LOG_LEVEL: 'silent' } });

beforeAll(async () => {
  await hub.toMonday('09:00');
});

const owed = async (ticket: number, unless: Unless) =>
  (await hub.database()).collection<NoticeDoc>('outbox').find({ ticket, unless }).toArray();
/** Slack, or who sends the texts, asks for a minute without anything to this person, once. */
const chatRests = (user: string) =>
  hub.fail({
    channel: 'slack',
    method: 'chat.postMessage',
    conversation: user,
    status: 429,
    retryAfter: 60,
  });
const textsRest = (to: string) => hub.fail({ channel: 'sms', to, status: 429, retryAfter: '60' });
/** Calls and reminders of a ticket that went out after it was fixed. */
async function rangAfterwards(ticket: number): Promise<string[]> {
  const tickets = (await hub.database()).collection<{ _id: number; fixedAt?: Date }>('tickets');
  const fixedAt = (await tickets.findOne({ _id: ticket }))?.fixedAt;
  if (!fixedAt) throw new Error(`ticket ${ticket} is not fixed`);
  const rows = [...(await owed(ticket, 'claimed')), ...(await owed(ticket, 'not-open'))];
  return rows.filter(({ sentAt }) => sentAt && sentAt > fixedAt).map(({ _id }) => _id);
}

describe('what waits for its provider while the ticket is fixed', () => {
  // Without the last look before a send it would ring at night for something that is done.
  it('F28: a page is not sent once the provider is back', async () => {
    await chatRests(staff.wangLei);
    await textsRest(staffPhone.wangLei);
    const { number } = await hub.report('三楼机房断网了');
    expect((await owed(number, 'claimed')).map(({ state }) => state)).toEqual(['queued', 'queued']);
    await hub.chat(staff.zhaoMin, `/ticket ${number} fix 换了交换机电源`);
    await hub.advance('2m');
    expect(await rangAfterwards(number)).toEqual([]);
    const ends = (await owed(number, 'claimed')).map(({ state, reason }) => [state, reason]);
    expect(ends).toEqual([
      ['superseded', 'claimed'],
      ['superseded', 'claimed'],
    ]);
  });

  it('F28: a reminder is not sent either', async () => {
    const { number } = await hub.report('四楼机房断网了');
    await hub.tap(staff.wangLei, number, 'claim');
    await chatRests(staff.wangLei);
    await hub.advance('15m');
    expect((await owed(number, 'not-open')).map(({ state }) => state)).toEqual(['queued']);
    await hub.chat(staff.chenJing, `/ticket ${number} fix 换了交换机电源`);
    await hub.advance('2m');
    expect(await rangAfterwards(number)).toEqual([]);
    const ends = (await owed(number, 'not-open')).map(({ state, reason }) => [state, reason]);
    expect(ends).toEqual([['superseded', 'not-open']]);
  });
});
