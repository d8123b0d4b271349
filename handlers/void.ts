import type { Context } from '../src/app/context.ts';
import type { Locale } from '../src/domain/locale.ts';
import { languageOf } from '../src/domain/report/language.ts';
import { pauseUnjudged } from '../src/domain/ticket/pausing.ts';
import { type Ticket, type VoidReason, voidReasons } from '../src/domain/ticket/ticket.ts';
import { type Ask, carryOut, field, formOr, type OnVerb } from './ask.ts';
import { refused } from './reply.ts';
import { whoIs } from './who.ts';

const spoken: [VoidReason, RegExp][] = [
  ['withdrawn', /^(withdrawn|撤回|报修人撤回)/i],
  ['test', /^(test|测试)/i],
  ['wrong-number', /^(wrong[- ]number|打错|号码错)/i],
  ['spam', /^(spam|垃圾|骚扰|广告)/i],
  ['duplicate', /^(duplicate|dup|重复)/i],
];

function duplicateOf(ask: Ask): number | undefined {
  const digits = /\d{1,9}/.exec(field(ask, 'number') || ask.args)?.[0];
  return digits ? Number(digits) : undefined;
}

/** Ends what was no fault, with a reason; for known customers the leader approves. */
export const voidTicket: OnVerb = async (ask, ctx) => {
  const known = ask.ticket.customer !== undefined;
  const command = { type: 'Void', by: ask.by, known, now: ask.now } as const;
  if (!ask.args && !ask.fields) {
    const filled = { ...command, reason: 'test' } as const;
    return formOr(ask, 'void', { ticket: ask.number }, 'needs-reason', ctx, filled);
  }
  const reason =
    voidReasons.find((id) => id === field(ask, 'reason')) ??
    spoken.find(([, words]) => words.test(ask.args))?.[0];
  if (!reason) return refused({ reason: 'unknown-reason', word: ask.args }, ctx, ask.number);
  const other = reason === 'duplicate' ? duplicateOf(ask) : undefined;
  // A duplicate names what it repeats: the reporter is told that number.
  if (reason === 'duplicate' && other === undefined)
    return refused({ reason: 'needs-ticket' }, ctx, ask.number);
  if (other !== undefined && !(await ctx.tickets.find(other)))
    return refused({ reason: 'no-such-ticket', number: other }, ctx);
  return carryOut(ask, { ...command, reason, ...(other !== undefined && { other }) }, ctx);
};

const judged: [string, RegExp][] = [
  ['void', /^(void|作废)/i],
  ['pause', /^(pause|暂停)/i],
  ['reporter', /^(reporter|报修人)/i],
];
const namedIn = (args: string) => judged.find(([, words]) => words.test(args))?.[0];

/** What a bare yes or no is about. */
function waitingIn(ticket: Ticket): string {
  if (ticket.voiding) return 'void';
  return pauseUnjudged(ticket) || !ticket.proposed ? 'pause' : 'reporter';
}

/** The language of whoever is proposed as the reporter: what we know of them, else that of their words. */
async function theirLanguage({ proposed, reports }: Ticket, ctx: Context): Promise<Locale | undefined> {
  if (!proposed) return undefined;
  const { contact, identity } = await whoIs(proposed.address, '', proposed.name, ctx);
  return contact?.locale ?? identity.locale ?? languageOf(reports[0]?.text ?? '');
}

/** What waits for a leader's word: a pause, a void, a reporter quoted in forwarded mail. */
const judge =
  (yes: boolean): OnVerb =>
  async (ask, ctx) => {
    const { by, now } = ask;
    const about = ask.value?.split(':')[0] || namedIn(ask.args) || waitingIn(ask.ticket);
    if (about === 'reporter') {
      if (!yes) return carryOut(ask, { type: 'RejectReporter', by, now }, ctx);
      const locale = await theirLanguage(ask.ticket, ctx);
      return carryOut(ask, { type: 'AcceptReporter', by, now, ...(locale && { locale }) }, ctx);
    }
    if (about === 'void') return carryOut(ask, { type: yes ? 'ApproveVoid' : 'RejectVoid', by, now }, ctx);
    return carryOut(ask, { type: yes ? 'ApprovePause' : 'RejectPause', by, now }, ctx);
  };
export const approve = judge(true);
export const reject = judge(false);
