import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Failure as SlackFailure } from '../../src/sandbox/slack/index.ts';
import type { Failure as SmsFailure } from '../../src/sandbox/twilio/index.ts';
import type { NoticeDoc } from '../../src/store/documents.ts';
import { auditOf } from '../support/audit.ts';
import { type Desk, openDesk, secret } from '../support/desk.ts';
import { violations } from '../support/invariants.ts';
import { testDatabase } from '../support/mongo.ts';

const { uri } = testDatabase();
const staff = Array.from({ length: 40 }, (_, n) => `U0CHAT${String(n).padStart(3, '0')}`);
const second = 1000;
const reports: string[] = [];
let desk: Desk;
let count = 0;
let people = 0;

/** The destinations that are sick; all others must hear at once. */
const outbox = () => desk.db.collection<NoticeDoc>('outbox');
/** What somebody of ours hears of one that could not be delivered. */
const undeliveredOf = async ({ ticket }: NoticeDoc) =>
  ticket === undefined ? null : outbox().findOne({ ticket, name: 'undelivered' });
const tried = (lane: string, name: NoticeDoc['name'] = 'receipt') =>
  desk.until(`${lane} was tried`, async () => {
    const notice = await outbox().findOne({ lane: lane as never, name });
    const result = notice?.attempts.at(-1)?.result;
    return result && result !== 'started' ? notice : undefined;
  });
const ended = (lane: string, name: NoticeDoc['name'] = 'receipt') =>
  desk.until(`what is owed to ${lane} is delivered`, () =>
    outbox().findOne({ lane: lane as never, name, state: 'delivered' }),
  );
/** How long it rests after the attempt in vain; the attempt itself may take as long as a send may. */
function expectRest(notice: NoticeDoc, atLeastMs: number, atMostMs = atLeastMs): void {
  const rest = Number(notice.nextAt) - Number(notice.attempts.at(-1)?.at);
  expect(rest).toBeGreaterThanOrEqual(atLeastMs);
  expect(rest).toBeLessThan(atMostMs + 15 * second);
}
/** Sick once: seen to wait. */
async function rests(
  lane: string,
  name: NoticeDoc['name'],
  least: number,
  most?: number,
): Promise<NoticeDoc> {
  const notice = await tried(lane, name);
  expect(notice.attempts[0]?.result).toBe('try-later');
  expectRest(notice, least, most);
  return notice;
}
/** Seen to arrive once it has rested. */
async function arrives({ lane, name, nextAt }: NoticeDoc): Promise<void> {
  await desk.advance(Math.max(0, Number(nextAt) - desk.now().getTime()));
  await ended(lane, name);
}
/** What others were owed came at the first try. A rest of seconds may be over by then; a longer one is not. */
function expectMeanwhile(others: NoticeDoc, resting: NoticeDoc, least: number): void {
  expect(others.attempts).toHaveLength(1);
  if (least >= 30 * second) expect(Number(others.sentAt)).toBeLessThan(Number(resting.nextAt));
}
const somebodyElse = async () => {
  const from = `+861390002${String(++count).padStart(4, '0')}`;
  reports.push(`RELSE${count}X`);
  await desk.text(from, `打印机坏了 RELSE${count}X`);
  return ended(`sms:${from}`);
};

beforeAll(async () => {
  desk = await openDesk({ uri, moreStaff: staff });
  await desk.hubs[0]?.start();
});
afterAll(async () => {
  await desk.close();
  expect(await auditOf(uri, secret)).toEqual([]);
});

/** The conversation that the bot has with one person alone. */
const direct = (user: string): string => `D${user.slice(1)}`;

/** Each once, so that nobody rests because of a test before. */
const nextPerson = (): string => staff[people++] ?? '';

/** A command whose answer goes to that person alone, and to nobody who has failures planned. */
async function asks(user: string): Promise<string> {
  const said = await desk.slack.say({ user, text: '帮助' });
  expect(said.ok).toBe(true);
  return `slack:${user}`;
}

