import { createHash } from 'node:crypto';
import { z } from 'zod';

const Ids = z.object({
  type: z.string().optional().catch(undefined),
  event_id: z.string().optional().catch(undefined),
  command: z.string().optional().catch(undefined),
  trigger_id: z.string().optional().catch(undefined),
  event: z
    .object({
      type: z.string(),
      channel: z.string().optional().catch(undefined),
      ts: z.string().optional().catch(undefined),
    })
    .optional()
    .catch(undefined),
  user: z.object({ id: z.string() }).optional().catch(undefined),
  actions: z
    .array(z.object({ action_ts: z.string().optional() }))
    .optional()
    .catch(undefined),
  container: z
    .object({ message_ts: z.string().optional(), view_id: z.string().optional() })
    .optional()
    .catch(undefined),
  view: z.object({ id: z.string(), hash: z.string().optional() }).optional().catch(undefined),
});

function known(body: z.infer<typeof Ids>): string | undefined {
  const { event, view, actions, container, trigger_id: trigger } = body;
  // Not the event_id: the history that is read after a gap has none, and both ways must agree. It also makes
  // one of a mention that arrives as `app_mention` and as `message`.
  if (event && (event.type === 'message' || event.type === 'app_mention') && event.channel && event.ts) {
    return `msg:${event.channel}:${event.ts}`;
  }
  if (body.event_id) return body.event_id;
  if (body.command && trigger) return trigger;
  if (actions?.[0]?.action_ts && body.user) {
    const shown = container?.message_ts ?? container?.view_id ?? view?.id ?? '';
    return `tap:${body.user.id}:${shown}:${actions[0].action_ts}`;
  }
  if (body.type === 'view_submission' && view?.hash) return `view:${view.id}:${view.hash}`;
  return trigger;
}

/**
 * The inbox id of a payload: the same for a resend, different for anything else. Messages are named by
 * conversation and timestamp, other events by event_id, commands and shortcuts by trigger_id, taps by user,
 * message and action timestamp, submitted forms by view and hash; anything without those by its content.
 */
export function inboxId(body: unknown): string {
  const ids = Ids.safeParse(body);
  const id = ids.success ? known(ids.data) : undefined;
  return `slack:${id ?? `sha:${createHash('sha256').update(JSON.stringify(body)).digest('hex')}`}`;
}
