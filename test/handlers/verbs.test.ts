import { describe, expect, it } from 'vitest';
import type { Spoken } from '../../handlers/verb.ts';
import type { Ticket } from '../../src/domain/ticket/ticket.ts';
import { hour, later, minute, opened, states } from '../domain/ticket/given.ts';
import { desk } from './desk.ts';

const shanghai = (at: string) => new Date(`${at}:00+08:00`);
/** Words stand in the journal by their hash. */
const kept = (words: string) => `#hash of 4821/${words}`;
type Said = Partial<Spoken> & Pick<Spoken, 'verb'>;

/** What a typed or submitted verb makes happen, and what it answers when it refuses. */
async function did(said: Said, on = states.answered) {
  const at = desk([on, opened({ number: 4000 }), opened({ number: 4001, partOf: 4000 })]);
  const reply = await at.verb(said);
  const events = at.happened.filter((e) => e.type !== 'TicketClaimed');
  const facts = reply.say?.name === 'refused' ? reply.say.facts.reason : reply.say?.name;
  return { events, refused: reply.ok ? undefined : facts, reply, at };
}

describe('a pause as it is typed', () => {
  it.each([
    ['预约 明天 09:00', 'appointment', shanghai('2026-03-06T09:00')],
    ['约好明天9点', 'appointment', shanghai('2026-03-06T09:00')],
    ['appointment 14:30', 'appointment', shanghai('2026-03-05T14:30')],
    ['进不去', 'no-access', later(20 * minute + 3 * 24 * hour)],
    ['no access 2h', 'no-access', later(20 * minute + 2 * hour)],
    ['等厂家', 'third-party', later(20 * minute + 7 * 24 * hour)],
    ['第三方 两天', 'third-party', later(20 * minute + 48 * hour)],
    ['vendor until the part comes', 'third-party', later(20 * minute + 7 * 24 * hour)],
  ])('%s', async (args, reason, until) => {
    const { events } = await did({ verb: 'pause', args });
    expect(events).toMatchObject([{ type: 'ClockPaused', reason, until }]);
  });

  it.each([
    ['午饭', 'unknown-reason'],
    ['预约', 'needs-time'],
    ['预约 很快', 'unreadable-time'],
    ['打不通', 'too-few-tries'],
    ['', 'needs-reason'],
  ])('“%s” is refused', async (args, reason) => {
    expect((await did({ verb: 'pause', args })).refused).toBe(reason);
  });

  it('asks the leader by the end of the next working day', async () => {
    const { events } = await did({ verb: 'pause', args: '进不去' });
    expect(events).toMatchObject([{ approveBy: shanghai('2026-03-06T18:00') }]);
  });
});

describe('a void as it is typed', () => {
  it.each([
    ['测试', 'test'],
    ['test only', 'test'],
    ['打错了', 'wrong-number'],
    ['wrong number', 'wrong-number'],
    ['广告', 'spam'],
    ['撤回', 'withdrawn'],
  ])('%s', async (args, reason) => {
    expect((await did({ verb: 'void', args })).events).toMatchObject([{ type: 'VoidProposed', reason }]);
  });

  it('names the ticket that it repeats', async () => {
    expect((await did({ verb: 'void', args: '重复 4000' })).events).toMatchObject([
      { reason: 'duplicate', other: 4000 },
    ]);
    expect((await did({ verb: 'void', args: 'duplicate of 9999' })).refused).toBe('no-such-ticket');
    expect((await did({ verb: 'void', args: '重复' })).refused).toBe('needs-ticket');
  });

  it('is refused without a reason we know', async () => {
    expect((await did({ verb: 'void', args: '不想修' })).refused).toBe('unknown-reason');
  });

  it('of a reporter nobody knows needs no approval', async () => {
    const { customer: _none, ...stranger } = states.answered;
    const { events } = await did({ verb: 'void', args: '测试' }, stranger);
    expect(events).toMatchObject([{ type: 'TicketVoided' }]);
  });
});

describe('parts as they are typed', () => {
  it.each([
    ['交换机电源', 'PartsNeeded', 'hash of 4821/交换机电源'],
    ['到货 交换机电源', 'PartsDelivered', 'hash of 4821/交换机电源'],
    ['已送达', 'PartsDelivered', ''],
    ['delivered power supply', 'PartsDelivered', 'hash of 4821/power supply'],
  ])('%s', async (args, type, text) => {
    const { events } = await did({ verb: 'parts', args });
    expect(events).toMatchObject([{ type, text: text && `#${text}` }]);
  });
});

