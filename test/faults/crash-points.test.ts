import { afterAll, describe, expect, it } from 'vitest';
import type { CrashPoint } from '../support/crash-points.ts';
import { type Desk, openDesk } from '../support/desk.ts';
import { violations } from '../support/invariants.ts';
import { testDatabase } from '../support/mongo.ts';
import { picture } from '../support/pictures.ts';

/**
 * Every step from receiving to sending, killed in every story: SIGKILL, restart, and nothing may be lost,
 * doubled, out of order or without an owner. Which protection each one rests on:
 * - inbox insert before the acknowledgement, its `_id`: take either away and I1 fails at `inbox.accept`.
 * - the number fixed on the row: without it a second ticket opens after `inbox.number` and `tickets.insert`.
 * - `causes` on the ticket: without it a note is written twice after `tickets.save` (I1); claims and alarms
 *   have a second protection, the state itself.
 * - the row's `done` last: earlier, and the answer is lost before `inbox.done`.
 * - ids of journal and outbox: without them `tickets.settle` makes copies (I6); settling first loses them (I5).
 * - the id of a file made from its bytes: without it a copy on no ticket stays behind after `files.keep` (I1);
 *   that its outcome comes once has three protections: the look at the ticket, the cause, the ticket's rules.
 * - what a digest covers, in the same write as `started`, and marked as sent before the digest is: without either what
 *   it told is told again after `slack.send` and `outbox.carried` (I6).
 * - `started` before the send and `find` after a kill: without them a copy goes out after `*.send` (I6).
 */
type Flow = (desk: Desk, word: string, arm: () => Promise<void>) => Promise<string[]>;

const minute = 60_000;
let phones = 0;
const phone = () => `+86139111${String(++phones).padStart(5, '0')}`;

/** Opens a ticket that all have heard of. */
async function opened(desk: Desk, word: string): Promise<number> {
  await desk.text(phone(), `三楼机房网络断了 ${word}`);
  await desk.settled();
  const ticket = await desk.db.collection('tickets').findOne({}, { sort: { _id: -1 } });
  return Number(ticket?._id);
}

const flows: Record<string, Flow> = {
  'a report by SMS': async (desk, word, arm) => {
    await arm();
    await desk.text(phone(), `三楼机房网络断了 ${word}`);
    return [word];
  },
  'a report by mail': async (desk, word, arm) => {
    await arm();
    await desk.mail({
      from: `${word}@example.org`,
      subject: '投影仪坏了',
      text: `二楼 ${word} 不亮`,
      id: word,
    });
    return [word];
  },
  'a claim by tap': async (desk, word, arm) => {
    const ticket = await opened(desk, word);
    await arm();
    // Slack doesn't send a tap again; who sees that it failed taps again.
    await desk.until('the tap is taken', async () => {
      const acted = await desk.slack.tap({ user: 'U0WANGLEI', verb: 'claim', ticket });
      return acted.ok || acted.say?.startsWith('There is no such button');
    });
    await desk.until('somebody has claimed it', async () =>
      desk.db.collection<{ _id: number }>('tickets').findOne({ _id: ticket, claimed: true }),
    );
    return [word];
  },
  'an alarm': async (desk, word, arm) => {
    const ticket = await opened(desk, word);
    await arm();
    await desk.advance(4 * minute);
    await desk.until('the next one is called', async () =>
      desk.db.collection('journal').findOne({ ticket, 'events.type': 'StepsFired', version: { $gt: 1 } }),
    );
    return [word];
  },
  'fixed and asked': async (desk, word, arm) => {
    const ticket = await opened(desk, word);
    await arm();
    await desk.until('the command is taken', async () => {
      const text = `${ticket} fix 换了交换机电源`;
      return (await desk.slack.command({ user: 'U0WANGLEI', channel: 'C0FAULTS', command: '/ticket', text }))
        .ok;
    });
    await desk.until('the ticket is fixed', async () =>
      desk.db.collection<{ _id: number }>('tickets').findOne({ _id: ticket, status: 'fixed' }),
    );
    return [word];
  },
};

flows['a note by chat'] = async (desk, word, arm) => {
  const ticket = await opened(desk, `T${word}`);
  await arm();
  await desk.until('the command is taken', async () => {
    const text = `${ticket} note 打过电话 ${word}`;
    return (await desk.slack.command({ user: 'U0WANGLEI', channel: 'C0FAULTS', command: '/ticket', text }))
      .ok;
  });
  await desk.until('the note is there', () =>
    desk.db.collection<{ _id: number }>('tickets').findOne({ _id: ticket, 'notes.0': { $exists: true } }),
  );
  return [word];
};

flows['a picture by SMS'] = async (desk, word, arm) => {
  const photo = { name: 'x', type: 'image/png', bytes: picture('png', word) };
  await arm();
  await desk.text(phone(), `三楼机房网络断了 ${word}`, [photo]);
  return [word];
};

flows['many at once'] = async (desk, word, arm) => {
  const words = Array.from({ length: 12 }, (_, n) => `${word}N${n}N`);
  for (const one of words) await desk.text(phone(), `三楼机房网络断了 ${one}`);
  await desk.settled();
  await arm();
  // Their promises break together: whoever hears of all gets most of them as one message.
  await desk.advance(31 * minute);
  return words;
};

const before = (point: string, nth = 1): CrashPoint => ({ point, when: 'before', nth });
const after = (point: string, nth = 1): CrashPoint => ({ point, when: 'after', nth });

