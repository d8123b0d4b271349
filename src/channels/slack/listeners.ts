import type { App } from '@slack/bolt';
import type { Inbound } from '../../domain/inbound.ts';
import type { IdentityHolder } from './identity.ts';
import { readCommand, readForm, readTaps } from './inbound-interaction.ts';
import { readHome, readMessage, readReported, slackAddress } from './inbound-message.ts';
import { BlockActions, Command, GlobalShortcut, MessageShortcut, ViewSubmission } from './schema.ts';
import { actionPrefix, commands, formCallback, shortcuts } from './words.ts';

/** Each reading brings its own basket; listeners only put things into it. */
const basketKey = 'inbound';

const basketOf = (context: Record<string, unknown>): Inbound[] => {
  const basket = context[basketKey];
  return Array.isArray(basket) ? basket : [];
};

export function registerListeners(app: App, identity: Pick<IdentityHolder, 'known'>): void {
  const self = () => identity.known()?.user;

  app.event('message', async ({ event, body, context }) => {
    basketOf(context).push(...readMessage(event, body, self()));
  });
  app.event('app_mention', async ({ event, body, context }) => {
    basketOf(context).push(...readMessage(event, body, self()));
  });
  app.event('app_home_opened', async ({ event, context }) => {
    basketOf(context).push(...readHome(event));
  });
  for (const name of Object.values(commands)) {
    app.command(name, async ({ body, context }) => {
      const command = Command.safeParse(body);
      if (command.success) basketOf(context).push(...readCommand(command.data));
    });
  }
  app.action(new RegExp(`^${actionPrefix}`), async ({ body, context }) => {
    const taps = BlockActions.safeParse(body);
    if (taps.success) basketOf(context).push(...readTaps(taps.data));
  });
  app.shortcut({ callback_id: shortcuts.message, type: 'message_action' }, async ({ body, context }) => {
    const reported = MessageShortcut.safeParse(body);
    if (reported.success) basketOf(context).push(readReported(reported.data, self()));
  });
  app.shortcut({ callback_id: shortcuts.global, type: 'shortcut' }, async ({ body, context }) => {
    const asked = GlobalShortcut.safeParse(body);
    if (!asked.success) return;
    const { user, trigger } = asked.data;
    const from = { from: slackAddress(user.id), ...(user.name && { fromName: user.name }) };
    basketOf(context).push({ kind: 'verb', ...from, verb: 'report-form', trigger });
  });
  app.view({ callback_id: formCallback, type: 'view_submission' }, async ({ body, context }) => {
    const form = ViewSubmission.safeParse(body);
    if (form.success) basketOf(context).push(...readForm(form.data));
  });
  // Bolt's default handler logs; ours lets a listener's failure reach whoever asked for the reading.
  app.error(async (error) => {
    throw 'original' in error && error.original instanceof Error ? error.original : error;
  });
}

/** Runs one stored payload through Bolt and answers what its listeners made of it. Their errors come out. */
export async function readBody(
  app: Pick<App, 'processEvent'>,
  body: Record<string, unknown>,
): Promise<Inbound[]> {
  const inbound: Inbound[] = [];
  await app.processEvent({ body, ack: async () => undefined, customProperties: { [basketKey]: inbound } });
  return inbound;
}
