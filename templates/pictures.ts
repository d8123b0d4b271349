import { inLocale, type Locale, type Worded } from '../src/domain/locale.ts';
import type { Block } from '../src/domain/message.ts';
import { type Attached, isAwaited } from '../src/domain/ticket/attached.ts';
import { clip } from './fit.ts';
import { lostForReporter, lostForStaff } from './lost-words.ts';
import { hint, lines, type Say, type Story, text } from './say.ts';
import { label } from './words.ts';

/** A card stays a card: the newest pictures are drawn, the others are a tap away. */
const drawnAtMost = 3;
const linkedAtMost = 12;
const lostAtMost = 5;

/** Names that a channel made up say nothing. */
const saysSomething = (name: string): boolean => name !== '' && !/^(?:mms|part)-\d+$/.test(name);

/** `350 K`, `1.2 M`. */
const sizeOf = (bytes: number): string =>
  bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1000))} K` : `${(bytes / 1_000_000).toFixed(1)} M`;

function labelOf(file: Attached, place: number, locale: Locale): string {
  const t = (zh: string, en: string) => inLocale({ zh, en }, locale);
  const name = saysSomething(file.name) ? clip(file.name, 60, t('…', '...')) : '';
  const what = file.picture ? t(`图片 ${place}`, `Picture ${place}`) : t(`附件 ${place}`, `File ${place}`);
  const named = name === '' ? what : t(`${what}：${name}`, `${what}: ${name}`);
  if (file.picture || file.kept === undefined) return named;
  return t(`${named}（${sizeOf(file.bytes)}）`, `${named} (${sizeOf(file.bytes)})`);
}

/** A file as the one who sent it sees it: its name, and what to do where it did not arrive. */
export function fileForReporter(file: Attached, place: number, locale: Locale) {
  const w = (words: Worded) => inLocale(words, locale);
  return {
    label: labelOf(file, place, locale),
    ...(file.lost !== undefined && { note: label({ w }, lostForReporter, file.lost) }),
  };
}

/** Pictures to look at, files to download, what is still on its way, and what will never come, with the reason. */
export function picturesOf(files: readonly Attached[], say: Say): Block[] {
  const { t, fileUrl } = say;
  const named = files.map((file, n) => ({ file, name: labelOf(file, n + 1, say.locale) }));
  const here = named.flatMap(({ file, name }) =>
    file.kept !== undefined && fileUrl ? [{ file, name, url: fileUrl(file.kept) }] : [],
  );
  const drawn = here.filter(({ file }) => file.picture).slice(-drawnAtMost);
  const linked = here.filter((one) => !drawn.includes(one));
  const hidden = Math.max(0, linked.length - linkedAtMost);
  const awaited = files.filter(isAwaited).length;
  const lost = named.flatMap(({ file, name }) =>
    file.lost === undefined
      ? []
      : [name + t('：', ': ') + label(say, lostForStaff, file.lost) + t('。', '.')],
  );
  return lines(
    hidden > 0 && hint(t(`更早的 ${hidden} 个没有列出。`, `${hidden} earlier ones are not listed.`)),
    ...linked.slice(hidden).map(({ name, url }): Block => ({ kind: 'link', url, label: name })),
    ...drawn.map(({ file, name, url }): Block => ({ kind: 'picture', url, label: name, type: file.type })),
    awaited > 0 &&
      hint(t(`图片或附件 ${awaited} 个，正在接收。`, `Pictures or files on their way: ${awaited}.`)),
    lost.length > 0 && hint(lost.slice(-lostAtMost).join('\n')),
  );
}

export const cardFileStory: Story<'card-file'> = {
  'card-file': ({ file, place }, say) => {
    const name = labelOf(file, place, say.locale);
    const url = file.kept !== undefined && say.fileUrl?.(file.kept);
    return {
      short: [
        say.t(`工单${say.no}有新图片，请在聊天里看。`, `ticket ${say.no}: a new picture; see the chat.`),
      ],
      title: say.t(`工单${say.no}：${name}`, `Ticket ${say.no}: ${name}`),
      body: lines(url ? { kind: 'link', url, label: name } : text(name)),
    };
  },
};
