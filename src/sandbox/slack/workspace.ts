import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Logger } from 'pino';
import { createMemoryMedia, type MediaStore } from '../media.ts';
import { createDelivery } from './delivery.ts';
import { createFailures, type Failure } from './failures.ts';
import { createFiles } from './files.ts';
import { createPeople, type People } from './people.ts';
import {
  bot,
  type Conversation,
  type ShownMessage,
  type View,
  type WorkspaceChannel,
  type WorkspaceData,
  type WorkspaceUser,
} from './records.ts';
import { createSocketServer } from './socket-server.ts';
import { createState } from './state.ts';
import { createTriggers } from './triggers.ts';
import { type ApiCall, createWebApi } from './web-api.ts';

export interface WorkspaceOptions {
  users: WorkspaceUser[];
  channels: WorkspaceChannel[];
  /** Where the hub listens; asked at each delivery, since the two start in either order. */
  hubUrl: string | (() => string);
  signingSecret: string;
  botToken: string;
  /** Switches Socket Mode on: a hub that connects is served by socket. */
  appToken?: string;
  log: Logger;
  /** Time shown with messages; the hub's moved clock, in the sandbox. */
  now?: () => Date;
  /** Pauses before each resend of an event that wasn't acknowledged. */
  resendAfterMs?: number[];
  /** How long an acknowledgement may take; 3 s, as at Slack. */
  ackWithinMs?: number;
  /** Also tells the hub of its own direct messages, as Slack does. */
  echo?: boolean;
  /** Where files are kept; in memory when absent. */
  media?: MediaStore;
}

export interface SlackWorkspace extends Omit<People, 'echo'> {
  /** Listens on loopback. @returns the address for `SLACK_API_URL` */
  listen(port?: number): Promise<string>;
  close(): Promise<void>;
  onMessage(listener: (message: ShownMessage) => void): () => void;
  onCall(listener: (call: ApiCall) => void): () => void;
  failNext(failure: Failure): void;
  clearFailures(): void;
  expireTriggers(): void;
  recycleSockets(): void;
  conversations(): readonly Conversation[];
  homeOf(user: string): View | undefined;
  /** All that was said and shown, as plain JSON. */
  snapshot(): WorkspaceData;
  /** The same, not copied: to look at. */
  look(): Readonly<WorkspaceData>;
  restore(data: WorkspaceData): void;
}

/** A Slack workspace on this machine: people act in it, the hub answers through its Web API. */
export function createSlackWorkspace(options: WorkspaceOptions): SlackWorkspace {
  const { log, now = () => new Date() } = options;
  const state = createState(options.users, options.channels);
  const triggers = createTriggers(state);
  const failures = createFailures();
  const ackWithinMs = options.ackWithinMs ?? 3_000;
  const sockets = createSocketServer({ ackWithinMs });
  const { hubUrl } = options;
  const delivery = createDelivery({
    hubUrl: typeof hubUrl === 'string' ? () => hubUrl : hubUrl,
    signingSecret: options.signingSecret,
    sockets,
    ackWithinMs,
    resendAfterMs: options.resendAfterMs ?? [200, 1000, 3000],
    log,
  });
  const files = createFiles({
    state,
    media: options.media ?? createMemoryMedia(),
    botToken: options.botToken,
    origin: () => `http://127.0.0.1:${port()}`,
  });
  const { echo, ...people } = createPeople({ state, triggers, delivery, upload: files.upload });
  const messageListeners = new Set<(message: ShownMessage) => void>();
  const callListeners = new Set<(call: ApiCall) => void>();
  let server: Server | undefined;

  function shown(message: Omit<ShownMessage, 'id' | 'at'>): void {
    const whole = { id: state.nextId('slack-'), at: now(), ...message };
    for (const listener of messageListeners) listener(whole);
    const conversation = state.conversation(message.channel);
    const posted = message.kind === 'post' && conversation?.im && state.message(conversation, message.ts);
    if (options.echo && conversation && posted) void echo(conversation, posted);
  }

  const port = () => (server?.address() as AddressInfo | null)?.port ?? 0;
  const api = createWebApi({
    botToken: options.botToken,
    appToken: options.appToken,
    failures,
    context: { state, triggers, shown },
    more: files.methods,
    socketUrl: () => `ws://127.0.0.1:${port()}/socket`,
    onCall: (call) => {
      for (const listener of callListeners) listener(call);
    },
  });

  return {
    ...people,
    listen: (wanted = 0) =>
      new Promise((resolve, reject) => {
        server = createServer((request, response) => {
          if (files.serve(request, response)) return;
          api(request, response).catch((error: unknown) => {
            log.error({ err: error }, 'the look-alike of Slack failed');
            response.writeHead(500).end();
          });
        });
        server.on('upgrade', sockets.upgrade);
        server.once('error', reject);
        server.listen(wanted, '127.0.0.1', () => resolve(`http://127.0.0.1:${port()}/api/`));
      }),
    close: () =>
      new Promise((resolve) => {
        delivery.stop();
        sockets.close();
        if (!server) return resolve();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
    onMessage(listener) {
      messageListeners.add(listener);
      return () => messageListeners.delete(listener);
    },
    onCall(listener) {
      callListeners.add(listener);
      return () => callListeners.delete(listener);
    },
    failNext: failures.failNext,
    clearFailures: failures.clear,
    expireTriggers: triggers.expire,
    recycleSockets: sockets.recycle,
    conversations: () => state.data.conversations,
    homeOf: (user) => state.data.homes.find((one) => one.user === user),
    snapshot: () => structuredClone(state.data),
    look: () => state.data,
    restore: state.restore,
  };
}

/** The bot as people mention it in this workspace. */
export const botUser = bot.user;
