import type { Locale } from '../domain/locale.ts';
import type { TicketView } from '../domain/ticket/view.ts';

export const pageActions = ['confirm', 'deny', 'rate', 'add'] as const;
export type PageAction = (typeof pageActions)[number];

/** What the page shows. Main decides what the reporter may do now. */
export interface PageState {
  locale: Locale;
  organisation: { name: string; nameEn: string; phone?: string };
  ticket: TicketView;
  may: readonly PageAction[];
}
