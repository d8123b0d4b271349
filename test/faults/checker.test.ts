import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JournalDoc, NoticeDoc, TicketDoc } from '../../src/store/documents.ts';
import { type Desk, openDesk } from '../support/desk.ts';
import { violations } from '../support/invariants.ts';
import { testDatabase } from '../support/mongo.ts';

const { uri } = testDatabase();
const from = '+8613900007001';
let desk: Desk;
let number: number;

const rows = <T extends { _id: unknown }>(name: string) => desk.db.collection<T>(name);
const tickets = () => rows<TicketDoc>('tickets');
const journal = () => rows<JournalDoc>('journal');
const outbox = () => rows<NoticeDoc>('outbox');
/** The second entry, with one more event. */
const happened = (event: object) =>
  journal().updateOne({ _id: `${number}/2` }, { $push: { events: event } } as never);
const found = () => violations(desk, { reports: ['RSEEN', 'RMAILED'] });
/** What was mailed to the reporter, once more. */
const mailedTwice = () => desk.mails.push(...desk.mails.slice(0, 1));
const byMail = { lane: 'email:zhou@example.org', name: 'receipt' } as const;

beforeAll(async () => {
  desk = await openDesk({ uri });
  await desk.hubs[0]?.start();
  await desk.text(from, '三楼机房网络断了 RSEEN');
  await desk.mail({
    from: 'zhou@example.org',
    subject: '投影不亮',
    text: '投影仪不亮了 RMAILED',
    id: 'seen',
  });
  await desk.settled();
  number = Number((await tickets().findOne({ 'reports.text': { $regex: 'RSEEN' } }))?._id);
  const text = `${number} fix 换了交换机电源`;
  await desk.slack.command({ user: 'U0WANGLEI', channel: 'C0FAULTS', command: '/ticket', text });
  await desk.settled();
  desk.hubs[0]?.kill('SIGKILL');
  await desk.hubs[0]?.ended();
});
afterAll(() => desk.close());

/** What goes wrong, as it would stand in the store. */
const planted: [sentence: RegExp, plant: () => Promise<unknown>][] = [
  [/^I1: .* is new/, () => rows('inbox').updateOne({}, { $set: { state: 'new' } })],
  [/^I1: "RSEEN" .* 0 times/, () => tickets().updateOne({}, { $set: { reports: [], notes: [] } })],
  [
    /^I2: /,
    async () => {
      const first = await journal().findOne({ _id: `${number}/1` });
      await journal().updateOne({ _id: `${number}/2` }, { $set: { cause: first?.cause ?? '' } });
    },
  ],
  [/^I3: .* owned by ""/, () => tickets().updateOne({}, { $set: { owner: '' } })],
  [/^I3: the journal gives/, () => tickets().updateOne({}, { $set: { owner: 'li.na' } })],
  [
    /^I3: TicketTaken takes/,
    () => happened({ type: 'TicketTaken', by: 'li.na', from: 'he.jun', at: desk.now() }),
  ],
  [
    /^I4: .* twice/,
    () => happened({ type: 'StepsFired', at: desk.now(), steps: [], superseded: ['a/1@1', 'a/1@1'] }),
  ],
  [
    /^I4: .* early/,
    () =>
      happened({
        type: 'StepsFired',
        at: new Date(0),
        steps: [{ key: 'a/2@1', at: desk.now() }],
        superseded: [],
      }),
  ],
  [
    /^I4: .* ahead of its time/,
    () =>
      journal().updateOne(
        { _id: `${number}/2` },
        { $set: { at: new Date(desk.now().getTime() + 3_600_000) } },
      ),
  ],
  [
    /^I4: .* after it was resolved/,
    () =>
      happened({
        type: 'StepsFired',
        at: desk.now(),
        steps: [{ key: 'a/3@1', at: new Date(0), clock: 'fix' }],
        superseded: [],
      }),
  ],
  [
    /^I4: .* after it was claimed/,
    async () => {
      await happened({ type: 'TicketClaimed', by: 'wang.lei', at: desk.now() });
      await happened({
        type: 'StepsFired',
        at: desk.now(),
        steps: [{ key: 'unclaimed/4@1', at: new Date(0) }],
        superseded: [],
      });
    },
  ],
  [
    /^I4: .* after it was answered/,
    async () => {
      await happened({ type: 'Answered', how: 'call', by: 'wang.lei', at: desk.now() });
      await happened({
        type: 'StepsFired',
        at: desk.now(),
        steps: [{ key: 'answer/5@1', at: new Date(0), clock: 'answer' }],
        superseded: [],
      });
    },
  ],
  [/^I5: .* still queued/, () => outbox().updateOne({}, { $set: { state: 'queued' } })],
  [/^I5: .* failed/, () => outbox().updateOne({}, { $set: { state: 'failed' } })],
  [/^I5: .* still owes/, () => tickets().updateOne({}, { $set: { pending: [{}] } } as never)],
  [
    /^I6: the text of .* 2 times for 1/,
    async () => {
      const texts = desk.twilio.snapshot();
      const text = texts.texts.find(({ direction }) => direction !== 'inbound');
      if (text) texts.texts.push(text);
      desk.twilio.restore(texts);
    },
  ],
  [
    /^I6: sms:.* has 3 texts of 2 notices/,
    async () => {
      const texts = desk.twilio.snapshot();
      const text = texts.texts.find(({ direction }) => direction !== 'inbound');
      if (text) texts.texts.push({ ...text, body: 'other words' });
      desk.twilio.restore(texts);
    },
  ],
  [
    /^I6: the digest .* told of 99999, which nobody noted/,
    async () => {
      const [post] = desk.shown.filter(({ kind, metadata }) => kind === 'post' && metadata);
      if (post) desk.shown.push({ ...post, text: '消息较多，合成一条：\n工单99999 断网' });
    },
  ],
  [
    /^I6: a copy is owed as /,
    async () => {
      const receipt = await outbox().findOne({ lane: `sms:${from}`, name: 'receipt' });
      if (receipt) await outbox().insertOne({ ...receipt, _id: 'a copy' });
    },
  ],
  [/^I5: the mail of .* never arrived/, async () => desk.mails.splice(0)],
  [/^I6: the mail of .* is there 2 times, 1 could be/, async () => mailedTwice()],
  [
    /^I6: the mail of .* is there 2 times, 1 could be/,
    async () => {
      mailedTwice();
      const attempt = { at: new Date(0), to: byMail.lane, result: 'try-later' } as const;
      await outbox().updateOne(byMail, { $push: { attempts: attempt } });
    },
  ],
  [
    /^I7: /,
    () => outbox().updateOne({ lane: `sms:${from}`, name: 'receipt' }, { $set: { sentAt: desk.now() } }),
  ],
  [/^I8: the alarm/, () => tickets().updateOne({}, { $set: { nextAlarmAt: new Date(0) } })],
  [/^I8: the lane/, () => rows('lanes').updateOne({}, { $set: { nextAt: new Date(0) } })],
  [/^I9: .* has entries/, () => journal().deleteOne({ _id: `${number}/1` })],
  [/^I9: the chain/, () => journal().updateOne({ _id: `${number}/2` }, { $set: { prev: 'x' } })],
];

