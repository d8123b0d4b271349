import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAlarms } from '../../src/app/alarms.ts';
import { createAudit } from '../../src/app/audit/audit.ts';
import { executeTicketCommand } from '../../src/app/execute.ts';
import { createRelay } from '../../src/app/relay.ts';
import type { TicketCommand } from '../../src/domain/ticket/commands.ts';
import type { JournalDoc, LaneDoc, NoticeDoc, TicketDoc } from '../../src/store/documents.ts';
import type { FindingDoc } from '../../src/store/findings.ts';
import { auditOnce } from '../support/audit.ts';
import { type Kernel, openKernel } from '../support/kernel.ts';
import { testDatabase } from '../support/mongo.ts';
import { openReported } from '../support/open-reported.ts';

const { uri } = testDatabase();
const minute = 60_000;
let desk: Kernel;
beforeAll(async () => {
  desk = await openKernel(uri);
});
afterAll(() => desk.store.close());

const of = <D extends { _id: unknown }>(name: string) => desk.store.connection.collection<D>(name);
const tickets = () => of<TicketDoc>('tickets');
const journal = () => of<JournalDoc>('journal');
const outbox = () => of<NoticeDoc & { open?: boolean }>('outbox');
const stored = async (number: number): Promise<TicketDoc> => {
  const doc = await tickets().findOne({ _id: number });
  if (!doc) throw new Error(`there is no ticket ${number}`);
  return doc;
};
const entriesOf = (number: number) => journal().find({ ticket: number }).sort({ version: 1 }).toArray();
/** What an audit that begins now finds, as kinds; nothing else may be wrong. */
const found = async (...secrets: string[]): Promise<string[]> =>
  (await auditOnce(desk.ctx, ...(secrets.length > 0 ? secrets : ['secret']))).map(({ _id }) => _id);

let last = 2000;
/** A ticket that was reported, claimed and worked on, `agoMs` ago; nothing of it was moved or has fired since. */
async function opened(
  agoMs: number,
  ...commands: ((now: Date, owner: string) => TicketCommand)[]
): Promise<number> {
  const { ctx } = desk;
  const number = ++last;
  const at = new Date(Date.now() - agoMs);
  const address = `sms:+86139${String(number).padStart(8, '0')}` as const;
  const then = { ...ctx, clock: { now: () => at } };
  const { owner } = await openReported(
    {
      number,
      cause: `sms:SM${number}`,
      report: { id: `sms:SM${number}`, from: address, text: `三楼机房网络断了 ${number}`, at },
    },
    then,
  );
  for (const [n, command] of commands.entries()) {
    const done = await executeTicketCommand(number, command(at, owner), `test/${n}`, then);
    if (!done.ok) throw new Error(done.error.reason);
  }
  return number;
}
/** The same, and a hub has done all that there was to do until now. */
async function aTicket(...given: Parameters<typeof opened>): Promise<number> {
  const number = await opened(...given);
  await work();
  return number;
}
const moved = async () => {
  while (await createRelay(desk.ctx).pass());
};
const by = (person: string) => ({ person, role: 'engineer' }) as const;
const claim = (now: Date, owner: string): TicketCommand => ({ type: 'Claim', by: by(owner), now });
const fix = (now: Date, owner: string): TicketCommand => {
  const later = (hours: number) => new Date(now.getTime() + hours * 60 * minute);
  const asked = { remindAt: later(24), closeAt: later(72), recordDueAt: later(8) };
  return { type: 'Fix', by: by(owner), note: '换了电源', ...asked, now };
};

/** Fires and moves whatever is due, as a hub does. */
async function work(): Promise<void> {
  const relay = createRelay(desk.ctx);
  const alarms = createAlarms(relay.carry, desk.ctx);
  while ((await alarms.pass(() => false)) === true);
  await alarms.drain();
  await moved();
}

describe('the audit of a desk that works', () => {
  it('finds nothing, whatever stage its tickets are at', async () => {
    await aTicket(0);
    await aTicket(16 * minute);
    await aTicket(20 * minute, claim);
    await aTicket(50 * minute, claim);
    await aTicket(26 * 60 * minute, claim);
    await aTicket(20 * minute, claim, fix);
    const told = (now: Date): TicketCommand => ({
      type: 'Hurry',
      address: 'sms:+8613900002007',
      text: '快点',
      now,
    });
    await aTicket(20 * minute, claim, told);
    expect(await found()).toEqual([]);
    expect((await desk.ctx.audit.state()).sweptAt).toBeDefined();
  });

  it('finds nothing where people’s words were erased', async () => {
    const number = await aTicket(20 * minute, claim, (now, owner) => ({
      type: 'AddNote',
      by: by(owner),
      text: '打过电话',
      now,
    }));
    await of('contents').deleteMany({ ticket: number });
    expect(await found()).toEqual([]);
  });

  it('finds nothing while a hub is at it: what fell due stands in line, what is owed waits to be moved', async () => {
    const number = await aTicket(50 * minute, claim);
    await executeTicketCommand(
      number,
      { type: 'AddNote', by: by('wang.lei'), text: '在路上', now: new Date() },
      'n',
      desk.ctx,
    );
    await tickets().updateOne({ _id: number }, { $set: { nextAlarmAt: new Date(Date.now() - 10 * minute) } });
    expect(await found()).toEqual([]);
    await work();
  });

  it('knows an entry sealed by a former secret while it is on the list, and checks its chain alone afterwards', async () => {
    expect(await found('new secret', 'secret')).toEqual([]);
    expect(await found('new secret')).toEqual([]);
    await of('meta').updateOne({ _id: 'audit' } as never, { $unset: { seals: '' } });
  });
});

