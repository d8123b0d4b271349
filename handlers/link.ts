import type { Context } from '../src/app/context.ts';
import { type Address, addressOf } from '../src/domain/address.ts';
import { normalised } from '../src/domain/service/directory.ts';
import { type Ask, carryOut, type OnVerb } from './ask.ts';
import { type Reply, refused } from './reply.ts';

/** `4821 link 4825`: 4825 is part of the outage 4821; its reporter keeps number, channel and confirmation. */
export const link: OnVerb = async (ask, ctx) => {
  // The button under "looks like the same fault as": this ticket is part of the one it names.
  if (!ask.args && ask.value) return joinOutage(ask, Number(ask.value), ctx);
  const part = Number(/^#?(\d{1,9})$/.exec(ask.args)?.[1] ?? Number.NaN);
  if (!Number.isInteger(part)) return refused({ reason: 'needs-ticket' }, ctx, ask.number);
  const known = (await ctx.tickets.find(part))?.ticket;
  if (!known) return refused({ reason: 'no-such-ticket', number: part }, ctx);
  const { partOf } = known;
  if (partOf !== undefined && partOf !== ask.number)
    return refused({ reason: 'already-linked', number: partOf }, ctx, ask.number);
  return carryOut(ask, { type: 'LinkPart', by: ask.by, part, now: ask.now }, ctx);
};

async function joinOutage(ask: Ask, major: number, ctx: Context): Promise<Reply> {
  if (!(await ctx.tickets.find(major))) return refused({ reason: 'no-such-ticket', number: major }, ctx);
  const { partOf } = ask.ticket;
  if (partOf !== undefined && partOf !== major)
    return refused({ reason: 'already-linked', number: partOf }, ctx, ask.number);
  return carryOut(
    { ...ask, number: major },
    { type: 'LinkPart', by: ask.by, part: ask.number, now: ask.now },
    ctx,
  );
}

const toAddress = (word: string): Address => {
  if (/^(sms|email|slack):/.test(word)) return normalised(word as Address);
  return normalised(word.includes('@') ? addressOf('email', word) : addressOf('sms', word));
};

/** `4821 join zhou@example.org +8613900000009`: one person, heard on the second address from now on. */
export const join: OnVerb = async (ask, ctx) => {
  const [first, second] = ask.args.split(/\s+/);
  if (!first || !second) return refused({ reason: 'needs-addresses' }, ctx, ask.number);
  return carryOut(
    ask,
    { type: 'JoinParty', by: ask.by, address: toAddress(first), to: toAddress(second), now: ask.now },
    ctx,
  );
};