describe('the checker of the invariants', () => {
  it('finds nothing wrong where nothing is', async () => {
    expect(await found()).toEqual([]);
  });

  it.each(planted)('sees what is planted: %s', async (sentence, plant) => {
    const names = ['tickets', 'journal', 'outbox', 'inbox', 'lanes'];
    const before = await Promise.all(
      names.map(async (name) => ({ name, docs: await rows(name).find({}).toArray() })),
    );
    const texts = desk.twilio.snapshot();
    const mails = [...desk.mails];
    const shown = [...desk.shown];
    await plant();
    expect(await found()).toContainEqual(expect.stringMatching(sentence));
    for (const { name, docs } of before) {
      await rows(name).deleteMany({});
      await rows(name).insertMany(docs as never);
    }
    desk.twilio.restore(texts);
    desk.mails.splice(0, desk.mails.length, ...mails);
    desk.shown.splice(0, desk.shown.length, ...shown);
    expect(await found()).toEqual([]);
  });

  it('lets a mail be there twice where the end of an attempt was not seen', async () => {
    mailedTwice();
    const attempt = { at: new Date(0), to: byMail.lane, result: 'unknown' } as const;
    await outbox().updateOne(byMail, { $push: { attempts: attempt } });
    expect(await found()).toEqual([]);
    desk.mails.pop();
    expect(await found()).toEqual([]);
  });

  it.each([
    ['a secret', () => desk.secrets[0]],
    ['a phone number', () => from],
    ['a phone number', () => '13900007001'],
    ['what somebody wrote', () => '三楼机房网络断了 RSEEN'],
  ])('I10: sees %s in a log', async (what, word) => {
    const [hub] = desk.hubs;
    if (!hub) throw new Error('no hub');
    const log = hub.log();
    desk.hubs[0] = { ...hub, log: () => `${log}\n{"msg":"it said ${word()}"}` };
    expect(await found()).toContainEqual(expect.stringMatching(`^I10: ${what} stands in a log`));
    desk.hubs[0] = hub;
  });
});
