import { masked } from '../src/domain/address.ts';
import { reporterOf } from '../src/domain/ticket/ticket.ts';
import { carryOut, field, formOr, type OnVerb } from './ask.ts';
import { askForRating } from './rating.ts';

/** Who spoke on the phone: as the staff say, else the reporter as we know them. */
const spoke = (name: string, { name: known, address }: ReturnType<typeof reporterOf>): string =>
  name || known || masked(address);

/**
 * The reporter's own word, heard on the phone: a logged call, with the name of who said it. It closes the
 * ticket as confirmed, and the reporter reads that it did.
 */
export const confirmed: OnVerb = async (ask, ctx) => {
  const reporter = reporterOf(ask.ticket);
  const { address } = reporter;
  const name = spoke(ask.args || field(ask, 'name'), reporter);
  const command = { type: 'Confirm', address, proof: 'logged-call', name, by: ask.by, now: ask.now } as const;
  return carryOut(ask, command, ctx, '', (done) => askForRating(address, done, ctx));
};

/** The same for "it is not fixed": reopens it, with what is still wrong. */
export const denied: OnVerb = async (ask, ctx) => {
  const reporter = reporterOf(ask.ticket);
  const why = ask.args || field(ask, 'why');
  const command = {
    type: 'Deny',
    address: reporter.address,
    why,
    name: spoke('', reporter),
    promises: ask.policy.contract.promises,
    by: ask.by,
    now: ask.now,
  } as const;
  if (!why)
    return formOr(ask, 'denied', { ticket: ask.number }, 'needs-words', ctx, { ...command, why: '…' });
  return carryOut(ask, command, ctx);
};
