import { setTimeout as sleep } from 'node:timers/promises';
import { handle } from '../../../handlers/index.ts';
import { type Hub, startHub } from '../../../src/app/hub.ts';
import type { Address } from '../../../src/domain/address.ts';
import type { SendResult } from '../../../src/domain/channel.ts';
import type { NoticeDoc } from '../../../src/store/documents.ts';
import { type HubContext, hubContext } from '../support/hub-context.ts';
import { serve } from '../support/serve.ts';
import { sinkChannels } from '../support/sinks.ts';

/** A whole hub with twenty destinations that are well, and ten that are as sick as it is told. */
export type Sickness = 'none' | 'hangs' | 'limits';

const well = 20;
const sick = 10;
const backlog = 50;
const everyMs = 25;
/** As long as a channel lets a send hang. */
const hangMs = 10_000;

let hub: HubContext;
let running: Hub;
let sickness: Sickness = 'none';
let serial = 0;
const owedAt = new Map<string, number>();
let tookMs: number[] = [];

const isSick = (to: Address): boolean => to.startsWith('slack:USICK');

async function send({ id, to }: { id: string; to: Address }): Promise<SendResult> {
  if (!isSick(to)) {
    const at = owedAt.get(id);
    if (at !== undefined) tookMs.push(performance.now() - at);
    owedAt.delete(id);
    return { kind: 'sent', providerId: `sink/${id}`, proof: 'accepted' };
  }
  if (sickness === 'limits') return { kind: 'try-later', reason: 'rate limited', afterMs: 1000, lane: true };
  await sleep(hangMs);
  return { kind: 'unknown', reason: 'no answer in time' };
}

function notice(lane: Address): NoticeDoc {
  const at = hub.clock.now();
  serial++;
  return {
    _id: `bench/${serial}`,
    kind: 'notice',
    to: { kind: 'person', id: 'wang.lei' },
    audience: 'staff',
    locale: 'zh-CN',
    loud: 'notice',
    name: 'help',
    facts: {},
    lane,
    fallbacks: [],
    state: 'queued',
    at,
    seq: serial,
    nextAt: at,
    attempts: [],
  };
}

serve({
  async open({ uri, how }: { uri: string; how: Sickness }) {
    sickness = how;
    hub = await hubContext(uri, sinkChannels(send), { poke: (loop) => running?.poke(loop) });
    running = startHub(handle, hub.ctx);
    for (let n = 0; n < sick && sickness !== 'none'; n++)
      await hub.ctx.outbox.add(Array.from({ length: backlog }, () => notice(`slack:USICK${n}`)));
    running.poke('outbox');
    // By now the hub holds whatever it is going to hold.
    await sleep(1000);
  },

  /** A steady trickle to those who are well: how long from owed to handed over. */
  async trickle({ seconds }: { seconds: number }) {
    tookMs = [];
    const until = performance.now() + seconds * 1000;
    let next = performance.now();
    for (let n = 0; performance.now() < until; n++) {
      const one = notice(`slack:UWELL${n % well}`);
      owedAt.set(one._id, performance.now());
      await hub.ctx.outbox.add([one]);
      running.poke('outbox');
      next += everyMs;
      await sleep(Math.max(0, next - performance.now()));
    }
    const last = performance.now() + 30_000;
    while (owedAt.size > 0 && performance.now() < last) await sleep(20);
    if (owedAt.size > 0) throw new Error(`${owedAt.size} notices never went out`);
    return tookMs;
  },
});