/** What a hub says of itself and of chat to whoever asks. */
async function readiness(): Promise<[ready: boolean, slack: string | undefined]> {
  const answer = await fetch(`http://127.0.0.1:${desk.hubs[0]?.port}/readyz`);
  const { ready, checks } = (await answer.json()) as { ready: boolean; checks: { slack?: string } };
  return [ready, checks.slack];
}

describe('chat', () => {
  // Without it nobody could see why chat is silent: Slack answers whoever merely asks whether it is there.
  it('F35: a token that is refused shows in /readyz at once, and the log says what to do', async () => {
    expect(await readiness()).toEqual([true, 'ok']);
    const user = nextPerson();
    desk.slack.failNext({ method: 'chat.postMessage', channel: direct(user), error: 'token_revoked' });
    const resting = await rests(await asks(user), 'staff-help', 60 * second);
    expect(await readiness()).toEqual([true, 'degraded']);
    expect(desk.hubs[0]?.log()).toContain('Slack refuses our token (token_revoked): install the app again');
    await arrives(resting);
  });

  // Slack's client alone makes a nameless error of a Retry-After it can't read, and would wait for an hour.
  it.each<[row: string, failure: SlackFailure, least: number, most?: number]>([
    ['F34: a 429 with Retry-After 1 rests for a second', { status: 429, retryAfter: 1 }, second],
    ['F34: a 429 with Retry-After 30 rests for half a minute', { status: 429, retryAfter: 30 }, 30 * second],
    [
      'F34: a 429 with Retry-After 3600 is asked again after five minutes',
      { status: 429, retryAfter: 3600 },
      300 * second,
    ],
    ['F34: a 429 without Retry-After rests for half a minute', { status: 429 }, 30 * second],
    [
      'F34: a 429 with Retry-After "abc" rests for half a minute',
      { status: 429, retryAfter: 'abc' },
      30 * second,
    ],
    [
      'F34: a 429 with a date rests for half a minute',
      { status: 429, retryAfter: 'Wed, 21 Oct 2026 07:28:00 GMT' },
      30 * second,
    ],
    ['F35: "ratelimited" is tried again', { error: 'ratelimited' }, 30 * second],
    ['F35: "fatal_error" is tried again', { error: 'fatal_error' }, second, 5 * second],
    ['F35: "token_revoked" waits for an administrator', { error: 'token_revoked' }, 60 * second],
    ['F36: a 500 is tried again', { status: 500 }, second, 5 * second],
    ['F36: a 503 is tried again', { status: 503 }, second, 5 * second],
    ['F36: a page of HTML is tried again', { body: '<html>oops</html>' }, second, 5 * second],
    ['F36: an empty answer is tried again', { body: '' }, second, 5 * second],
  ])('%s, and others hear meanwhile', async (_row, failure, least, most) => {
    const user = nextPerson();
    desk.slack.failNext({ method: 'chat.postMessage', channel: direct(user), ...failure });
    const resting = await rests(await asks(user), 'staff-help', least, most);
    const others = await ended(await asks(nextPerson()), 'staff-help');
    expectMeanwhile(others, resting, least);
    await arrives(resting);
    const posts = desk.shown.filter(({ kind, to }) => kind === 'post' && to === user);
    expect(posts).toHaveLength(1);
  });

  // Without `find` before a second send it would stand there twice.
  it.each<[row: string, failure: SlackFailure]>([
    ['F36: an answer that breaks off', { cut: true }],
    ['F37: an answer that never comes', { hang: true }],
  ])('%s: Slack is asked whether it has the message', async (_row, failure) => {
    const user = nextPerson();
    desk.slack.failNext({ method: 'chat.postMessage', channel: direct(user), ...failure });
    const lane = await asks(user);
    const notice = await tried(lane, 'staff-help');
    expect(notice.attempts[0]?.result).toBe('unknown');
    await desk.advance(Math.max(0, Number(notice.nextAt) - desk.now().getTime()));
    await desk.until('it is known to stand there', () =>
      outbox().findOne({ _id: notice._id, state: { $in: ['sent', 'delivered'] } }),
    );
    expect(desk.shown.filter(({ kind, to }) => kind === 'post' && to === user)).toHaveLength(1);
  });
});

