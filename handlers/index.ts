import type { Handle } from '../src/app/receive.ts';
import { assertNever } from '../src/domain/result.ts';
import { onHome } from './home.ts';
import { onLine } from './line.ts';
import { onSubscription } from './subscription.ts';
import { onTap } from './tap.ts';
import { onText } from './text.ts';

/** Channel-neutral: what somebody said or tapped, and what we answer. */
export const handle: Handle = async (inbound, source, ctx) => {
  switch (inbound.kind) {
    case 'text':
      return onText(inbound, source, ctx);
    case 'line':
      return onLine(inbound, source, ctx);
    case 'verb':
      return onTap(inbound, source, ctx);
    case 'subscription':
      return onSubscription(inbound, ctx);
    case 'home':
      return onHome(inbound, ctx);
    case 'receipt':
      return { ok: true };
    default:
      return assertNever(inbound);
  }
};
