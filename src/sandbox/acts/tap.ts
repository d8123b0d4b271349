import type { z } from 'zod';
import { fillForm } from '../form-samples.ts';
import { SandboxRefused } from '../refused.ts';
import type { HomeRequest, SubmitRequest, TapRequest } from '../requests.ts';
import type { Acted } from '../slack/index.ts';
import { type ActContext, type Answer, mustBeSomebody, type No, perform, settle } from './act.ts';
import { noOf } from './chat.ts';

/** A form may open another one; a chain longer than this goes nowhere. */
const mostForms = 3;

type Tap = z.infer<typeof TapRequest>;

/** The newest button that fits; one that is gone is tapped all the same, and the hub says what it thinks of it. */
async function press(
  { user, ticket, button, message, value }: Tap,
  { machines }: ActContext,
): Promise<Acted> {
  const { slack } = machines;
  const acted = await slack.tap({
    user,
    verb: button,
    ...(ticket !== undefined && { ticket }),
    ...(value !== undefined && { value }),
    ...(message && { channel: message.channel, ts: message.ts }),
  });
  // Without a message it was never sent: nothing that this person sees has such a button.
  const missing = !acted.ok && acted.ts === undefined;
  return missing && ticket !== undefined ? slack.tapStale({ user, verb: button, ticket }) : acted;
}

/** Somebody who can be asked to take something over: another frontline engineer. */
function colleagueOf(user: string, { cast }: ActContext): string | undefined {
  const others = cast().users.filter(({ id }) => id !== user);
  return (others.find(({ role }) => role === 'engineer') ?? others[0])?.id;
}

/** Fills and sends the forms that the hub opens for this person. */
async function fillForms(user: string, given: Record<string, string>, context: ActContext): Promise<No> {
  const { slack } = context.machines;
  for (let forms = 0; forms < mostForms; forms++) {
    await settle(context);
    const modal = slack.modalOf(user);
    if (!modal) return undefined;
    const { values, unknown } = fillForm(modal.fields, given, colleagueOf(user, context));
    const [wrong] = Object.entries(unknown);
    if (wrong) {
      slack.closeView(user);
      throw new SandboxRefused(400, `fields.${wrong[0]}: must be one of ${wrong[1].join(', ')}`);
    }
    const acted = await slack.submitView({ user, viewId: modal.id, values });
    const no = noOf(acted, 'the form');
    if (no) {
      slack.closeView(user);
      return no;
    }
  }
  return undefined;
}

/** Somebody taps a button; a form that opens is filled and sent, unless it is to be shown. */
export async function tap(request: Tap, context: ActContext): Promise<Answer> {
  const { user, ticket, fields, form, message, value } = request;
  mustBeSomebody(user, context);
  if (ticket === undefined && !message && value === undefined)
    throw new SandboxRefused(400, 'ticket: is missing');
  const answer = await perform(context, user, async () => {
    const { slack, chatChanged } = context.machines;
    slack.closeView(user);
    const no =
      noOf(await press(request, context), 'the tap') ??
      (form === 'fill' ? await fillForms(user, fields, context) : undefined);
    chatChanged();
    return no;
  });
  return ticket === undefined || answer.ticket !== undefined || !answer.ok ? answer : { ...answer, ticket };
}

/** Somebody sends the form in front of them, or shuts it. */
export async function submit(
  request: z.infer<typeof SubmitRequest>,
  context: ActContext,
): Promise<Answer & { errors?: Record<string, string> }> {
  const { user, view, close, fields } = request;
  const { slack, chatChanged } = context.machines;
  mustBeSomebody(user, context);
  if (close) {
    slack.closeView(user);
    chatChanged();
    return { ok: true };
  }
  let errors: Record<string, string> | undefined;
  const answer = await perform(context, user, async () => {
    const acted = await slack.submitView({
      user,
      values: fields,
      ...(view !== undefined && { viewId: view }),
    });
    ({ errors } = acted);
    chatChanged();
    return noOf(acted, 'the form');
  });
  return errors ? { ...answer, errors } : answer;
}

/** Somebody opens the app's home tab. */
export function home({ user }: z.infer<typeof HomeRequest>, context: ActContext): Promise<Answer> {
  mustBeSomebody(user, context);
  return perform(context, user, async () =>
    noOf(await context.machines.slack.openHome({ user }), 'the visit'),
  );
}
