/** What the look-alike keeps; plain JSON, so that a snapshot is the whole of it. */
export interface SlackMessage {
  ts: string;
  thread_ts?: string;
  user: string;
  bot_id?: string;
  text: string;
  blocks?: unknown[];
  metadata?: unknown;
  edited?: { ts: string };
  files?: SentFile[];
}

/** What a message tells of a file. */
export interface SentFile {
  id?: string;
  [more: string]: unknown;
}

/** A file somebody uploaded; its bytes are kept elsewhere, under `media`. */
export interface SlackFile {
  id: string;
  name: string;
  mimetype: string;
  size: number;
  url_private: string;
  user: string;
  media: string;
}

export interface Conversation {
  id: string;
  name: string;
  /** A direct conversation of the bot with this person. */
  im?: string;
  /** Absent: everybody. */
  members?: string[];
  archived?: boolean;
  /** False: the bot was never invited. */
  bot?: boolean;
  messages: SlackMessage[];
}

/** A message that one person alone sees, until they reload. */
export interface Whisper {
  user: string;
  channel: string;
  ts: string;
  text: string;
  blocks?: unknown[];
}

export interface View {
  id: string;
  hash: string;
  user: string;
  view: Record<string, unknown>;
}

export interface WorkspaceData {
  conversations: Conversation[];
  whispers: Whisper[];
  /** Modals that are open, newest last. */
  modals: View[];
  homes: View[];
  files?: SlackFile[];
  lastTs: string;
  counter: number;
}

export interface WorkspaceUser {
  id: string;
  name: string;
  deactivated?: boolean;
}

export interface WorkspaceChannel {
  id: string;
  name: string;
  members?: string[];
  archived?: boolean;
  bot?: boolean;
}

/** Something that the hub showed to somebody. */
export interface ShownMessage {
  id: string;
  at: Date;
  channel: string;
  /** The person (direct, whispered, a view) or the conversation that sees it. */
  to: string;
  /** All that a reader sees: blocks flattened, buttons in brackets. */
  text: string;
  blocks: unknown[];
  kind: 'post' | 'update' | 'ephemeral' | 'view' | 'home';
  ts: string;
  metadata?: unknown;
}

export const team = { id: 'T0SANDBOX', domain: 'sandbox' } as const;
export const bot = { user: 'U0FAULTLINE', id: 'B0FAULTLINE', app: 'A0FAULTLINE' } as const;
