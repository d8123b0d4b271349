import { wellFormed } from './clean-text.ts';

const unescaped = (text: string) =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

/** Slack writes `<mailto:a@b|a@b>` and `<http://x.org|x.org>` for what a person merely typed. */
function link(target: string, label: string | undefined): string {
  const address = target.replace(/^(mailto|tel):/, '');
  if (!label || label === address || target === `http://${label}` || target === `https://${label}`) {
    return label ?? address;
  }
  return `${label} (${address})`;
}

function entity(inside: string): string {
  const bar = inside.indexOf('|');
  const target = bar < 0 ? inside : inside.slice(0, bar);
  const label = bar < 0 ? undefined : inside.slice(bar + 1);
  if (target.startsWith('@')) return target;
  if (target.startsWith('#')) return label ? `#${label}` : target;
  if (target.startsWith('!date^')) return label ?? '';
  if (target.startsWith('!')) {
    const said = label ?? target.slice(1);
    return said.startsWith('@') ? said : `@${said}`;
  }
  return link(target, label);
}

/**
 * What a person wrote, without Slack's escapes: `<@U1>` becomes `@U1`, links become readable, `&lt;` is `<`
 * again. Mentions of `self` (our own bot) are left out.
 */
export function plainText(text: string, self?: string): string {
  return wellFormed(text)
    .replace(/<([^<>]*)>/g, (_whole, inside: string) => {
      if (self && (inside === `@${self}` || inside.startsWith(`@${self}|`))) return '';
      return entity(inside);
    })
    .split('\n')
    .map((line) => unescaped(line).trimEnd())
    .join('\n')
    .trim();
}
