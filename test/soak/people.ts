import { setTimeout as sleep } from 'node:timers/promises';
import type { TicketDoc } from '../../src/store/documents.ts';
import type { Desk } from '../support/desk.ts';
import { createNumbers } from './numbers.ts';
import { type Chance, chance } from './random.ts';

/** What people did, and what of it was answered. */
export interface Done {
  reports: { sms: number; mail: number; chat: number };
  /** Words of all that was acknowledged; the checker looks for each. */
  words: string[];
  /** Milliseconds until a text was acknowledged, resends included. */
  acknowledgedMs: number[];
  acts: Record<Act, number>;
  /** Reports and acts that were given up after many tries, as sentences. */
  gaveUp: string[];
}
type Act = 'claim' | 'addition' | 'say' | 'note' | 'fix' | 'confirm' | 'deny' | 'rate' | 'complaint' | 'void';

/** How an order ended, and what its user was told. */
interface Tried {
  ok: boolean;
  status?: number;
  say?: string;
}

export const newDone = (): Done => ({
  reports: { sms: 0, mail: 0, chat: 0 },
  words: [],
  acknowledgedMs: [],
  acts: {
    claim: 0,
    addition: 0,
    say: 0,
    note: 0,
    fix: 0,
    confirm: 0,
    deny: 0,
    rate: 0,
    complaint: 0,
    void: 0,
  },
  gaveUp: [],
});

export const engineers = Array.from({ length: 40 }, (_, n) => `U0SOAK${String(n).padStart(3, '0')}`) as [
  string,
  ...string[],
];
const leader = 'U0CHENJING';
const second = 1000;
const troubles = [
  '三楼机房断网了',
  '大厅的屏不亮了',
  '会议室没有声音',
  '门禁刷不开',
  'the projector in room 3 is dead',
] as const;
/** For longer than the longest fault, also where each try is refused at once. */
const tries = 20;