const taking = [before('inbox.accept'), after('inbox.accept'), after('inbox.take')];
const moving = [
  before('journal.add'),
  after('journal.add'),
  after('outbox.add'),
  after('outbox.wantCards'),
  before('tickets.settle'),
  after('tickets.settle'),
];
const sending = [after('outbox.takeLane'), before('outbox.started'), after('outbox.started')];
const sent = [
  before('outbox.mark'),
  after('outbox.mark'),
  before('outbox.freeLane'),
  after('outbox.freeLane'),
];
const opening = [after('inbox.number'), before('tickets.insert'), after('tickets.insert')];
const deciding = [before('tickets.save'), after('tickets.save')];
const firing = [before('tickets.fire'), after('tickets.fire')];
const answering = [before('inbox.done'), after('inbox.done')];
const noting = [
  after('inbox.takeReceipts'),
  before('outbox.receipts'),
  after('outbox.receipts'),
  before('inbox.doneAll'),
];

// Alarms first: a desk that knows few tickets has little else to ring for when its clock is moved.
const steps: Record<string, CrashPoint[]> = {
  'an alarm': [
    ...firing,
    ...moving.slice(1, 5),
    ...sending.slice(2),
    after('sms.send'),
    after('slack.send'),
    ...sent.slice(0, 2),
  ],
  'a report by SMS': [
    ...taking,
    ...opening,
    ...answering,
    ...moving,
    ...sending,
    before('sms.send'),
    after('sms.send'),
    after('sms.send', 2),
    after('slack.send'),
    after('slack.send', 2),
    ...sent,
    ...noting,
  ],
  'a report by mail': [...taking.slice(1), ...opening.slice(1), after('email.send'), after('outbox.mark')],
  'a claim by tap': [
    ...taking,
    ...deciding,
    ...answering,
    ...moving.slice(2),
    after('slack.send'),
    ...sent.slice(0, 2),
  ],
  'fixed and asked': [
    ...taking.slice(1),
    ...deciding,
    ...answering.slice(0, 1),
    ...moving.slice(2, 5),
    after('sms.send'),
    after('slack.send'),
  ],
  'many at once': [
    { ...after('slack.send'), about: '合成一条' },
    { ...after('sms.send'), about: '超时汇总' },
    before('outbox.carried'),
    after('outbox.carried'),
  ],
  'a note by chat': [after('tickets.save'), before('inbox.done')],
  'a picture by SMS': [
    before('fetches.want'),
    after('fetches.want'),
    before('tickets.settle'),
    after('fetches.take'),
    before('files.keep'),
    after('files.keep'),
    ...deciding,
    before('fetches.leave'),
    after('fetches.leave'),
  ],
};

/** Which row of the fault matrix a kill there is. */
function rowOf(flow: string, { point, when }: CrashPoint): string {
  if (point === 'inbox.accept') return when === 'before' ? 'F1' : 'F2';
  if (point === 'outbox.carried') return 'F10';
  if (/\.send$/.test(point)) return when === 'before' ? 'F9' : 'F10';
  if (point.startsWith('outbox.') && !['outbox.add', 'outbox.wantCards'].includes(point))
    return point === 'outbox.mark' && when === 'before' ? 'F10' : 'F9';
  if (flow === 'a claim by tap' && point === 'tickets.save') return 'F7';
  if (flow === 'an alarm') return 'F8';
  return point.startsWith('inbox.') || point === 'tickets.insert' ? 'F3' : 'F4';
}

const cases = Object.entries(steps).flatMap(([flow, points]) =>
  points.map((point) => {
    const place = `${point.when} ${point.point}${point.nth > 1 ? ` (the ${point.nth}nd)` : ''}`;
    return [`${rowOf(flow, point)}: killed ${place} during ${flow}`, flow, point] as const;
  }),
);

/** Desks are used again: a killed hub, restarted, is the next one's victim. */
function desksOf(uri: string) {
  const free: { desk: Desk; reports: string[] }[] = [];
  const all: Desk[] = [];
  let count = 0;
  return {
    async take() {
      const known = free.pop();
      if (known) return known;
      const own = new URL(uri);
      own.pathname += `-${++count}`;
      const desk = await openDesk({ uri: own.toString(), alone: true });
      all.push(desk);
      await desk.hubs[0]?.start();
      return { desk, reports: [] };
    },
    give: (used: { desk: Desk; reports: string[] }) => void free.push(used),
    async close() {
      for (const desk of all) await desk.close();
    },
  };
}

// Each has its own desk and hub to kill: many of them side by side.
describe.concurrent('a hub that is killed', { timeout: 280_000 }, () => {
  const { uri } = testDatabase();
  const desks = desksOf(uri);
  afterAll(() => desks.close());

  it.each(cases)('%s: nothing is lost or doubled', async (title, flow, point) => {
    const used = await desks.take();
    const { desk } = used;
    const [hub] = desk.hubs;
    if (!hub) throw new Error('no hub');
    let killed = false;
    let restarted: Promise<void> | undefined;
    const words = await (flows[flow] as Flow)(
      desk,
      `W${cases.findIndex((one) => one[0] === title)}W`,
      async () => {
        await hub.arm(point);
        restarted = hub.ended().then(async () => {
          killed = true;
          await desk.leasesRunOut();
          await hub.start();
        });
      },
    );
    await desk.until(`it was killed ${point.when} ${point.point}`, () => killed);
    await restarted;
    await desk.settled();
    used.reports.push(...words);
    expect(await violations(desk, { reports: used.reports })).toEqual([]);
    // One that found something wrong is not used again.
    desks.give(used);
  });
});
