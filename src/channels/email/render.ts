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
    'margin:0 0 14px;padding:8px 14px;border-left:4px solid #c3cad6;white-space:pre-wrap;overflow-wrap:anywhere',
  by: 'margin:0 0 4px;opacity:.75;font-size:13px',
  label: 'padding:4px 16px 4px 0;opacity:.75;vertical-align:top',
  value: 'padding:4px 0;vertical-align:top;overflow-wrap:anywhere',
  hint: 'margin:0 0 10px;opacity:.75;font-size:13px;line-height:1.6',
  button:
    'display:inline-block;margin:0 10px 10px 0;padding:11px 22px;border-radius:8px;border:1px solid #1a5fd0;font-weight:600;text-decoration:none',
} as const;

/** A short value stays in one line beside a long label. */
const nowrapChars = 14;

function blockHtml(block: Block): string {
  switch (block.kind) {
    case 'text':
      return `<p style="${styles.p}">${lines(block.text)}</p>`;
    case 'strong':
      return `<p style="${styles.p}"><strong>${lines(block.text)}</strong></p>`;
    case 'hint':
      return `<p style="${styles.hint}">${lines(block.text)}</p>`;
    case 'quote': {
      const by = block.by ? `<p style="${styles.by}">${escaped(block.by)}</p>` : '';
      return `${by}<blockquote style="${styles.quote}">${lines(block.text)}</blockquote>`;
    }
    case 'facts': {
      const rows = block.facts.map(
        ([label, value]) =>
          `<tr><td style="${styles.label}">${marked(label)}</td><td style="${styles.value}${value.length <= nowrapChars ? ';white-space:nowrap' : ''}">${lines(value)}</td></tr>`,
      );
      return `<table role="presentation" style="margin:0 0 14px;border-collapse:collapse">${rows.join('')}</table>`;
    }
    case 'call':
      return `<p style="${styles.p}">${escaped(block.label)}: ${anchor(`tel:${block.phone.replace(/[^+\d]/g, '')}`, block.phone)}</p>`;
    case 'link':
    case 'picture':
      return `<p style="margin:18px 0 10px">${anchor(block.url, block.label, styles.button)}</p>`;
  }
}

function buttonsHtml(links: readonly { label: string; url: string; strong: boolean }[]): string {
  if (links.length === 0) return '';
  const drawn = links.map(({ label, url, strong }) => {
    const colours = strong ? 'background:#1a5fd0;color:#fff' : '';
    return anchor(url, label, `${styles.button};${colours}`);
  });
  return `<p style="margin:18px 0 8px">${drawn.join('')}</p>`;
}

/** Only addresses that a browser or a phone opens as such; anything else stays words. */
function anchor(url: string, label: string, style?: string): string {
  if (!/^(?:https?:\/\/|tel:)/i.test(url)) return escaped(label);
  return `<a href="${escaped(url)}"${style ? ` style="${style}"` : ''}>${escaped(label)}</a>`;
}

/** Dark where the reader's machine is dark; clients that drop the style show black on white. */
const sheet = `:root{color-scheme:light dark}body{background:#f2f4f8;color:#1b222d}.paper{background:#fff;border-color:#dce1e9}a{color:#0f5bd8}
@media (prefers-color-scheme:dark){body{background:#11151b;color:#e8ecf2}.paper{background:#1a2029;border-color:#323c4a}a:not([style*=background]){color:#82b1ff}}
@media (max-width:480px){.paper{padding:18px 16px}}`;

const page = (lang: string, title: string, body: string): string => `<!doctype html>
<html lang="${lang}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark"><title>${escaped(title)}</title><style>${sheet}</style></head>
<body style="margin:0;padding:12px;font:16px/1.6 -apple-system,'Segoe UI','PingFang SC','Microsoft YaHei','Noto Sans CJK SC',sans-serif">
<div class="paper" style="max-width:600px;margin:0 auto;padding:22px 26px;border-width:1px;border-style:solid;border-radius:12px;overflow-wrap:anywhere">
${body}
</div>
</body>
</html>
`;

/** Marks that not every machine has a letter for, as letters that all have. */
const marks: Record<string, [sign: string, colour: string]> = {
  '✅': ['✓', '#0b8a54'],
  '🔴': ['●', '#d5382e'],
  '⬜': ['○', '#7b8798'],
  '⏱': ['●', '#1a5fd0'],
  '⏸': ['■', '#7b8798'],
};
const marked = (text: string): string =>
  escaped(text).replace(/^[✅🔴⬜⏱⏸]/u, (mark) => {
    const [sign, colour] = marks[mark] ?? [mark, 'inherit'];
    return `<span style="color:${colour};font-weight:700">${sign}</span>`;
  });

const lines = (text: string): string => escaped(text).replace(/\r?\n/g, '<br>');

const escaped = (text: string): string =>
  text
    .replace(/[^\P{Cc}\n\r\t]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