/** People at the desk: each story has a chance of its own, by its number. `over` ends all waiting. */
export function createPeople({
  desk,
  seed,
  done,
  over,
  endedBySeconds = 150,
}: {
  desk: Desk;
  seed: number;
  done: Done;
  over: AbortSignal;
  /** When most tickets of a storm are over; who isn't claimed after three minutes climbs. */
  endedBySeconds?: number;
}) {
  const tickets = desk.db.collection<TicketDoc>('tickets');
  /** False when the soak ends meanwhile. */
  const wait = (ms: number): Promise<boolean> =>
    sleep(ms, true, { signal: over, ref: false }).catch(() => false);

  /** As people do when the app says that it failed. */
  async function insist(what: string, act: (time: number) => Promise<Tried>): Promise<boolean> {
    let last = '';
    for (let time = 0; time < tries; time++) {
      const tried = await act(time).catch((error: unknown): Tried => ({ ok: false, say: String(error) }));
      if (tried.ok) return true;
      last = `${tried.status ?? ''} ${tried.say ?? ''}`.trim();
      if (!(await wait(2 * second))) return false;
    }
    done.gaveUp.push(`${what}: ${last}`);
    return false;
  }
  async function verb(user: string, number: number, act: Act, words: string): Promise<void> {
    const text = `${number} ${words}`;
    const order = { user, channel: 'C0FAULTS', command: '/ticket', text };
    if (await insist(`${act} of ${number}`, () => desk.slack.command(order))) done.acts[act]++;
  }
  async function texted(from: string, body: string): Promise<boolean> {
    const began = performance.now();
    try {
      await desk.text(from, body);
      done.acknowledgedMs.push(performance.now() - began);
      return true;
    } catch {
      done.gaveUp.push(`the text of ${from} was never acknowledged`);
      return false;
    }
  }
  const known = createNumbers(tickets, over);
  async function numberOf(address: string): Promise<number | undefined> {
    const number = await known(address);
    if (number === undefined && !over.aborted) done.gaveUp.push(`a report of ${address} opened no ticket`);
    return number;
  }
  const phoneOf = (n: number): string => `+86139${String(n).padStart(8, '0')}`;

  /** Reports once; the address that it can be followed by. */
  async function report(n: number, with_: Chance): Promise<`${string}:${string}` | undefined> {
    const trouble = with_.among(troubles);
    const way = with_.next();
    if (way < 0.7) {
      const from = phoneOf(n);
      if (!(await texted(from, `${trouble} RS${n}X`))) return undefined;
      done.reports.sms++;
      done.words.push(`RS${n}X`);
      return `sms:${from}`;
    }
    if (way < 0.9) {
      const from = `soak${n}@example.org`;
      try {
        await desk.mail({ from, subject: '报修', text: `${trouble} RS${n}X`, id: `soak-${n}` });
      } catch {
        done.gaveUp.push(`the mail of ${from} was never taken`);
        return undefined;
      }
      done.reports.mail++;
      done.words.push(`RS${n}X`);
      return `email:${from}`;
    }
    // Typed anew after an error it is another report, under another word.
    const user = with_.among(engineers);
    let word = '';
    const order = (time: number) => {
      word = `RS${n}T${time}X`;
      return desk.slack.command({ user, channel: 'C0FAULTS', command: '/fault', text: `${trouble} ${word}` });
    };
    if (!(await insist(`report ${n} in chat`, order))) return undefined;
    done.reports.chat++;
    done.words.push(word);
    return undefined;
  }

  async function worked(n: number, number: number, phone: string | undefined, with_: Chance): Promise<void> {
    const user = with_.among(engineers);
    // Whoever isn't claimed climbs.
    if (with_.so(0.12)) {
      if (await wait(with_.between(400, 900) * second)) await verb(leader, number, 'void', 'void test');
      return;
    }
    if (!(await wait(with_.between(5, 100) * second))) return;
    await verb(user, number, 'claim', 'claim');
    if (phone && with_.so(0.3)) {
      if (!(await wait(with_.between(2, 30) * second))) return;
      if (await texted(phone, `还有水在滴 RA${n}X`)) {
        done.acts.addition++;
        done.words.push(`RA${n}X`);
      }
    }
    if (with_.so(0.3)) await verb(user, number, 'say', 'say 我们在路上');
    if (with_.so(0.2)) await verb(user, number, 'note', 'note 备件在车上');
    if (phone && with_.so(0.05) && (await texted(phone, `投诉 ${number} 太慢了`))) done.acts.complaint++;
    if (!(await wait(with_.between(10, 120) * second)) || with_.so(0.1)) return;
    await verb(user, number, 'fix', 'fix 换了交换机电源');
    if (!phone || !(await wait(with_.between(5, 90) * second))) return;
    if (with_.so(0.7)) {
      if (await texted(phone, `1 ${number}`)) done.acts.confirm++;
      if (with_.so(0.3) && (await wait(5 * second)) && (await texted(phone, `R5 ${number}`)))
        done.acts.rate++;
    } else if (with_.so(0.5) && (await texted(phone, `2 ${number} 还是不行`))) {
      done.acts.deny++;
      if (!(await wait(with_.between(20, 60) * second))) return;
      await verb(user, number, 'fix', 'fix 又换了一台');
    }
  }

  return {
    /** One fault from the first word to the last. Gives back at once when its report was answered. */
    async story(n: number): Promise<{ rest: Promise<void> }> {
      const with_ = chance(seed, n);
      const address = await report(n, with_);
      if (!address) return { rest: Promise.resolve() };
      const rest = (async () => {
        const number = await numberOf(address);
        const phone = address.startsWith('sms:') ? address.slice(4) : undefined;
        if (number !== undefined) await worked(n, number, phone, with_);
      })();
      return { rest };
    },

    /** One of many who text about an outage; most are ended by somebody before the next one is called. */
    async storm(n: number): Promise<{ rest: Promise<void> }> {
      const with_ = chance(seed, n);
      if (with_.so(0.1)) return this.story(n);
      const from = phoneOf(n);
      if (!(await texted(from, `全楼停电了 RS${n}X`))) return { rest: Promise.resolve() };
      done.reports.sms++;
      done.words.push(`RS${n}X`);
      const rest = (async () => {
        if (!(await wait(with_.between(60, endedBySeconds) * second))) return;
        const number = await numberOf(`sms:${from}`);
        if (number !== undefined) await verb(with_.among(engineers), number, 'void', 'void test');
      })();
      return { rest };
    },
  };
}
