/** As much of Slack's answer as a list in pages has. */
interface Page {
  response_metadata?: { next_cursor?: string | undefined } | undefined;
}

/** Lists that Slack gives in pages; pages that were read once are not asked for again until they are forgotten. */
export interface Pages {
  /** All pages of one list, whose name is its own among those not yet forgotten. */
  all<P extends Page>(list: string, ask: (more: { cursor?: string }) => Promise<P>): Promise<P[]>;
  forget(): void;
}

const most = 100;

export function rememberPages(): Pages {
  const read = new Map<string, Page[]>();
  return {
    async all<P extends Page>(list: string, ask: (more: { cursor?: string }) => Promise<P>) {
      const pages = (read.get(list) ?? []) as P[];
      read.set(list, pages);
      while (pages.length < most) {
        const cursor = pages.at(-1)?.response_metadata?.next_cursor;
        if (pages.length > 0 && !cursor) break;
        pages.push(await ask(cursor ? { cursor } : {}));
      }
      return pages;
    },
    forget: () => read.clear(),
  };
}
