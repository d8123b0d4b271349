import { afterAll, beforeAll, expect, it } from 'vitest';
import { executeTicketCommand } from '../../src/app/execute.ts';
import { relayTicket } from '../../src/app/move.ts';
import type { TicketCommand } from '../../src/domain/ticket/commands.ts';
import { type Kernel, openKernel } from '../support/kernel.ts';
import { testDatabase } from '../support/mongo.ts';
import { openReported } from '../support/open-reported.ts';

const { uri } = testDatabase();
let kernel: Kernel;
const major = 8001;
const part = 8002;
const phone = (number: number) => `sms:+8613900${String(number).padStart(6, '0')}` as const;

beforeAll(async () => {
  kernel = await openKernel(uri);
});
afterAll(() => kernel.store.close());

let causes = 0;
async function carryOut(number: number, command: TicketCommand): Promise<void> {
  const result = await executeTicketCommand(number, command, `cause/${++causes}`, kernel.ctx);
  expect(result).toMatchObject({ ok: true });
}
const ticket = async (number: number) => (await kernel.ctx.tickets.find(number))?.ticket;

// The fix is told before the parts are moved; a crash in between leaves time for an answer.
it('are fixed with their outage also when its reporter confirmed before they were moved', async () => {
  const now = kernel.ctx.clock.now();
  for (const number of [major, part])
    await openReported(
      {
        ...{ number, cause: `open/${number}` },
        report: { id: `r${number}`, from: phone(number), text: '三楼机房网络断了', at: now },
      },
      kernel.ctx,
    );
  const owner = (await ticket(major))?.owner ?? '';
  const by = { person: owner, role: 'leader' } as const;
  await carryOut(major, { type: 'LinkPart', by, part, now });
  await relayTicket(major, kernel.ctx);
  const at = (hours: number) => new Date(now.getTime() + hours * 3_600_000);
  await carryOut(major, {
    ...{ type: 'Fix', by, note: '换了交换机', now },
    ...{ remindAt: at(24), closeAt: at(48), recordDueAt: at(72) },
  });
  await carryOut(major, {
    ...{ type: 'Confirm', address: phone(major), proof: 'reporter', name: '张', now },
  });
  expect(await ticket(major)).toMatchObject({ status: 'closed' });
  await relayTicket(major, kernel.ctx);
  expect(await ticket(part)).toMatchObject({
    ...{ status: 'fixed', fixNote: '换了交换机', fixedBy: owner },
    asked: { remindAt: at(24), closeAt: at(48) },
  });
});
