import { bot, type WorkspaceUser } from './records.ts';

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/**
 * What Slack's client makes of keystrokes: signs escaped, `@name` or `@U…` of a known person turned into a
 * mention, an address into a link.
 */
export function asTyped(text: string, users: WorkspaceUser[]): string {
  const known = new Map(
    users.flatMap(({ id, name }) => [[id.toLowerCase(), id] as const, [name.toLowerCase(), id] as const]),
  );
  known.set('faultline', bot.user);
  return escaped(text)
    .replace(/@([\p{L}\p{N}._-]+)/gu, (whole, name: string) => {
      const id = known.get(name.toLowerCase());
      return id ? `<@${id}>` : whole;
    })
    .replace(/https?:\/\/[^\s<>]+/g, (url) => `<${url}>`);
}
