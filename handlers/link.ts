import { type Address, addressOf } from '../src/domain/address.ts';
import { normalised } from '../src/domain/service/directory.ts';
import { carryOut, type OnVerb } from './ask.ts';
import { refused } from './reply.ts';

/** `4821 link 4825`: 4825 is part of the outage 4821; its reporter keeps number, channel and confirmation. */
export const link: OnVerb = async (ask, ctx) => {
  const part = Number(/^#?(\d{1,9})$/.exec(ask.args || (ask.value ?? ''))?.[1] ?? Number.NaN);
  if (!Number.isInteger(part)) return refused({ reason: 'no-such-ticket', word: ask.args }, ctx, ask.number);
  if (!(await ctx.tickets.find(part))) return refused({ reason: 'no-such-ticket', number: part }, ctx);
  return carryOut(ask, { type: 'LinkPart', by: ask.by, part, now: ask.now }, ctx);
};

const toAddress = (word: string): Address => {
  if (/^(sms|email|slack):/.test(word)) return normalised(word as Address);
  return normalised(word.includes('@') ? addressOf('email', word) : addressOf('sms', word));
};

/** `4821 join zhou@example.org +8613900000009`: one person, heard on the second address from now on. */
export const join: OnVerb = async (ask, ctx) => {
  const [first, second] = ask.args.split(/\s+/);
  if (!first || !second) return refused({ reason: 'unknown-person', word: ask.args }, ctx, ask.number);
  return carryOut(
    ask,
    { type: 'JoinParty', by: ask.by, address: toAddress(first), to: toAddress(second), now: ask.now },
    ctx,
  );
};
