import {
  bot,
  type Conversation,
  type SlackMessage,
  type WorkspaceChannel,
  type WorkspaceData,
  type WorkspaceUser,
} from './records.ts';

/** The workspace's people and conversations, and the one clock that all timestamps come from. */
export interface State {
  data: WorkspaceData;
  users: WorkspaceUser[];
  /** Unique, rising, close to the wall clock: `1700000000.000100`. */
  nextTs(): string;
  nextId(prefix: string): string;
  user(id: string): WorkspaceUser | undefined;
  conversation(id: string): Conversation | undefined;
  /** The bot's direct conversation with a person, made at need. */
  direct(user: string): Conversation | undefined;
  visibleTo(user: string): Conversation[];
  isMember(conversation: Conversation, user: string): boolean;
  message(conversation: Conversation, ts: string): SlackMessage | undefined;
  restore(data: WorkspaceData): void;
}

const emptyData = (): WorkspaceData => ({
  conversations: [],
  whispers: [],
  modals: [],
  homes: [],
  lastTs: '0.000000',
  counter: 0,
});

const micros = (ts: string) => {
  const [seconds = '0', fraction = '0'] = ts.split('.');
  return Number(seconds) * 1e6 + Number(fraction.padEnd(6, '0'));
};

export function createState(users: WorkspaceUser[], channels: WorkspaceChannel[]): State {
  let data = emptyData();

  /** Channels are the caller's to name; what was said in them is ours to keep. */
  function settle(): void {
    for (const channel of channels) {
      const known = data.conversations.find((one) => one.id === channel.id);
      if (known) Object.assign(known, channel);
      else data.conversations.push({ ...channel, messages: [] });
    }
  }
  settle();

  const conversation = (id: string) => data.conversations.find((one) => one.id === id);
  const user = (id: string) => users.find((one) => one.id === id);
  const isMember = (where: Conversation, who: string) => {
    if (where.im !== undefined) return where.im === who || who === bot.user;
    if (who === bot.user) return where.bot !== false;
    return where.members === undefined || where.members.includes(who);
  };

  return {
    get data() {
      return data;
    },
    users,
    nextTs() {
      const next = Math.max(Date.now() * 1000, micros(data.lastTs) + 100);
      data.lastTs = `${Math.floor(next / 1e6)}.${String(next % 1e6).padStart(6, '0')}`;
      return data.lastTs;
    },
    nextId(prefix) {
      data.counter += 1;
      return `${prefix}${String(data.counter).padStart(8, '0')}`;
    },
    user,
    conversation,
    direct(id) {
      const person = user(id);
      if (!person) return undefined;
      const dm = `D${id.slice(1)}`;
      const known = conversation(dm);
      if (known) return known;
      const made: Conversation = { id: dm, name: person.name, im: id, messages: [] };
      data.conversations.push(made);
      return made;
    },
    visibleTo: (id) => data.conversations.filter((one) => isMember(one, id)),
    isMember,
    message: (where, ts) => where.messages.find((one) => one.ts === ts),
    restore(saved) {
      data = structuredClone(saved);
      settle();
    },
  };
}
