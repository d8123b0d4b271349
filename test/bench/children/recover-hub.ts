import { handle } from '../../../handlers/index.ts';
import { type Hub, startHub } from '../../../src/app/hub.ts';
import type { NoticeDoc } from '../../../src/store/documents.ts';
import { type HubContext, hubContext } from '../support/hub-context.ts';
import { serve } from '../support/serve.ts';
import { sinkChannels } from '../support/sinks.ts';
import { createTaken, never } from '../support/taken.ts';

/** A hub that takes a message to handle and a notice to send, and, when it is to hold them, never ends either. */
const taken = createTaken(['send', 'read']);
let hub: HubContext;
let running: Hub;

serve({
  async open({ uri, holds }: { uri: string; holds: boolean }) {
    const channels = sinkChannels(
      async ({ id }) => {
        taken.take('send');
        return holds ? never() : { kind: 'sent', providerId: `sink/${id}`, proof: 'accepted' };
      },
      async () => {
        taken.take('read');
        return holds ? never() : [];
      },
    );
    hub = await hubContext(uri, channels, { poke: (loop) => running?.poke(loop) });
    running = startHub(handle, hub.ctx);
  },

  async give() {
    const at = hub.clock.now();
    const owed: NoticeDoc = {
      _id: 'bench/owed',
      kind: 'notice',
      to: { kind: 'person', id: 'wang.lei' },
      audience: 'staff',
      locale: 'zh-CN',
      loud: 'notice',
      name: 'help',
      facts: {},
      lane: 'slack:U0WANGLEI',
      fallbacks: [],
      state: 'queued',
      at,
      seq: 0,
      nextAt: at,
      attempts: [],
    };
    await hub.ctx.inbox.accept({ id: 'sms:bench', payload: [] }, at);
    await hub.ctx.outbox.add([owed]);
    running.poke('inbox');
    running.poke('outbox');
  },

  taken: taken.all,
});
