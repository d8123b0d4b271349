import { blockProblems } from './block-kit.ts';
import { pictureProblems } from './picture-check.ts';
import type { ShownMessage } from './records.ts';
import type { State } from './state.ts';
import type { Triggers } from './triggers.ts';

/** Slack's "no": `{ok: false, error}`. */
export class SlackSays extends Error {
  readonly error: string;
  readonly messages: string[];
  constructor(error: string, messages: string[] = []) {
    super(error);
    this.error = error;
    this.messages = messages;
  }
}

/** What a Web API method was called with; form fields are strings, nested ones JSON. */
export type Args = Record<string, unknown>;

export interface MethodContext {
  state: State;
  triggers: Triggers;
  shown(message: Omit<ShownMessage, 'id' | 'at'>): void;
}

type Answer = Record<string, unknown>;
export type Method = (args: Args, context: MethodContext) => Answer | Promise<Answer>;

export function textArg(args: Args, name: string): string | undefined {
  const value = args[name];
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

export function needed(args: Args, name: string): string {
  const value = textArg(args, name);
  if (value === undefined)
    throw new SlackSays('invalid_arguments', [`[ERROR] missing required field: ${name}`]);
  return value;
}

/** A nested argument, given as JSON text or as JSON. */
export function jsonArg(args: Args, name: string, otherwise: string): unknown {
  const value = args[name];
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    throw new SlackSays(otherwise);
  }
}

/** What a message says: it needs text or blocks, and blocks that Slack would show. */
export async function contentOf(
  args: Args,
): Promise<{ text: string; blocks?: unknown[]; metadata?: unknown }> {
  const text = textArg(args, 'text') ?? '';
  const blocks = jsonArg(args, 'blocks', 'invalid_blocks_format');
  if (text === '' && (!Array.isArray(blocks) || blocks.length === 0)) throw new SlackSays('no_text');
  if (text.length > 40_000) throw new SlackSays('msg_too_long');
  if (blocks !== undefined) {
    const problems = blockProblems(blocks, 'message');
    if (problems.some((problem) => problem.startsWith('msg_blocks_too_long')))
      throw new SlackSays('msg_blocks_too_long');
    const wrong = problems.length > 0 ? problems : await pictureProblems(blocks);
    if (wrong.length > 0) throw new SlackSays('invalid_blocks', wrong);
  }
  const metadata = jsonArg(args, 'metadata', 'invalid_metadata_format');
  return { text, ...(Array.isArray(blocks) && { blocks }), ...(metadata !== undefined && { metadata }) };
}
