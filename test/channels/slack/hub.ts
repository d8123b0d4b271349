import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { pino } from 'pino';
import { createSlackChannel } from '../../../src/channels/slack/index.ts';
import type { Intake, Raw } from '../../../src/domain/channel.ts';
import type { Inbound } from '../../../src/domain/inbound.ts';
import type { Form, Message } from '../../../src/domain/message.ts';
import {
  createSlackWorkspace,
  type ShownMessage,
  type WorkspaceOptions,
} from '../../../src/sandbox/slack/index.ts';

export const log = pino({ level: 'silent' });
export const signingSecret = 'shhh-signing';
export const botToken = 'xoxb-sandbox';
export const appToken = 'xapp-sandbox';

export const lei = 'U0WANGLEI';
export const chen = 'U0CHENJING';
export const faults = 'C0FAULTS';

class StoreAway extends Error {
  readonly code = 'store-unavailable';
}

/** An inbox in memory that keeps what a database would: one row per id. */
export function createInbox() {
  const rows = new Map<string, Raw>();
  let away = false;
  let refused = 0;
  const intake: Intake = {
    async accept(raw) {
      if (away) {
        refused += 1;
        throw new StoreAway('the store is away');
      }
      const fresh = !rows.has(raw.id);
      // As a database would: what is kept is what survives JSON.
      if (fresh) rows.set(raw.id, JSON.parse(JSON.stringify(raw)) as Raw);
      return { fresh };
    },
    acceptAll: (raws) => Promise.allSettled(raws.map(intake.accept)),
  };
  return {
    intake,
    rows,
    refused: () => refused,
    goAway: (gone: boolean) => {
      away = gone;
    },
  };
}

type Options = Partial<WorkspaceOptions> & { socket?: boolean; callWithinMs?: number };

/** The real channel behind a real server, and a workspace that talks to it. */
export async function startHub(options: Options = {}) {
  const { socket, callWithinMs, ...more } = options;
  let server: Server | undefined;
  const hubUrl = () => `http://127.0.0.1:${(server?.address() as AddressInfo | null)?.port ?? 1}`;
  const workspace = createSlackWorkspace({
    users: [
      { id: lei, name: 'wang.lei' },
      { id: chen, name: 'chen.jing' },
      { id: 'U0GONE', name: 'gone', deactivated: true },
    ],
    channels: [
      { id: faults, name: 'faults' },
      { id: 'C0OLD', name: 'old', archived: true },
      { id: 'C0OTHER', name: 'other', bot: false },
      { id: 'C0LEADERS', name: 'leaders', members: [chen] },
    ],
    hubUrl,
    signingSecret,
    botToken,
    ...(socket && { appToken }),
    log,
    resendAfterMs: [1, 1],
    ...more,
  });
  const apiUrl = await workspace.listen();
  const channel = createSlackChannel(
    {
      botToken,
      apiUrl,
      intake: socket ? { mode: 'socket', appToken } : { mode: 'http', signingSecret },
    },
    { log, ...(callWithinMs && { callWithinMs }) },
  );
  const inbox = createInbox();
  const app = express();
  if (channel.router) app.use(channel.router);
  const listening = createServer(app);
  server = listening;
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
  await channel.start(inbox.intake);
  const shown: ShownMessage[] = [];
  workspace.onMessage((message) => shown.push(message));
  return {
    workspace,
    channel,
    inbox,
    shown,
    apiUrl,
    hubUrl,
    /** What the stored rows mean, oldest first. */
    async read(): Promise<Inbound[]> {
      const readings = [...inbox.rows.values()].map((raw) =>
        channel.read({ ...raw, receivedAt: new Date(0) }),
      );
      return (await Promise.all(readings)).flat();
    },
    async stop() {
      await channel.stop();
      await workspace.close();
      listening.closeAllConnections();
      await new Promise((resolve) => listening.close(resolve));
    },
  };
}
export type Hub = Awaited<ReturnType<typeof startHub>>;

export const card: Message = {
  locale: 'zh-CN',
  short: '工单4821：三楼机房断网',
  title: '工单 4821 三楼机房断网',
  body: [
    {
      kind: 'facts',
      facts: [
        ['负责人', '王磊'],
        ['时限', '02:30 前答复'],
      ],
    },
    { kind: 'quote', text: '三楼机房断网 <!channel>', by: '应急局' },
  ],
  buttons: [
    { verb: 'claim', label: '认领', ticket: 4821, style: 'primary' },
    { verb: 'answer', label: '已电话答复', ticket: 4821 },
  ],
  more: [{ verb: 'note', label: '备注', ticket: 4821 }],
};

export const fixForm: Form = {
  verb: 'fix',
  title: '工单 4821 修好',
  submit: '提交',
  cancel: '取消',
  ticket: 4821,
  fields: [
    { id: 'note', kind: 'text', label: '原因和处理' },
    {
      id: 'kind',
      kind: 'choice',
      label: '类型',
      optional: true,
      options: [
        { id: 'power', label: '电源' },
        { id: 'net', label: '网络' },
      ],
    },
    { id: 'who', kind: 'person', label: '同事', optional: true },
  ],
};
