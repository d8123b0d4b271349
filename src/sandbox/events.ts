import type { ServerResponse } from 'node:http';

/** A page that reads this slowly is cut off; it connects again and gets the whole state. */
const mostWaitingBytes = 8 * 1024 * 1024;
const beatMs = 15_000;

/** Server-sent events to every page that is open. */
export function createEvents() {
  const open = new Set<ServerResponse>();
  const beat = setInterval(() => {
    // As an event: a page can't hear comments, and wants to know that the line is alive.
    for (const page of open) page.write('event: beat\ndata: {}\n\n');
  }, beatMs);
  beat.unref();

  const write = (page: ServerResponse, event: string, data: unknown): void => {
    if (page.writableLength > mostWaitingBytes) page.destroy();
    else page.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  };

  return {
    anybody: () => open.size > 0,
    join(page: ServerResponse, state: unknown): void {
      page.writeHead(200, {
        'content-type': 'text/event-stream',
        'cache-control': 'no-store',
        'x-accel-buffering': 'no',
      });
      page.write('retry: 1000\n\n');
      write(page, 'state', state);
      open.add(page);
      page.once('close', () => open.delete(page));
    },
    send(event: string, data: unknown): void {
      for (const page of open) write(page, event, data);
    },
    /** Ends every stream, so that the server can close. */
    hangUp(): void {
      for (const page of open) page.end();
      open.clear();
    },
    stop(): void {
      clearInterval(beat);
      this.hangUp();
    },
  };
}
export type Events = ReturnType<typeof createEvents>;
