import { carryOut, field, formOr, type OnVerb } from './ask.ts';

/** By phone: a logged call, one tap. With words: they go to the reporter, and count once they arrived. */
export const answer: OnVerb = (ask, ctx) => {
  const text = ask.args || field(ask, 'said');
  const how = field(ask, 'how') === 'text' || (ask.args && !ask.fields) ? 'text' : 'call';
  const proof = how === 'call' ? 'logged-call' : 'provider';
  return carryOut(ask, { type: 'Answer', by: ask.by, how, text, proof, now: ask.now }, ctx);
};

export const unreachable: OnVerb = (ask, ctx) =>
  carryOut(ask, { type: 'LogTry', by: ask.by, now: ask.now }, ctx);

/** The only way from the thread to the reporter. */
export const say: OnVerb = async (ask, ctx) => {
  const text = ask.args || field(ask, 'text');
  const command = { type: 'Say', by: ask.by, text, now: ask.now } as const;
  if (text) return carryOut(ask, command, ctx);
  const channel = ask.ticket.parties[0]?.address.split(':')[0] ?? '';
  return formOr(ask, 'say', { ticket: ask.number, channel }, 'needs-words', ctx, { ...command, text: '…' });
};