describe('the record as it is typed', () => {
  const recorded = async (args: string) => {
    const { at } = await did({ verb: 'record', args }, states.fixed);
    return at.ticket(4821)?.record;
  };
  it('fills the field it names, several at once, else the measure', async () => {
    expect(await recorded('结果：恢复正常；方法:上门')).toMatchObject({ result: '恢复正常', method: '上门' });
    expect(await recorded('换了电源')).toMatchObject({ measure: '换了电源' });
    expect(await recorded('Method: visit\nprogress: done')).toMatchObject({
      method: 'visit',
      progress: 'done',
    });
  });
});

describe('an answer', () => {
  it('tapped is a logged call, typed with words goes to the reporter', async () => {
    const tap = await did({ verb: 'answer', fields: {} }, states.claimed);
    expect(tap.events).toMatchObject([{ type: 'Answered', how: 'call', proof: 'logged-call' }]);
    const typed = await did({ verb: 'answer', args: '重启即可' }, states.claimed);
    expect(typed.events).toMatchObject([{ type: 'Answered', how: 'text', proof: 'provider' }]);
  });
});

describe('an arrival', () => {
  it('keeps the said time beside the recorded one', async () => {
    const { events } = await did({ verb: 'arrive', args: '09:50' });
    expect(events.at(-1)).toMatchObject({
      type: 'Arrived',
      saidAt: shanghai('2026-03-05T09:50'),
      at: later(20 * minute),
    });
  });
});

describe('linking', () => {
  it('typed makes the named ticket a part; tapped under “looks like” makes this one a part of the named', async () => {
    expect((await did({ verb: 'link', args: '4000' })).events).toMatchObject([
      { type: 'PartLinked', part: 4000 },
    ]);
    const { at, events } = await did({ verb: 'link', value: '4000' });
    expect(events).toMatchObject([{ type: 'PartLinked', part: 4821 }]);
    expect(at.ticket(4000)?.parts).toEqual([4821]);
  });

  it('is refused for what is part of another outage, or isn’t there', async () => {
    expect((await did({ verb: 'link', args: '4001' })).refused).toBe('already-linked');
    expect((await did({ verb: 'link', args: '9999' })).refused).toBe('no-such-ticket');
    expect((await did({ verb: 'link', args: 'it' })).refused).toBe('needs-ticket');
    expect((await did({ verb: 'link' })).refused).toBe('needs-ticket');
  });
});

describe('who may ask', () => {
  it.each([
    ['slack:U0STRANGER', 'not-staff'],
    // A text's sender is no proof, though the number is Wang Lei's.
    ['sms:+8613800000001', 'not-staff'],
    ['email:wang.lei@example.com', 'not-staff'],
  ] as const)('not %s', async (from, reason) => {
    expect((await did({ verb: 'claim', from }, states.unclaimed)).refused).toBe(reason);
  });

  it('nobody about a ticket that isn’t there', async () => {
    expect((await did({ verb: 'claim', number: 7777 })).refused).toBe('no-such-ticket');
  });

  it('whoever is on duty about a ticket whose owner’s shift is over', async () => {
    const evening = new Date('2026-03-05T13:00:00Z');
    const zhao = { verb: 'answer', from: 'slack:U0ZHAOMIN', fields: {} } as const;
    expect((await desk([states.claimed], evening).verb(zhao)).ok).toBe(true);
    expect((await desk([states.claimed]).verb(zhao)).ok).toBe(false);
  });
});

describe('a form', () => {
  it('opens where the channel can; without one the missing word is named', async () => {
    expect((await did({ verb: 'fix', trigger: 't1' })).reply).toMatchObject({
      ok: true,
      form: { id: 'fix' },
    });
    expect((await did({ verb: 'fix' })).refused).toBe('needs-note');
  });

  it.each([
    ['take', states.claimed, 'leader-only'],
    ['assign', states.claimed, 'leader-only'],
    ['fix', states.fixed, 'already-done'],
    ['pause', states.paused, 'already-paused'],
    ['void', states.confirmed, 'closed'],
    ['ack', states.confirmed, 'nothing-to-quiet'],
  ] as const)('for %s does not open where it could only be refused', async (verb, on, reason) => {
    expect((await did({ verb, trigger: 't1' }, on)).refused).toBe(reason);
  });
});

