import type { Context } from '../src/app/context.ts';
import { executeTicketCommand } from '../src/app/execute.ts';
import type { Source } from '../src/app/receive.ts';
import type { InboundText } from '../src/domain/inbound.ts';
import { callWithinMs } from '../src/domain/notice/to-reporter.ts';
import type { Reading } from '../src/domain/report/reading.ts';
import { listedOf } from './confirm.ts';
import { no, type Reply } from './reply.ts';
import { onReport } from './report.ts';
import type { Sender } from './who.ts';

/** Somebody wants a person, not a robot: the worker is paged; without a ticket one is opened for the call. */
export async function onPersonWanted(
  number: number | undefined,
  message: InboundText,
  sender: Sender,
  source: Source,
  ctx: Context,
): Promise<Reply> {
  const now = ctx.clock.now();
  const callBy = new Date(now.getTime() + callWithinMs);
  const opened =
    number === undefined
      ? await onReport(message, { text: message.text, danger: [] }, sender, source, ctx)
      : undefined;
  const ticket = number ?? opened?.ticket;
  if (ticket === undefined) return no({ name: 'greeting', facts: {} });
  const listed = await listedOf(sender, ticket, now, ctx);
  const command = { type: 'WantPerson', address: sender.address, callBy, now, ...listed } as const;
  await executeTicketCommand(ticket, command, `${source.cause}/person`, ctx);
  return { ok: true, ticket };
}

/** A complaint without a ticket opens one: nothing a reporter says is lost. */
export async function onComplaint(
  reading: Extract<Reading, { kind: 'complaint' }>,
  message: InboundText,
  sender: Sender,
  source: Source,
  ctx: Context,
): Promise<Reply> {
  const now = ctx.clock.now();
  const opened =
    reading.ticket === undefined
      ? await onReport(message, { text: reading.text, danger: [] }, sender, source, ctx)
      : undefined;
  const ticket = reading.ticket ?? opened?.ticket;
  if (ticket === undefined) return no({ name: 'greeting', facts: {} });
  const command = {
    type: 'Complain',
    address: sender.address,
    text: reading.text,
    promises: sender.contract.promises,
    now,
    ...(await listedOf(sender, ticket, now, ctx)),
  } as const;
  await executeTicketCommand(ticket, command, `${source.cause}/complaint`, ctx);
  return { ok: true, ticket };
}
