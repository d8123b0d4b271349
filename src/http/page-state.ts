import type { Locale } from '../domain/locale.ts';
import type { TicketView } from '../domain/ticket/view.ts';

export const pageActions = ['confirm', 'deny', 'rate', 'add'] as const;
export type PageAction = (typeof pageActions)[number];

/** A picture or file that this reporter sent. */
export interface PageFile {
  label: string;
  picture: boolean;
  /** Absent while it is fetched, and for what never came. */
  href?: string;
  /** What to do where it did not arrive. */
  note?: string;
}

/** What the page shows. Main decides what the reporter may do now. */
export interface PageState {
  locale: Locale;
  organisation: { name: string; nameEn: string; phone?: string };
  ticket: TicketView;
  /** In both languages: the reader may change it. */
  files: Record<Locale, PageFile[]>;
  may: readonly PageAction[];
}
