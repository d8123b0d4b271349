import type { NoticeDoc } from '../store/documents.ts';
import type { Context } from './context.ts';

/** The card's row: one per ticket, level-triggered. */
export const cardRow = (ticket: number, lane: NoticeDoc['lane'], at: Date, ctx: Context): NoticeDoc => ({
  _id: `card/${ticket}`,
  kind: 'card',
  ticket,
  to: { kind: 'conversation', address: lane },
  audience: 'staff',
  locale: ctx.service().organisation.locale,
  loud: 'notice',
  name: 'card',
  facts: {},
  lane,
  fallbacks: [],
  state: 'queued',
  at,
  seq: 0,
  nextAt: at,
  attempts: [],
});
