import { z } from 'zod';

/*
 * The fields that we use of Slack's payloads; it sends many more. A field that has the wrong shape counts as
 * absent where we can do without it, so that one odd file never hides a report.
 */
const text = z.string().optional().catch(undefined);
const id = z.string().min(1);

const File = z
  .object({
    id: id,
    name: text,
    mimetype: text,
    size: z.number().optional().catch(0),
    url_private: text,
  })
  .transform((file) => ({
    name: file.name ?? file.id,
    type: file.mimetype ?? 'application/octet-stream',
    bytes: file.size ?? 0,
    ref: file.url_private ?? file.id,
  }));

const Files = z
  .array(z.unknown())
  .catch([])
  .transform((files) => files.flatMap((file) => File.safeParse(file).data ?? []));

export const MessageEvent = z
  .object({
    type: z.string(),
    subtype: text,
    user: id,
    bot_id: text,
    text: z.unknown(),
    channel: id,
    channel_type: text,
    ts: id,
    thread_ts: text,
    files: Files,
  })
  .transform((event) => ({
    type: event.type,
    subtype: event.subtype,
    user: event.user,
    bot: event.bot_id !== undefined,
    text: typeof event.text === 'string' ? event.text : undefined,
    conversation: event.channel,
    direct: event.channel_type === 'im' || event.channel.startsWith('D'),
    ts: event.ts,
    threadTs: event.thread_ts,
    files: event.files,
  }));
export type MessageEvent = z.infer<typeof MessageEvent>;

export const HomeOpened = z.object({ user: id, tab: id });

/** Who our app is where an event arrived: our bot's user id, when Slack says it. */
export const Authorizations = z
  .object({ authorizations: z.array(z.object({ user_id: id, is_bot: z.boolean() })) })
  .transform(({ authorizations }) => authorizations.find((one) => one.is_bot)?.user_id);

export const Command = z
  .object({
    command: id,
    text: z.string().catch(''),
    user_id: id,
    user_name: text,
    channel_id: id,
    trigger_id: id,
  })
  .transform((body) => ({
    command: body.command,
    text: body.text,
    user: body.user_id,
    userName: body.user_name,
    conversation: body.channel_id,
    trigger: body.trigger_id,
  }));
export type Command = z.infer<typeof Command>;

const User = z
  .object({ id: id, username: text, name: text })
  .transform((user) => ({ id: user.id, name: user.name ?? user.username }));

const Action = z
  .object({
    action_id: z.string(),
    value: text,
    selected_option: z.object({ value: z.string() }).nullish().catch(undefined),
  })
  .transform((action) => ({ id: action.action_id, value: action.value ?? action.selected_option?.value }));

export const BlockActions = z
  .object({
    user: User,
    trigger_id: text,
    actions: z.array(Action),
    channel: z.object({ id: id }).optional().catch(undefined),
    container: z.object({ channel_id: text, message_ts: text, thread_ts: text }).optional().catch(undefined),
    message: z.object({ thread_ts: text }).optional().catch(undefined),
  })
  .transform((body) => ({
    user: body.user,
    trigger: body.trigger_id,
    actions: body.actions,
    conversation: body.channel?.id ?? body.container?.channel_id,
    threadTs: body.message?.thread_ts ?? body.container?.thread_ts,
  }));
export type BlockActions = z.infer<typeof BlockActions>;

export const MessageShortcut = z
  .object({
    user: User,
    channel: z.object({ id: id }),
    message: z.object({ user: text, bot_id: text, text: z.string().catch(''), files: Files }),
  })
  .transform((body) => ({
    user: body.user,
    conversation: body.channel.id,
    author: body.message.bot_id ? undefined : body.message.user,
    text: body.message.text,
    files: body.message.files,
  }));

export type MessageShortcut = z.infer<typeof MessageShortcut>;

export const GlobalShortcut = z
  .object({ user: User, trigger_id: id })
  .transform((body) => ({ user: body.user, trigger: body.trigger_id }));

const Entered = z
  .object({
    value: z.string().nullish().catch(undefined),
    selected_option: z.object({ value: z.string() }).nullish().catch(undefined),
    selected_user: z.string().nullish().catch(undefined),
  })
  .transform((state) => state.value ?? state.selected_option?.value ?? state.selected_user ?? undefined);

const InputBlock = z.object({
  type: z.literal('input'),
  block_id: z.string(),
  optional: z.boolean().optional(),
  label: z.object({ text: z.string() }).optional().catch(undefined),
});

export const ViewSubmission = z
  .object({
    user: User,
    trigger_id: text,
    view: z.object({
      callback_id: text,
      private_metadata: z.string().catch(''),
      blocks: z
        .array(z.unknown())
        .catch([])
        .transform((blocks) => blocks.flatMap((block) => InputBlock.safeParse(block).data ?? [])),
      state: z.object({ values: z.record(z.string(), z.record(z.string(), Entered)) }).catch({ values: {} }),
    }),
  })
  .transform((body) => ({
    user: body.user,
    trigger: body.trigger_id,
    callback: body.view.callback_id,
    metadata: body.view.private_metadata,
    inputs: body.view.blocks.map((block) => ({
      field: block.block_id,
      required: block.optional !== true,
      label: block.label?.text ?? '',
    })),
    /** Field id → what was entered; what was left empty is absent. */
    fields: Object.fromEntries(
      Object.entries(body.view.state.values).flatMap(([field, elements]) => {
        const [entered] = Object.values(elements);
        return entered === undefined || entered.trim() === '' ? [] : [[field, entered.trim()] as const];
      }),
    ),
  }));
export type ViewSubmission = z.infer<typeof ViewSubmission>;
