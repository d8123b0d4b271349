import type { types } from '@slack/bolt';
import type { Locale } from '../../domain/locale.ts';
import type { Block } from '../../domain/message.ts';
import { assertNever } from '../../domain/result.ts';
import { cleaned, cut, moreTail, orElse } from './clean-text.ts';
import { limits } from './limits.ts';

type SlackBlock = types.KnownBlock;
type Piece = types.RichTextSection['elements'][number];

/** Takes characters from a message's common budget. */
export interface Budget {
  take(text: string, atMost: number): string;
  spent(): boolean;
}

export function createBudget(locale: Locale, characters: number = limits.messageCharacters): Budget {
  let left = characters;
  return {
    take(text, atMost) {
      const kept = cut(cleaned(text), Math.min(atMost, left), moreTail(locale));
      left -= Math.min(left, kept.length);
      return kept;
    },
    spent: () => left < 20,
  };
}

export const plain = (text: string): types.PlainTextElement => ({ type: 'plain_text', text, emoji: false });

// Rich text is the one form that Slack never parses: no ping, no link, no quote can be typed into it.
const rich = (
  elements: Piece[],
  as: 'rich_text_section' | 'rich_text_quote' = 'rich_text_section',
): SlackBlock => ({
  type: 'rich_text',
  elements: [{ type: as, elements }],
});

const words = (text: string, style?: { bold: true }): Piece => ({
  type: 'text',
  text,
  ...(style && { style }),
});

/** The pictures that an image block takes; others are a link away. */
const drawn = new Set(['image/png', 'image/jpeg', 'image/gif']);

function linkPiece(url: string, text: string): Piece {
  return /^(https?:\/\/|tel:\+?\d+$)/i.test(url) ? { type: 'link', url, text } : words(text);
}

function factSections(facts: [string, string][], budget: Budget): SlackBlock[] {
  const fields = facts
    .filter(([label, value]) => label.trim() !== '' || value.trim() !== '')
    .map(([label, value]) => plain(budget.take(`${label}\n${value}`, limits.fieldText)))
    .filter((field) => field.text.trim() !== '');
  const sections: SlackBlock[] = [];
  for (let at = 0; at < fields.length; at += limits.fieldsPerSection) {
    sections.push({ type: 'section', fields: fields.slice(at, at + limits.fieldsPerSection) });
  }
  return sections;
}

/** One piece of a message's body as Slack blocks; nothing when it is empty or the budget is spent. */
export function bodyBlocks(block: Block, budget: Budget): SlackBlock[] {
  if (budget.spent()) return [];
  switch (block.kind) {
    case 'text':
    case 'strong': {
      const text = budget.take(block.text, limits.text);
      return text.trim() === ''
        ? []
        : [rich([words(text, block.kind === 'strong' ? { bold: true } : undefined)])];
    }
    case 'quote': {
      const by = block.by?.trim() ? [rich([words(`${budget.take(block.by, 200)}:`)])] : [];
      const text = budget.take(block.text, limits.text);
      return text.trim() === '' ? by : [...by, rich([words(text)], 'rich_text_quote')];
    }
    case 'facts':
      return factSections(block.facts, budget);
    case 'call': {
      const number = block.phone.replace(/[^\d+]/g, '');
      const label = budget.take(block.label, limits.fieldText);
      return [
        rich(
          [words(label.trim() === '' ? '' : `${label} `), linkPiece(`tel:${number}`, number)].filter(hasText),
        ),
      ];
    }
    case 'link':
      return [rich([linkPiece(block.url, orElse(budget.take(block.label, limits.fieldText), block.url))])];
    case 'picture': {
      const label = orElse(budget.take(block.label, limits.fieldText), '…');
      return drawn.has(block.type)
        ? [{ type: 'image', image_url: block.url, alt_text: label, title: plain(label) }]
        : [rich([linkPiece(block.url, label)])];
    }
    case 'hint': {
      const text = budget.take(block.text, limits.fieldText);
      return text.trim() === '' ? [] : [{ type: 'context', elements: [plain(text)] }];
    }
    default:
      return assertNever(block);
  }
}

const hasText = (piece: Piece) => !('text' in piece) || piece.text !== '';
