import { blockProblems } from './block-kit.ts';
import { flattenView } from './flatten.ts';
import { type Args, jsonArg, type Method, type MethodContext, needed, SlackSays } from './method.ts';
import type { View } from './records.ts';

type Json = Record<string, unknown>;
const isJson = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function plainTitle(view: Json, name: string, wanted: boolean): string[] {
  const title = view[name];
  if (title === undefined) return wanted ? [`missing required field: ${name}`] : [];
  const text = isJson(title) ? title['text'] : undefined;
  return typeof text === 'string' && text.length >= 1 && text.length <= 24
    ? []
    : [`${name} must be 1 to 24 characters`];
}

function viewArg(args: Args, type: 'modal' | 'home'): Json {
  const view = jsonArg(args, 'view', 'invalid_arguments');
  if (!isJson(view) || view['type'] !== type)
    throw new SlackSays('invalid_arguments', [`view must be a ${type}`]);
  const metadata = view['private_metadata'];
  const blocks = Array.isArray(view['blocks']) ? view['blocks'] : [];
  const hasInput = blocks.some((block) => isJson(block) && block['type'] === 'input');
  const problems = [
    ...blockProblems(view['blocks'], 'view'),
    ...(type === 'modal' ? plainTitle(view, 'title', true) : []),
    ...plainTitle(view, 'submit', type === 'modal' && hasInput),
    ...plainTitle(view, 'close', false),
    ...(typeof metadata === 'string' && metadata.length > 3000 ? ['private_metadata is too long'] : []),
    ...(blocks.length === 0 ? ['blocks must be 1 to 100 items'] : []),
  ];
  if (problems.length > 0) throw new SlackSays('invalid_arguments', problems);
  return view;
}

function keep(view: Json, user: string, id: string | undefined, { state }: MethodContext): View {
  const made = { id: id ?? state.nextId('V'), hash: `${state.nextTs()}.h`, user, view };
  const kept = view['type'] === 'home' ? state.data.homes : state.data.modals;
  const at = kept.findIndex((one) => one.id === made.id || (view['type'] === 'home' && one.user === user));
  if (at >= 0) kept.splice(at, 1);
  kept.push(made);
  return made;
}

function show(made: View, kind: 'view' | 'home', context: MethodContext): Json {
  const blocks = Array.isArray(made.view['blocks']) ? made.view['blocks'] : [];
  const ts = context.state.nextTs();
  context.shown({ channel: made.user, to: made.user, text: flattenView(made.view), blocks, kind, ts });
  return { view: { ...made.view, id: made.id, hash: made.hash } };
}

const open: Method = (args, context) => {
  const view = viewArg(args, 'modal');
  const trigger = context.triggers.use(needed(args, 'trigger_id'));
  if ('error' in trigger) throw new SlackSays(trigger.error);
  return show(keep(view, trigger.user, undefined, context), 'view', context);
};

const update: Method = (args, context) => {
  const view = viewArg(args, 'modal');
  const id = needed(args, 'view_id');
  const known = context.state.data.modals.find((one) => one.id === id);
  if (!known) throw new SlackSays('not_found');
  return show(keep(view, known.user, id, context), 'view', context);
};

const publish: Method = (args, context) => {
  const user = needed(args, 'user_id');
  if (!context.state.user(user)) throw new SlackSays('user_not_found');
  const known = context.state.data.homes.find((one) => one.user === user);
  return show(keep(viewArg(args, 'home'), user, known?.id, context), 'home', context);
};

export const viewMethods: Record<string, Method> = {
  'views.open': open,
  'views.update': update,
  'views.publish': publish,
};
