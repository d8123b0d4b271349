import type { Block, Button, Message } from '../../domain/message.ts';

/** A mail's words in both forms; they say the same. */
export interface Rendered {
  subject: string;
  text: string;
  html: string;
}

/** Draws a message as a mail. Buttons become links to the reporter's page: opening it changes nothing. */
export function render(
  message: Message,
  facts: { ticket?: number | undefined; page?: string | undefined },
): Rendered {
  const title = oneLine(message.title);
  const subject = facts.ticket === undefined ? title : `${title} [#${facts.ticket}]`;
  const links = facts.page === undefined ? [] : linksOf(message.buttons ?? [], facts.page);
  return {
    subject,
    text: [...message.body.map(blockText), ...links.map(({ label, url }) => `${label}: ${url}`)]
      .join('\n\n')
      .concat('\n'),
    html: page(message.locale, title, [...message.body.map(blockHtml), buttonsHtml(links)].join('\n')),
  };
}

/** No line break comes into a header, whatever the title holds. */
const oneLine = (text: string): string =>
  text
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .trim()
    .slice(0, 200);

const linksOf = (
  buttons: readonly Button[],
  url: string,
): { label: string; url: string; strong: boolean }[] =>
  buttons.map(({ label, style }) => ({ label, url, strong: style === 'primary' }));

function blockText(block: Block): string {
  switch (block.kind) {
    case 'text':
    case 'strong':
    case 'hint':
      return block.text;
    case 'quote':
      return [
        ...(block.by ? [`${block.by}:`] : []),
        ...block.text.split(/\r?\n/).map((line) => `> ${line}`),
      ].join('\n');
    case 'facts':
      return block.facts.map(([label, value]) => `${label}: ${value}`).join('\n');
    case 'call':
      return `${block.label}: ${block.phone}`;
    // A mail shows no picture from elsewhere by itself: that would tell who opened it and when.
    case 'link':
    case 'picture':
      return `${block.label}: ${block.url}`;
  }
}

const styles = {
  p: 'margin:0 0 14px;line-height:1.6',
  quote:
    'margin:0 0 14px;padding:8px 12px;border-left:3px solid #c9ced6;background:#f6f7f9;color:#333;white-space:pre-wrap',
  label: 'padding:3px 14px 3px 0;color:#566174;vertical-align:top',
  value: 'padding:3px 0',
  hint: 'margin:0 0 10px;color:#778;font-size:13px',
  button:
    'display:inline-block;margin:0 10px 10px 0;padding:10px 20px;border-radius:6px;text-decoration:none;border:1px solid #1f6feb',
} as const;

function blockHtml(block: Block): string {
  switch (block.kind) {
    case 'text':
      return `<p style="${styles.p}">${lines(block.text)}</p>`;
    case 'strong':
      return `<p style="${styles.p}"><strong>${lines(block.text)}</strong></p>`;
    case 'hint':
      return `<p style="${styles.hint}">${lines(block.text)}</p>`;
    case 'quote': {
      const by = block.by ? `<p style="${styles.hint}">${escaped(block.by)}</p>` : '';
      return `${by}<blockquote style="${styles.quote}">${lines(block.text)}</blockquote>`;
    }
    case 'facts': {
      const rows = block.facts.map(
        ([label, value]) =>
          `<tr><td style="${styles.label}">${escaped(label)}</td><td style="${styles.value}">${lines(value)}</td></tr>`,
      );
      return `<table role="presentation" style="margin:0 0 14px;border-collapse:collapse">${rows.join('')}</table>`;
    }
    case 'call':
      return `<p style="${styles.p}">${escaped(block.label)}: ${anchor(`tel:${block.phone.replace(/[^+\d]/g, '')}`, block.phone)}</p>`;
    case 'link':
    case 'picture':
      return `<p style="${styles.p}">${anchor(block.url, block.label)}</p>`;
  }
}

function buttonsHtml(links: readonly { label: string; url: string; strong: boolean }[]): string {
  if (links.length === 0) return '';
  const drawn = links.map(({ label, url, strong }) => {
    const colours = strong ? 'background:#1f6feb;color:#fff' : 'background:#fff;color:#1f6feb';
    return anchor(url, label, `${styles.button};${colours}`);
  });
  return `<p style="margin:18px 0 8px">${drawn.join('')}</p>`;
}

/** Only addresses that a browser or a phone opens as such; anything else stays words. */
function anchor(url: string, label: string, style = 'color:#1f6feb'): string {
  if (!/^(?:https?:\/\/|tel:)/i.test(url)) return escaped(label);
  return `<a href="${escaped(url)}" style="${style}">${escaped(label)}</a>`;
}

const page = (lang: string, title: string, body: string): string => `<!doctype html>
<html lang="${lang}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(title)}</title></head>
<body style="margin:0;padding:20px;background:#fff;color:#1b1f24;font:16px/1.6 -apple-system,'Segoe UI','PingFang SC','Microsoft YaHei','Noto Sans CJK SC',sans-serif">
<div style="max-width:600px">
${body}
</div>
</body>
</html>
`;

const lines = (text: string): string => escaped(text).replace(/\r?\n/g, '<br>');

const escaped = (text: string): string =>
  text
    .replace(/[^\P{Cc}\n\r\t]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
