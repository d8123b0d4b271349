import { fold } from './fold.ts';

const marked = /(?:工单编号|工单号|工单|单号|\bticket(?: number| no\.?)?|\bcase|#)\s*:?\s*#?(\d{4,9})(?!\d)/;

/** The ticket number that a text names as one: 工单4821, ticket 4821, #4821. */
export function quotedNumber(text: string): number | undefined {
  const found = marked.exec(fold(text.slice(0, 2000)))?.[1];
  return found === undefined ? undefined : Number(found);
}