describe('who typed a command', () => {
  const said = async (spoken: Said, on?: Ticket) => (await did({ typed: true, ...spoken }, on)).reply.say;

  it('reads that it worked; who tapped sees the card change', async () => {
    expect(await said({ verb: 'note', args: '钥匙在门卫' })).toMatchObject({ facts: { verb: 'note' } });
    expect((await did({ verb: 'note', fields: { text: '钥匙' } })).reply.say).toBeUndefined();
  });

  it('reads until when a claim can be undone, counted from the claim', async () => {
    const claim = await said({ verb: 'claim' }, states.unclaimed);
    expect(claim).toMatchObject({ facts: { verb: 'claim', undoUntil: later(22 * minute) } });
    expect(await said({ verb: 'claim' }, states.claimed)).toEqual({ name: 'done', facts: { verb: 'claim' } });
  });

  it('reads that a leader is asked, where one is', async () => {
    expect(await said({ verb: 'pause', args: '厂家' })).toMatchObject({ facts: { waits: true } });
    expect(await said({ verb: 'void', args: '测试' })).toMatchObject({ facts: { waits: true } });
    const leader = { from: 'slack:U0CHENJING' } as const;
    expect(await said({ verb: 'void', args: '测试', ...leader })).toEqual({
      name: 'done',
      facts: { verb: 'void' },
    });
  });
});

describe('a time with words behind it', () => {
  it.each([
    ['onsite', '30m 堵车', 'WentOnsite'],
    ['arrive', '10:15 门岗登记', 'Arrived'],
    ['ack', '2h 厂家在路上', 'AlarmsQuieted'],
  ] as const)('%s %s keeps the words as a note', async (verb, args, type) => {
    const { events } = await did({ verb, args });
    expect(events.map((event) => event.type)).toEqual(expect.arrayContaining([type, 'NoteAdded']));
    expect(events.at(-1)).toMatchObject({ text: kept(args.split(' ')[1] ?? '') });
  });

  it.each([
    ['onsite', 'today 08:00', 'impossible-time'],
    ['arrive', '明天 09:00', 'impossible-time'],
    ['onsite', '2026-13-03 09:00', 'unreadable-time'],
    ['ack', '一会儿', 'unreadable-time'],
  ] as const)('%s %s is refused', async (verb, args, reason) => {
    expect((await did({ verb, args })).refused).toBe(reason);
  });
});

describe('a hand-over as it is typed', () => {
  it('gives its reason, and so does a no', async () => {
    const { events, at } = await did({ verb: 'offer', who: 'zhao.min', args: '下班了' });
    expect(events).toMatchObject([{ type: 'HandOffOffered', to: 'zhao.min', why: kept('下班了') }]);
    await at.verb({ verb: 'decline', from: 'slack:U0ZHAOMIN', args: '在外地' });
    expect(at.happened.at(-1)).toMatchObject({ type: 'HandOffDeclined', why: kept('在外地') });
  });

  it('names whom it did not find', async () => {
    const { reply } = await did({ verb: 'offer', args: '小张', trigger: 't1' });
    expect(reply.say).toMatchObject({ facts: { reason: 'unknown-person', word: '小张' } });
  });

  it('is gone with the claim that it belonged to', async () => {
    const { at } = await did({ verb: 'claim' }, states.unclaimed);
    await at.verb({ verb: 'offer', who: 'zhao.min' });
    await at.verb({ verb: 'unclaim' });
    expect(at.ticket(4821)?.offer).toBeUndefined();
  });
});

describe('the same tap delivered twice', () => {
  it('is carried out once', async () => {
    const at = desk([states.unclaimed]);
    const source = { cause: 'tap', receivedAt: later(0), number: async () => 9999 };
    const { onVerbOf } = await import('../../handlers/verb.ts');
    const claim = { from: 'slack:U0WANGLEI', verb: 'claim', number: 4821, args: '' } as const;
    await onVerbOf(claim, source, at.ctx);
    expect(await onVerbOf(claim, source, at.ctx)).toMatchObject({ ok: true });
    expect(at.happened).toHaveLength(1);
  });
});
