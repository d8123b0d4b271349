import type { Logger } from 'pino';
import type { Events } from './events.ts';
import type { Change } from './machines.ts';
import type { View } from './view.ts';

const togetherMs = 100;

/** Sends open pages the parts that changed, several changes at once. */
export function createPushes({ events, view, log }: { events: Events; view: () => View; log: Logger }) {
  let timer: NodeJS.Timeout | undefined;
  const dirty = { texts: false, mails: false, chat: false };
  let talked = new Set<string>();
  let inTurn = false;

  async function push(): Promise<void> {
    timer = undefined;
    const changed = { ...dirty };
    const where = talked;
    Object.assign(dirty, { texts: false, mails: false, chat: false });
    talked = new Set();
    if (!events.anybody()) return;
    if (changed.texts) events.send('texts', view().texts());
    if (changed.mails) events.send('mails', view().mails());
    if (changed.chat) events.send('chat', view().chat(where));
    events.send('clock', view().clock());
    events.send('tickets', await view().tickets());
    // A turn changes it many times; it is told at its end.
    if (!inTurn) events.send('upcoming', await view().upcoming());
  }

  const safely = () =>
    push().catch((error: unknown) => log.warn({ err: error }, 'the sandbox page missed a change'));

  return {
    changed(change: Change): void {
      dirty[change.kind] = true;
      if (change.kind === 'chat' && change.conversation !== undefined) talked.add(change.conversation);
      timer ??= setTimeout(() => void safely(), togetherMs);
    },
    begin(): void {
      inTurn = true;
    },
    /** Sends what isn't sent yet, so that pages know it before the act that caused it is answered. */
    async flush(): Promise<void> {
      inTurn = false;
      clearTimeout(timer);
      await safely();
    },
    stop: () => clearTimeout(timer),
  };
}
export type Pushes = ReturnType<typeof createPushes>;
