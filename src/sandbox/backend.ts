import type { ServerResponse } from 'node:http';
import type { ActContext } from './acts/act.ts';
import { chatIn } from './acts/chat.ts';
import { moveClock } from './acts/clock.ts';
import { failNext } from './acts/fail.ts';
import { mailIn, rawMailIn } from './acts/mail.ts';
import { textIn } from './acts/sms.ts';
import { speak } from './acts/speak.ts';
import { home, submit, tap } from './acts/tap.ts';
import type { Events } from './events.ts';
import type { Wanted } from './listing.ts';
import type { Pushes } from './pushes.ts';
import type { InTurn } from './turns.ts';
import type { View } from './view.ts';

/** A request without its `undefined`s. */
type Messages = { [K in keyof Wanted]?: Wanted[K] | undefined };

/** What the addresses do, once the look-alikes are up. */
export function createBackend(parts: {
  context: ActContext;
  view: View;
  events: Events;
  pushes: Pick<Pushes, 'begin' | 'flush'>;
  inTurn: InTurn;
}) {
  const { context, view, events, pushes } = parts;
  let turn = 0;
  let finished = 0;
  const { reads, listing, machines } = context;
  type Request<F extends (request: never, ...rest: never[]) => unknown> = Parameters<F>[0];

  return {
    /**
     * One act at a time, so that each answer tells of its own act. Pages see that something is under way, and
     * have been sent all of it when they hear of the turn that an answer names.
     */
    inTurn: <T>(act: () => Promise<T>): Promise<{ answer: T; turn: number }> =>
      parts.inTurn(async () => {
        turn += 1;
        machines.refreshPeople();
        pushes.begin();
        events.send('busy', { busy: true });
        try {
          return { answer: await act(), turn };
        } finally {
          await pushes.flush();
          finished = turn;
          events.send('busy', { busy: false, turn });
        }
      }),
    sms: (request: Request<typeof textIn>) => textIn(request, context),
    mail: (request: Request<typeof mailIn> | Request<typeof rawMailIn>) =>
      'raw' in request ? rawMailIn(request, context) : mailIn(request, context),
    chat: (request: Request<typeof chatIn>) => chatIn(request, context),
    tap: (request: Request<typeof tap>) => tap(request, context),
    submit: (request: Request<typeof submit>) => submit(request, context),
    home: (request: Request<typeof home>) => home(request, context),
    fail: (request: Request<typeof failNext>) => Promise.resolve(failNext(request, context)),
    async moveClock(request: Request<typeof moveClock>) {
      const answer = await moveClock(request, context, (now, target) =>
        events.send('progress', { now: now.toISOString(), target: target.toISOString() }),
      );
      events.send('clock', view.clock());
      events.send('tickets', await view.tickets());
      return answer;
    },
    async messages({ to, ticket, after }: Messages) {
      await listing.learn();
      return listing.list({
        ...(to !== undefined && { to }),
        ...(ticket !== undefined && { ticket }),
        ...(after !== undefined && { after }),
      });
    },
    tickets: () => reads.tickets(),
    ticket: (number: number) => reads.ticket(number),
    clock: () => view.clock(),
    upcoming: () => view.upcoming(),
    async speak({ language }: Request<typeof speak>) {
      const answer = speak({ language }, context);
      events.send('people', view.people());
      return answer;
    },
    mailHtml: (id: string) => machines.mails.find(id)?.html,
    media: (id: string) => machines.media.bytes(id),
    async watchPage(page: ServerResponse): Promise<void> {
      events.join(page, { ...(await view.whole()), turn: finished });
    },
  };
}
export type Backend = ReturnType<typeof createBackend>;
