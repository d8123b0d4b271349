import type { Context } from '../src/app/context.ts';
import type { Executed } from '../src/app/execute.ts';
import type { Address } from '../src/domain/address.ts';

/** A bare digit counts as a rating from now on; a confirmation that changed nothing asks for none again. */
export async function askForRating(
  address: Address,
  { ticket, events }: Executed,
  { identities }: Pick<Context, 'identities'>,
): Promise<void> {
  if (events.length === 0) return;
  await identities.note(address, { question: { kind: 'rate', ticket: ticket.number } });
}
