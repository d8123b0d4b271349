import { z } from 'zod';
import { missingFields } from './form.ts';
import { ViewSubmission } from './schema.ts';
import { actionPrefix, formCallback } from './words.ts';

/** What to do with a verified payload before anything is stored. */
export type Triage =
  | { kind: 'store' }
  /** Nothing in it is for us: acknowledged, not kept. */
  | { kind: 'ignore' }
  | { kind: 'foreign-team'; team: string }
  /** The form stays open with these words beside its fields. */
  | { kind: 'form-errors'; errors: Record<string, string> };

const id = z.string().nullish().catch(undefined);
const Head = z.object({
  type: z.string().optional().catch(undefined),
  command: z.string().optional().catch(undefined),
  team_id: id,
  team: z.object({ id }).nullish().catch(undefined),
  authorizations: z
    .array(z.object({ team_id: id }))
    .optional()
    .catch(undefined),
  view: z.object({ app_installed_team_id: id, callback_id: id }).optional().catch(undefined),
  actions: z
    .array(z.object({ action_id: z.string().catch('') }))
    .optional()
    .catch(undefined),
  event: z
    .object({
      type: z.string().catch(''),
      subtype: id,
      bot_id: id,
      hidden: z.boolean().optional().catch(undefined),
      tab: id,
    })
    .optional()
    .catch(undefined),
});
type Head = z.infer<typeof Head>;

/** The workspace whose installation this is about; a shared channel's guests have another one of their own. */
const teamOf = (head: Head) =>
  head.authorizations?.[0]?.team_id ||
  head.view?.app_installed_team_id ||
  head.team?.id ||
  head.team_id ||
  undefined;

const written = new Set([undefined, null, 'file_share', 'thread_broadcast', 'me_message']);

function isForUs({ event, command, actions, type, view }: Head): boolean {
  if (event) {
    if (event.type === 'app_home_opened') return event.tab === 'home';
    if (event.type !== 'message' && event.type !== 'app_mention') return false;
    // Our own posts come back as events: kept, every notice would be stored twice, and answered once.
    return !event.bot_id && !event.hidden && written.has(event.subtype);
  }
  if (command) return true;
  if (actions) return actions.some((action) => action.action_id.startsWith(actionPrefix));
  if (type === 'view_submission') return view?.callback_id === formCallback;
  return type === 'message_action' || type === 'shortcut';
}

/** `ourTeam`: the workspace of our token, once it is known. */
export function triage(body: unknown, ourTeam: string | undefined): Triage {
  const head = Head.safeParse(body).data;
  if (!head) return { kind: 'ignore' };
  const team = teamOf(head);
  if (ourTeam && team && team !== ourTeam) return { kind: 'foreign-team', team };
  if (!isForUs(head)) return { kind: 'ignore' };
  const view = head.type === 'view_submission' ? ViewSubmission.safeParse(body).data : undefined;
  const errors = view && missingFields(view);
  return errors ? { kind: 'form-errors', errors } : { kind: 'store' };
}