describe('the audit of a desk that was damaged', () => {
  it('F60: fires an alarm that was taken out of the plan, marks it in journal and message, and plans the next', async () => {
    const number = await opened(16 * minute, claim);
    await moved();
    await tickets().updateOne({ _id: number }, { $unset: { nextAlarmAt: '' } });
    expect(await found()).toEqual([`alarm/${number}/2`]);
    await moved();
    expect((await stored(number)).nextAlarmAt).toBeInstanceOf(Date);
    const entry = (await entriesOf(number)).at(-1);
    expect(entry?.cause).toBe('audit/alarm/2');
    expect(entry?.events).toMatchObject([{ type: 'AuditRepaired', what: 'alarm' }, { type: 'StepsFired' }]);
    const told = await outbox().find({ ticket: number, name: 'warning' }).toArray();
    expect(told.map(({ repaired }) => repaired)).toEqual([true]);
    expect(await found()).toEqual([]);
  });

  it('fires nothing early: what is ahead is only planned again', async () => {
    const number = await aTicket(minute, claim);
    const { nextAlarmAt } = await stored(number);
    const years = new Date(Date.now() + 1e11);
    await tickets().updateOne({ _id: number }, { $set: { nextAlarmAt: years } });
    expect(await found()).toEqual([`alarm/${number}/2`]);
    expect((await stored(number)).nextAlarmAt).toEqual(nextAlarmAt);
    await work();
    expect((await entriesOf(number)).at(-1)?.events).toMatchObject([{ type: 'AuditRepaired' }]);
  });

  it('takes back a step that somebody marked as fired: the journal says that it never was', async () => {
    const number = await aTicket(14 * minute, claim);
    const { clocks } = await stored(number);
    const key = `answer/50@${clocks.find(({ clock }) => clock === 'answer')?.startedAt.getTime()}`;
    await tickets().updateOne({ _id: number }, {
      $set: { [`steps.${key}`]: { at: new Date(), outcome: 'fired' } },
    } as never);
    expect(await found()).toContain(`fold/${number}`);
    expect((await stored(number)).steps).not.toHaveProperty(key);
    await work();
    expect(await found()).toEqual([]);
  });

  it('gives a ticket back to the owner that its journal names', async () => {
    const number = await aTicket(minute, claim);
    const { owner } = await stored(number);
    await tickets().updateOne({ _id: number }, { $set: { owner: '' } });
    expect(await found()).toEqual([`fold/${number}`]);
    expect((await stored(number)).owner).toBe(owner);
    await work();
  });

  it('says when the owner is nobody of the service file', async () => {
    const number = await aTicket(minute, (now) => ({ type: 'Claim', by: by('who.left'), now }));
    expect(await found()).toEqual([`owner/${number}`]);
    expect(await found()).toEqual([]);
    await tickets().deleteOne({ _id: number });
  });

  it('says when an entry of the journal is missing, was changed, or is not the ticket’s', async () => {
    const [gap, changed, other] = [
      await aTicket(minute, claim),
      await aTicket(minute, claim),
      await aTicket(minute),
    ];
    await journal().deleteOne({ _id: `${gap}/1` });
    await journal().updateOne({ _id: `${changed}/2` }, { $set: { 'events.0.from': 'li.na' } });
    await tickets().updateOne({ _id: other }, { $set: { head: 'another' } });
    expect((await found()).sort()).toEqual([
      `journal/${gap}/1`,
      `journal/${changed}/2`,
      `journal/${other}/1`,
    ]);
    await tickets().deleteMany({ _id: { $in: [gap, changed, other] } });
  });

  it('sends a message that was owed and is in no outbox, once, and says so in it', async () => {
    const number = await aTicket(minute);
    const before = await outbox().find({ ticket: number, kind: 'notice' }).toArray();
    const receipt = before.find(({ name }) => name === 'receipt');
    if (!receipt) throw new Error('there was no receipt');
    await outbox().deleteOne({ _id: receipt._id });
    expect(await found()).toEqual([`notice/${number}/1`]);
    await work();
    expect(await outbox().findOne({ _id: receipt._id })).toMatchObject({ state: 'queued', repaired: true });
    expect(await found()).toEqual([]);
  });

  it('moves what is owed and was not marked so', async () => {
    const number = await aTicket(minute, claim);
    const command = { type: 'AddNote', by: by('wang.lei'), text: '在路上', now: new Date() } as const;
    await executeTicketCommand(number, command, 'a note', desk.ctx);
    await tickets().updateOne({ _id: number }, { $unset: { pendingSince: '' } });
    expect(await found()).toEqual([`pending/${number}`]);
    await work();
    expect((await stored(number)).pending).toEqual([]);
    expect((await entriesOf(number)).map(({ version }) => version)).toEqual([1, 2, 3, 4]);
  });

  it('says when a ticket can’t be read at all', async () => {
    const number = await aTicket(minute);
    await tickets().updateOne({ _id: number }, { $set: { policy: 'lost' } });
    expect(await found()).toEqual([`unreadable/${number}`]);
    await tickets().deleteOne({ _id: number });
  });

  it('leaves many differences alone and only tells of them: a release may tell histories otherwise', async () => {
    const numbers: number[] = [];
    for (let n = 0; n < 11; n++) numbers.push(await aTicket(minute));
    await tickets().updateMany({ _id: { $in: numbers } }, { $set: { denials: 7 } });
    expect((await found()).length).toBe(11);
    expect((await stored(numbers[0] ?? 0)).denials).toBe(7);
    await tickets().deleteMany({ _id: { $in: numbers } });
  });
});

