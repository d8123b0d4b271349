import { carryOut, field, formOr, type OnVerb } from './ask.ts';

const delivered = /^(已?(到货|送达|送到|换上|提供)|delivered|arrived|done|there)\s*/i;

/** Needed at first, delivered later: delivery stops the spare part's clock. */
export const parts: OnVerb = async (ask, ctx) => {
  if (!ask.args && !ask.fields) return formOr(ask, 'parts', { ticket: ask.number }, 'needs-note', ctx);
  const there = field(ask, 'state') === 'delivered' || delivered.test(ask.args);
  const text = field(ask, 'what') || ask.args.replace(delivered, '');
  return carryOut(ask, { type: there ? 'DeliverParts' : 'NeedParts', by: ask.by, text, now: ask.now }, ctx);
};
