import type { types } from '@slack/bolt';
import type { Block, Message } from '../../domain/message.ts';
import { assertNever } from '../../domain/result.ts';
import { cleaned, cut, escaped, moreTail, orElse } from './clean-text.ts';
import { limits } from './limits.ts';
import { bodyBlocks, createBudget, plain } from './render-body.ts';
import { buttonBlocks } from './render-buttons.ts';

export interface Rendered {
  /** The whole message without its buttons: what a notification or a screen reader says. */
  text: string;
  blocks: types.KnownBlock[];
}

function line(block: Block): string {
  switch (block.kind) {
    case 'text':
    case 'strong':
    case 'hint':
      return block.text;
    case 'quote':
      return block.by ? `${block.by}: ${block.text}` : block.text;
    case 'facts':
      return block.facts.map(([label, value]) => `${label}: ${value}`).join('\n');
    case 'call':
      return `${block.label} ${block.phone}`;
    case 'link':
      return `${block.label} ${block.url}`;
    case 'picture':
      return block.label;
    default:
      return assertNever(block);
  }
}

function fallback(message: Message): string {
  const lines = [message.title, ...message.body.map(line)].map((text) => cleaned(text).trim());
  const whole = lines.filter((text) => text !== '').join('\n') || orElse(cleaned(message.short), '…');
  return escaped(cut(whole, limits.messageCharacters, moreTail(message.locale)));
}

function blocksOf(message: Message, most: number): types.KnownBlock[] {
  const budget = createBudget(message.locale);
  const title = budget.take(message.title.replaceAll('\n', ' '), limits.header).trim();
  const head: types.KnownBlock[] = title === '' ? [] : [{ type: 'header', text: plain(title) }];
  const actions = buttonBlocks(message.buttons ?? [], message.more ?? [], message.locale);
  const body = message.body.flatMap((block) => bodyBlocks(block, budget));
  const room = most - head.length - actions.length;
  if (body.length <= room) return [...head, ...body, ...actions];
  const rest: types.KnownBlock = { type: 'context', elements: [plain(moreTail(message.locale))] };
  return [...head, ...body.slice(0, room - 1), rest, ...actions];
}

export const hasPictures = (message: Message): boolean => message.body.some(({ kind }) => kind === 'picture');

/** The same message for when Slack can't fetch its pictures: whoever reads it may still open them. */
export const withLinks = (message: Message): Message => ({
  ...message,
  body: message.body.map((block) =>
    block.kind === 'picture' ? { kind: 'link', url: block.url, label: block.label } : block,
  ),
});

/** A message as Slack draws it, within every limit that Slack has. */
export function render(message: Message): Rendered {
  const text = fallback(message);
  const blocks = blocksOf(message, limits.messageBlocks);
  return {
    text,
    blocks:
      blocks.length > 0
        ? blocks
        : [{ type: 'section', text: plain(orElse(cut(cleaned(message.short), limits.text), '…')) }],
  };
}

/** The same message as a person's home tab. */
export function renderHome(message: Message): types.HomeView {
  const blocks = blocksOf(message, limits.viewBlocks);
  return { type: 'home', blocks: blocks.length > 0 ? blocks : render(message).blocks };
}