describe('what lies in a queue and nobody fetches', () => {
  /** Two looks of one audit, so far apart by a clock that nobody can set. */
  async function twice(ms: number): Promise<string[]> {
    const { ctx } = desk;
    let elapsed = 0;
    const alone = { ...ctx, findings: { ...ctx.findings, untold: async () => [] } };
    const audit = createAudit(
      () => [],
      alone,
      () => elapsed,
    );
    const before = new Set((await ctx.findings.untold()).map(({ _id }) => _id));
    await audit.pass(() => false);
    elapsed += ms;
    await audit.pass(() => false);
    await ctx.leases.freeAll();
    return (await ctx.findings.untold()).map(({ _id }) => _id).filter((id) => !before.has(id));
  }
  beforeAll(async () => {
    // Whatever the others left in the outbox has been sent.
    await outbox().updateMany({}, { $set: { state: 'sent' }, $unset: { open: '' } });
    await of('meta').updateOne({ _id: 'audit' } as never, { $set: { seals: ['another'] } });
  });

  it('is woken when messages are due at an address that sleeps', async () => {
    const number = await aTicket(minute);
    const lane = (await outbox().findOne({ ticket: number, name: 'receipt' }))?.lane ?? 'sms:none';
    await of<LaneDoc>('lanes').updateOne({ _id: lane }, { $unset: { nextAt: '' } });
    // What a hub left that died between the row and the waking: another one wakes it.
    expect(await twice(15_000)).toEqual([]);
    expect(await twice(21_000)).toEqual([`lane/${desk.ctx.hash(lane)}`]);
    expect(await of<LaneDoc>('lanes').findOne({ _id: lane })).toHaveProperty('nextAt');
  });

  it('is handled when a message was taken in and lost from the line', async () => {
    const before = new Date(Date.now() - 5 * minute);
    await desk.ctx.inbox.accept({ id: 'sms:SMlost', payload: {} }, before);
    await of('inbox').updateOne({ _id: 'sms:SMlost' } as never, { $unset: { nextAt: '' } });
    expect(await twice(61_000)).toEqual(['inbox/sms:SMlost']);
    expect(await desk.ctx.inbox.take(new Date())).toMatchObject({ _id: 'sms:SMlost' });
  });

  it('fires itself what stands in line for minutes and is fired by nobody', async () => {
    const number = await opened(29 * minute, claim);
    await moved();
    expect(await twice(60_000)).toEqual([]);
    expect(await twice(121_000)).toEqual([`overdue/${number}/2`]);
    await moved();
    expect((await entriesOf(number)).at(-1)?.events).toMatchObject([
      { type: 'AuditRepaired' },
      { type: 'StepsFired' },
    ]);
  });
});

describe('whoever answers for the desk', () => {
  it('hears of it once, with what was made good; of more of it later in one message again', async () => {
    const { ctx } = desk;
    await of<FindingDoc>('findings').deleteMany({});
    await of('meta').updateOne({ _id: 'audit' } as never, { $unset: { toldAt: '' } });
    const [one, two] = [await aTicket(minute), await aTicket(minute)];
    const audit = createAudit(() => [], ctx);
    await tickets().updateOne({ _id: one }, { $unset: { nextAlarmAt: '' } });
    await audit.pass(() => false);
    await tickets().updateOne({ _id: two }, { $unset: { nextAlarmAt: '' } });
    await audit.pass(() => false);
    const told = await outbox().find({ name: 'audit' }).toArray();
    const managers = [...new Set(ctx.service().groups.map(({ manager }) => manager))];
    expect(told.map(({ to }) => to)).toEqual(managers.map((id) => ({ kind: 'person', id })));
    expect(told[0]?.facts).toEqual({
      found: 1,
      repaired: 1,
      items: [{ kind: 'alarm', ticket: one, repaired: true }],
    });
    expect((await ctx.findings.untold()).map(({ ticket }) => ticket)).toEqual([two]);
  });
});
