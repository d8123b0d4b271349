import type { Context } from '../../src/app/context.ts';
import { openTicket } from '../../src/app/open-ticket.ts';
import type { Ticket } from '../../src/domain/ticket/ticket.ts';

type Opening = Parameters<typeof openTicket>[0];

/** Opens the ticket of one report by a stranger, under the example's default contract. */
export async function openReported(
  { number, cause, report }: Pick<Opening, 'number' | 'cause' | 'report'>,
  ctx: Context,
): Promise<Ticket> {
  const contract = ctx.service().contracts.find((one) => one.default);
  if (!contract) throw new Error('the example has no default contract');
  const { from: address, at: lastReportAt } = report;
  return openTicket(
    {
      number,
      cause,
      report,
      parties: [{ address, role: 'reporter', locale: 'zh-CN', hears: true, lastReportAt }],
      title: '三楼机房网络断了',
      severity: 'general',
      danger: [],
      locale: 'zh-CN',
      contract,
      promised: true,
      partial: false,
      askPlace: false,
    },
    ctx,
  );
}
