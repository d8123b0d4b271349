import { carryOut, field, formOr, type OnVerb } from './ask.ts';

const delivered = /^(已?(到货|送达|送到|换上|提供)|delivered|arrived|done|there)\s*/i;

/** Needed at first, delivered later: delivery stops the spare part's clock. */
export const parts: OnVerb = async (ask, ctx) => {
  const about = { by: ask.by, now: ask.now };
  if (!ask.args && !ask.fields) {
    const filled = { type: 'NeedParts', ...about, text: '' } as const;
    return formOr(ask, 'parts', { ticket: ask.number }, 'needs-words', ctx, filled);
  }
  const there = field(ask, 'state') === 'delivered' || delivered.test(ask.args);
  const text = field(ask, 'what') || ask.args.replace(delivered, '');
  return carryOut(ask, { type: there ? 'DeliverParts' : 'NeedParts', ...about, text }, ctx);
};
