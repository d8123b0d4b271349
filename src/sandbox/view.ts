import type { Cast, HubReads } from './hub-reads.ts';
import { deskNumber, type Machines } from './machines.ts';
import { botUser, type SlackMessage } from './slack/index.ts';

const mostTexts = 400;
const mostMails = 120;
const mostMessages = 120;

/** What the page shows, cut to its newest part. */
export function createView(parts: {
  machines: Machines;
  reads: HubReads;
  cast: () => Cast;
  mailAddress: string;
}) {
  const { machines, reads, cast, mailAddress } = parts;
  const { slack, twilio, mails, times } = machines;

  const texts = () => twilio.look().texts.slice(-mostTexts);
  /** Where the bytes of an upload are kept is told to the page alone, as Slack tells it nobody. */
  const shown = (message: SlackMessage) => {
    const { files: known = [] } = slack.look();
    const files = message.files?.map((file) => ({
      ...file,
      media: known.find(({ id }) => id === file.id)?.media,
    }));
    return { ...message, ...(files && { files }), at: times[message.ts] };
  };
  const conversations = (only?: ReadonlySet<string>) =>
    slack
      .conversations()
      .filter(({ id }) => only === undefined || only.has(id))
      .map(({ id, name, im, messages }) => ({
        id,
        name,
        ...(im !== undefined && { im }),
        messages: messages.slice(-mostMessages).map(shown),
      }));
  const chat = (only?: ReadonlySet<string>) => {
    const { whispers, modals, homes } = slack.look();
    return {
      conversations: conversations(only),
      whispers: whispers.slice(-mostMessages).map((one) => ({ ...one, at: times[one.ts] })),
      modals,
      homes,
    };
  };
  const people = () => ({ ...cast(), bot: botUser, desk: { phone: deskNumber, mail: mailAddress } });
  const clock = () => ({ now: reads.now().toISOString() });
  const upcoming = () => reads.upcoming();

  return {
    texts,
    mails: () => mails.all().slice(-mostMails),
    chat,
    people,
    clock,
    upcoming,
    tickets: () => reads.tickets(),
    whole: async () => ({
      people: people(),
      clock: clock(),
      upcoming: await upcoming(),
      texts: texts(),
      mails: mails.all().slice(-mostMails),
      chat: chat(),
      tickets: await reads.tickets(),
    }),
  };
}
export type View = ReturnType<typeof createView>;