describe('a provider that can be asked for nothing just now', () => {
  /** Business time goes on while we wait. */
  const inTheEnd = (lane: string) =>
    desk.until(`what is owed to ${lane} is delivered`, async () => {
      const found = await outbox().findOne({ lane: lane as never, name: 'receipt', state: 'delivered' });
      if (!found) await desk.advance(3 * second);
      return found;
    });
  const reportFrom = async (failure: SmsFailure, times: number): Promise<string> => {
    const from = `+861390005${String(++count).padStart(4, '0')}`;
    desk.twilio.failNext({ to: from, ...failure });
    desk.twilio.failNext({ to: from, list: true, status: 503, times });
    await desk.text(from, `打印机坏了 RDOUBT${count}X`);
    reports.push(`RDOUBT${count}X`);
    await tried(`sms:${from}`);
    return from;
  };
  const sentTo = (from: string) => desk.twilio.look().texts.filter(({ to }) => to === from);

  // Taken for "it has not", a text that stands on the phone already would be sent again.
  it('F39: is asked later whether it has a text, and gets it once', async () => {
    const from = await reportFrom({ lost: true }, 3);
    const notice = await inTheEnd(`sms:${from}`);
    expect(notice.attempts).toHaveLength(1);
    expect(sentTo(from)).toHaveLength(1);
    await somebodyElse();
  });

  it('F39: gets the text again after two minutes: a copy is the lesser harm', async () => {
    const from = await reportFrom({ html: true }, 1000);
    const { attempts, doubtSince } = await inTheEnd(`sms:${from}`);
    expect(sentTo(from)).toHaveLength(1);
    expect(attempts.map(({ result }) => result)).toEqual(['unknown', 'sent']);
    const again = Number(attempts[1]?.at) - Number(doubtSince);
    expect(again).toBeGreaterThanOrEqual(120 * second);
    expect(again).toBeLessThan(150 * second);
  });
});

describe('texts', () => {
  const phone = () => `+861390003${String(++count).padStart(4, '0')}`;
  async function reportFrom(from: string, failure: SmsFailure): Promise<string> {
    const word = `RSMS${count}X`;
    desk.twilio.failNext({ to: from, ...failure });
    await desk.text(from, `打印机坏了 ${word}`);
    reports.push(word);
    return `sms:${from}`;
  }

  it.each<[row: string, failure: SmsFailure, least: number, most?: number]>([
    ['F39: a 429 with Retry-After 7', { status: 429, retryAfter: '7' }, 7 * second],
    ['F39: a 429 without Retry-After', { status: 429 }, 30 * second],
    ['F39: a 429 with Retry-After "soon"', { status: 429, retryAfter: 'soon' }, 30 * second],
    ['F39: a 429 with Retry-After 3600', { status: 429, retryAfter: '3600' }, 300 * second],
    ['F39: error 20429', { status: 400, code: 20429 }, 30 * second],
    ['F39: a 500', { status: 500 }, second, 5 * second],
    ['F39: a 503', { status: 503 }, second, 5 * second],
  ])('%s backs off, and others hear meanwhile', async (_row, failure, least, most) => {
    const resting = await rests(await reportFrom(phone(), failure), 'receipt', least, most);
    expectMeanwhile(await somebodyElse(), resting, least);
    await arrives(resting);
  });

  // Without the table of codes it would be tried eight times over; without the mark on the number, every time.
  it.each<[row: string, failure: SmsFailure, mark: object | undefined]>([
    ['F38: an invalid number (21211)', { status: 400, code: 21211 }, { dead: true }],
    ['F38: somebody who said STOP (21610)', { status: 400, code: 21610 }, { optedOut: true }],
    ['F38: a country that is not enabled (21408)', { status: 400, code: 21408 }, undefined],
    ['F38: a sender whose queue is full (21611)', { status: 400, code: 21611 }, undefined],
  ])('%s ends at once, and the owner is told', async (_row, failure, mark) => {
    const from = phone();
    const lane = await reportFrom(from, failure);
    const notice = await desk.until('it ends', () =>
      outbox().findOne({ lane: lane as never, name: 'receipt', state: 'failed' }),
    );
    expect(notice.attempts).toHaveLength(1);
    const told = await desk.until('somebody is told', () => undeliveredOf(notice));
    expect(told.to.kind).toBe('person');
    if (mark) {
      const identity = await desk.db.collection<{ _id: string }>('identities').findOne({ _id: lane });
      expect(identity).toMatchObject(mark);
    }
    if (mark && 'optedOut' in mark) {
      // Whatever else is owed to somebody who said STOP never leaves.
      const before = desk.twilio.look().texts.filter((text) => text.to === from).length;
      await desk.slack.command({
        user: 'U0WANGLEI',
        channel: 'C0FAULTS',
        command: '/ticket',
        text: `${notice.ticket} say 我们在路上`,
      });
      await desk.settled();
      expect(desk.twilio.look().texts.filter((text) => text.to === from)).toHaveLength(before);
    }
  });
});

