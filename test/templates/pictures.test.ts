import { describe, expect, it } from 'vitest';
import type { Locale } from '../../src/domain/locale.ts';
import type { Block } from '../../src/domain/message.ts';
import type { Attached } from '../../src/domain/ticket/attached.ts';
import { word } from '../../templates/index.ts';
import { fileForReporter } from '../../templates/pictures.ts';
import { createKit } from '../../templates/sample-kit.ts';

const photo = (n: number, over: Partial<Attached> = {}): Attached => ({
  name: `mms-${n}`,
  type: 'image/jpeg',
  bytes: 48_000,
  picture: true,
  kept: `4821/${n}`,
  ...over,
});
const { kept: _kept, ...unfetched } = photo(1);

/** What a card shows of these files, beside everything else. */
function shown(
  files: Attached[],
  locale: Locale = 'zh-CN',
  fileUrl = (kept: string) => `https://d/f/${kept}`,
) {
  const kit = createKit(locale, 'usual');
  const { organisation, now, view } = kit;
  const context = { organisation, now, locale, audience: 'staff' as const, channel: 'slack' };
  const body = (files_: Attached[]) =>
    word({ name: 'card', facts: {} }, { ...context, fileUrl, view: { ...view, files: files_ } }).body;
  const plain = JSON.stringify(body([]));
  return body(files).filter((block) => !plain.includes(JSON.stringify(block)));
}
const kinds = (blocks: Block[]) =>
  blocks.map(
    (block) => `${block.kind}: ${'label' in block ? block.label : 'text' in block ? block.text : ''}`,
  );

describe('a card with pictures', () => {
  it('draws them, and links to files with their names and sizes', () => {
    const log = photo(2, {
      name: 'switch.log',
      type: 'application/octet-stream',
      picture: false,
      bytes: 1_240_000,
    });
    expect(shown([photo(1), log, photo(3, { name: '配电箱.jpg' })])).toEqual([
      { kind: 'link', url: 'https://d/f/4821/2', label: '附件 2：switch.log（1.2 M）' },
      { kind: 'picture', url: 'https://d/f/4821/1', label: '图片 1', type: 'image/jpeg' },
      { kind: 'picture', url: 'https://d/f/4821/3', label: '图片 3：配电箱.jpg', type: 'image/jpeg' },
    ]);
  });

  it('draws the newest three and links to the others, however many there are', () => {
    const many = shown(Array.from({ length: 40 }, (_, n) => photo(n + 1)));
    expect(kinds(many).filter((line) => line.startsWith('picture'))).toEqual(
      [38, 39, 40].map((n) => `picture: 图片 ${n}`),
    );
    expect(kinds(many).filter((line) => line.startsWith('link'))).toHaveLength(12);
    expect(kinds(many)).toContain('hint: 更早的 25 个没有列出。');
  });

  it.each<[Locale, string, string]>([
    ['zh-CN', '图片或附件 2 个，正在接收。', '图片 3：超过 10 兆，没有接收。'],
    ['en', 'Pictures or files on their way: 2.', 'Picture 3: larger than 10 M, not fetched.'],
  ])('says in %s what is on its way, and why something never came', (locale, awaited, lost) => {
    const files = [unfetched, unfetched, { ...unfetched, lost: 'too-large' as const }];
    expect(kinds(shown(files, locale))).toEqual([`hint: ${awaited}`, `hint: ${lost}`]);
  });

  it('shows the reason of a newer hub as it stands', () => {
    const files = [{ ...unfetched, lost: 'some-new-reason' as 'gone' }];
    expect(kinds(shown(files))).toEqual(['hint: 图片 1：some-new-reason。']);
  });
});

describe('a file as its sender sees it', () => {
  it('says what to do when it did not arrive, not what is wrong with us', () => {
    const refused = { ...unfetched, lost: 'refused' as const };
    expect(fileForReporter(refused, 1, 'zh-CN')).toEqual({ label: '图片 1', note: '没能收到，请再发一次' });
    expect(fileForReporter(refused, 1, 'en').note).toBe('did not reach us, please send it again');
    expect(fileForReporter(photo(1), 1, 'en')).toEqual({ label: 'Picture 1' });
  });
});
