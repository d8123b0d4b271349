import type { Context } from '../src/app/context.ts';
import { addressOf, channelOf } from '../src/domain/address.ts';
import { personByAddress, personById } from '../src/domain/service/directory.ts';
import { type Ask, carryOut, field, formOr, type OnVerb } from './ask.ts';
import { refused } from './reply.ts';

const answerWithinMs = 10 * 60_000;

/** The person a form's picker or `@who` names: a chat id or a person's id. */
function personNamed(ask: Ask, ctx: Context) {
  const service = ctx.service();
  const said = field(ask, 'person') || ask.who || '';
  const chat =
    service.people
      .flatMap((p) => p.reach)
      .map(channelOf)
      .find((c) => c !== 'sms' && c !== 'email') ?? 'slack';
  return personById(service, said) ?? personByAddress(service, addressOf(chat, said));
}

const handOff =
  (type: 'Offer' | 'Assign'): OnVerb =>
  async (ask, ctx) => {
    const name = type === 'Offer' ? 'offer' : 'assign';
    const answerBy = new Date(ask.now.getTime() + answerWithinMs);
    const about = { type, by: ask.by, answerBy, now: ask.now };
    if (!ask.who && !field(ask, 'person') && !ask.args) {
      const filled = { ...about, to: '', why: '' };
      return formOr(ask, name, { ticket: ask.number }, 'needs-who', ctx, filled);
    }
    const person = personNamed(ask, ctx);
    if (!person || person.role === 'supervisor')
      return refused(
        { reason: 'unknown-person', word: field(ask, 'person') || ask.who || ask.args },
        ctx,
        ask.number,
      );
    const why = field(ask, 'reason') || ask.args;
    return carryOut(ask, { ...about, to: person.id, why }, ctx);
  };

export const offer = handOff('Offer');
export const assign = handOff('Assign');
export const accept: OnVerb = (ask, ctx) => carryOut(ask, { type: 'Accept', by: ask.by, now: ask.now }, ctx);
export const decline: OnVerb = (ask, ctx) =>
  carryOut(ask, { type: 'Decline', by: ask.by, now: ask.now, ...(ask.args && { why: ask.args }) }, ctx);

/** A leader needs no consent, but a reason. */
export const take: OnVerb = async (ask, ctx) => {
  const why = ask.args || field(ask, 'reason');
  const command = { type: 'Take', by: ask.by, why, now: ask.now } as const;
  if (why) return carryOut(ask, command, ctx);
  return formOr(ask, 'take', { ticket: ask.number }, 'needs-reason', ctx, { ...command, why: '…' });
};
