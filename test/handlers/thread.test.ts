import { describe, expect, it } from 'vitest';
import { onSpokenLine } from '../../handlers/line.ts';
import type { Context } from '../../src/app/context.ts';
import type { Source } from '../../src/app/receive.ts';
import type { InboundText } from '../../src/domain/inbound.ts';
import type { NoticeDoc } from '../../src/store/documents.ts';
import { service } from '../domain/ticket/given.ts';

const kate = 'slack:U0KATE';
const source = { cause: 'slack:1', receivedAt: new Date() } as unknown as Source;

/** Somebody who is not on the staff writes in the thread of this message of ours. */
function says(text: string, ours: Partial<NoticeDoc>) {
  const ctx = {
    service: () => service,
    outbox: { byRef: async () => ({ ticket: 4821, ...ours }) },
    tickets: { find: async () => undefined },
  } as unknown as Context;
  const place = { conversation: 'slack:D0KATE', thread: '1700000000.000100' };
  const message = { kind: 'text', from: kate, text, attachments: [], place } as unknown as InboundText;
  return onSpokenLine(message, text, source, ctx);
}

describe('a reporter who answers in the thread of what we told them', () => {
  it.each(['已修好', '继续漏水，还没修好', '到现场的插座冒烟了', 'claim'])(
    '%s: is heard as one, not as staff',
    async (text) => {
      expect(await says(text, { audience: 'reporter', lane: kate })).toBeUndefined();
    },
  );

  it('is refused where they act in a thread of the staff’s', async () => {
    expect(await says('已修好', { audience: 'staff', lane: 'slack:C0FAULTS' })).toMatchObject({ ok: false });
  });
});
