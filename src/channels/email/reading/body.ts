import type { Attachment } from '../../../domain/inbound.ts';
import type { Mail, Part } from '../mime/parts.ts';
import { htmlToText } from './html.ts';
import { isPlaceholder, plainText } from './plain.ts';

const maxText = 1_000_000;

/** The words of a mail before anything is cut from them, and its files. */
export interface Body {
  text: string;
  attachments: Attachment[];
}

/** Plain parts where there are any, else the HTML as text. What is neither is a file. */
export function bodyOf(mail: Mail): Body {
  const words = mail.parts.filter(isBody);
  const plain = joined(
    words.filter((part) => part.type !== 'text/html'),
    plainText,
  );
  const html = words.filter((part) => part.type === 'text/html');
  const text =
    html.length > 0 && isPlaceholder(plain) ? joined(html, (part) => htmlToText(part.text())) : plain;
  const attachments = mail.parts.flatMap((part, index) =>
    isBody(part) || isSeal(part) ? [] : [attachmentOf(part, index)],
  );
  return { text, attachments };
}

/** Words to read: text that is neither attached nor named like a file. */
function isBody(part: Part): boolean {
  if (part.attached) return false;
  if (!/^text\/(plain|html|enriched|richtext|markdown|x-.*)$/.test(part.type)) return false;
  return part.name === '' || (part.type === 'text/html' && part.within.at(-1) === 'multipart/alternative');
}

const isSeal = (part: Part): boolean => /^application\/(x-)?(pkcs7|pgp)-signature$/.test(part.type);

function attachmentOf(part: Part, index: number): Attachment {
  return {
    name: shownName(part.name) || `part-${index + 1}`,
    type: part.type,
    bytes: part.content().length,
    ref: `part:${index}`,
  };
}

/** A name to show, never a path: no separators, controls or marks that turn the reading direction. */
function shownName(name: string): string {
  const base =
    name
      .replace(/\p{Cc}|\p{Cf}/gu, '')
      .split(/[\\/]/)
      .at(-1) ?? '';
  const whole = base.trim();
  // Its ending says what it is.
  return whole.length <= 200 ? whole : whole.slice(0, 190) + (/\.\w{1,8}$/.exec(whole)?.[0] ?? '');
}

function joined(parts: readonly Part[], textOf: (part: Part) => string): string {
  let out = '';
  for (const part of parts) {
    const text = textOf(part).slice(0, maxText - out.length);
    out = out === '' ? text : `${out}\n${text}`;
    if (out.length >= maxText) break;
  }
  return out;
}