/** What the provider says of a text after it took it. */
describe('a text that was taken', () => {
  const receiptOf = (from: string) => outbox().findOne({ lane: `sms:${from}`, name: 'receipt' });
  const told = async (from: string) => {
    const notice = await desk.until('it ends as failed', async () => {
      const found = await receiptOf(from);
      return found?.state === 'failed' ? found : undefined;
    });
    await desk.until('somebody is told', () => undeliveredOf(notice));
    return notice;
  };
  const reportTo = async (failure: SmsFailure): Promise<string> => {
    const from = `+861390004${String(++count).padStart(4, '0')}`;
    desk.twilio.failNext({ to: from, ...failure });
    await desk.text(from, `打印机坏了 RLATER${count}X`);
    reports.push(`RLATER${count}X`);
    return from;
  };

  /** The provider's queue was full then: it is given seconds before somebody else's text is put in. */
  const expectSlower = async (since: number) => {
    const from = await reportTo({});
    const next = await tried(`sms:${from}`);
    expect(Number(next.attempts[0]?.at)).toBeGreaterThan(since + 4 * second);
  };

  // Without the second look it would be sent again at once, or for ever.
  it.each([30001, 30003])(
    'F40: and could not be delivered for now (%s), is sent once more after minutes',
    async (code) => {
      const from = await reportTo({ undelivered: code });
      const notice = await desk.until('it is to be sent again', async () => {
        const found = await receiptOf(from);
        return found && Number(found.nextAt) > desk.now().getTime() + 60_000 ? found : undefined;
      });
      if (code === 30001) await expectSlower(Number(notice.nextAt) - 3 * 60 * second);
      await desk.advance(Number(notice.nextAt) - desk.now().getTime());
      await ended(`sms:${from}`);
      expect(desk.twilio.look().texts.filter(({ to }) => to === from)).toHaveLength(2);
    },
  );

  it.each([30005, 30006, 30007])(
    'F40: and never will be (%s), is not sent again; somebody is told',
    async (code) => {
      const from = await reportTo({ undelivered: code });
      await told(from);
      expect(desk.twilio.look().texts.filter(({ to }) => to === from)).toHaveLength(1);
    },
  );
});

describe('in the end', () => {
  it('I1 to I10 hold', async () => {
    await desk.settled();
    expect(await violations(desk, { reports, failed: 20 })).toEqual([]);
  });
});
