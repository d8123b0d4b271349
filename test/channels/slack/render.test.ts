import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeButton } from '../../../src/channels/slack/button-value.ts';
import { modal } from '../../../src/channels/slack/form.ts';
import { plainText } from '../../../src/channels/slack/plain-text.ts';
import { render, renderHome } from '../../../src/channels/slack/render.ts';
import type { Block, Button, Form, Message } from '../../../src/domain/message.ts';
import { blockProblems } from '../../../src/sandbox/slack/block-kit.ts';
import { flatten } from '../../../src/sandbox/slack/flatten.ts';
import { card } from './hub.ts';

const quoting = (text: string): Message => ({
  locale: 'zh-CN',
  short: 's',
  title: '工单 4821',
  body: [{ kind: 'quote', text }],
});

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 400 }),
  fc.string({ minLength: 2900, maxLength: 4000 }),
  fc.constantFrom(
    '',
    ' ',
    '\n',
    '😀'.repeat(3000),
    'e\u0301'.repeat(6000),
    '<!channel>',
    '&lt;!here&gt;',
    '>>> x',
    '```',
  ),
);
const anyBlock: fc.Arbitrary<Block> = fc.oneof(
  fc.record({ kind: fc.constantFrom('text' as const, 'strong' as const, 'hint' as const), text: anyText }),
  fc.record({ kind: fc.constant('quote' as const), text: anyText, by: anyText }),
  fc.record({
    kind: fc.constant('facts' as const),
    facts: fc.array(fc.tuple(anyText, anyText), { maxLength: 25 }),
  }),
  fc.record({
    kind: fc.constant('call' as const),
    phone: fc.constantFrom('+8613900000009', '', 'x'),
    label: anyText,
  }),
  fc.record({
    kind: fc.constant('picture' as const),
    url: fc.constant('https://a.example/f/x'),
    label: anyText,
    type: fc.constantFrom('image/png', 'image/webp', 'application/octet-stream'),
  }),
  fc.record({
    kind: fc.constant('link' as const),
    url: fc.constantFrom('https://a.example', 'javascript:alert(1)'),
    label: anyText,
  }),
);
const anyButton: fc.Arbitrary<Button> = fc.record({
  verb: fc.constantFrom('claim', 'fix', 'say'),
  label: anyText,
  ticket: fc.integer({ min: 1001, max: 99_999 }),
  value: fc.string({ maxLength: 200 }),
});
const anyMessage: fc.Arbitrary<Message> = fc.record({
  locale: fc.constantFrom('zh-CN' as const, 'en' as const),
  short: anyText,
  title: anyText,
  body: fc.array(anyBlock, { maxLength: 70 }),
  buttons: fc.array(anyButton, { maxLength: 6 }),
  more: fc.array(anyButton, { maxLength: 30 }),
});

describe('a picture', () => {
  const drawing = (type: string): Message => ({
    ...quoting('x'),
    body: [{ kind: 'picture', url: 'https://faults.example.org/f/a.b', label: '图片 1', type }],
  });

  it('is an image with words for who can’t see it', () => {
    expect(render(drawing('image/png')).blocks.at(-1)).toEqual({
      type: 'image',
      image_url: 'https://faults.example.org/f/a.b',
      alt_text: '图片 1',
      title: { type: 'plain_text', text: '图片 1', emoji: false },
    });
  });

  it('is a link where Slack draws no such kind', () => {
    expect(JSON.stringify(render(drawing('image/webp')).blocks)).toContain(
      '{"type":"link","url":"https://faults.example.org/f/a.b","text":"图片 1"}',
    );
  });
});

describe('a message as Slack draws it', () => {
  it('keeps every limit of Slack, whatever is in it', () => {
    fc.assert(
      fc.property(anyMessage, (message) => {
        const { text, blocks } = render(message);
        expect(blockProblems(blocks, 'message')).toEqual([]);
        expect(text.length).toBeGreaterThan(0);
        expect(text.length).toBeLessThanOrEqual(40_000);
        expect(blockProblems(renderHome(message).blocks, 'view')).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it.each([
    ['pings (B19)', '<!channel> <!here> <!everyone> <!subteam^S1>'],
    ['forged links (B20)', '<https://evil.example|Approve> <@U1> https://evil.example'],
    ['markup (B21)', '`x` *x* _x_ ~x~ ```\n>>> fake quote'],
    ['what was escaped already (B22)', '&lt;!here&gt; &amp;'],
  ])('shows %s as they were typed, in rich text that Slack never parses', (_case, text) => {
    const { blocks, text: fallback } = render(quoting(text));
    expect(blocks).toContainEqual({
      type: 'rich_text',
      elements: [{ type: 'rich_text_quote', elements: [{ type: 'text', text }] }],
    });
    // The fallback is read as markup for notifications: no control sequence may be left in it.
    expect(fallback).not.toMatch(/[<>]/);
    expect(plainText(fallback)).toContain(text.split('\n')[0]?.trimEnd());
  });

  it('never hands a reporter’s words to Slack as markup', () => {
    fc.assert(
      fc.property(anyMessage, (message) => {
        expect(JSON.stringify(render(message).blocks)).not.toContain('"mrkdwn"');
      }),
      { numRuns: 30 },
    );
  });

  it.each([
    ['50,000 characters', 'x'.repeat(50_000)],
    ['a million emoji', '😀'.repeat(1_000_000)],
    ['12,000 combining marks', `e${'\u0301'.repeat(12_000)}`],
  ])('cuts %s and says that there is more (B23)', (_case, text) => {
    const shown = flatten(render(quoting(text)));
    expect(shown.length).toBeLessThan(3_100);
    expect(shown).toContain('（未完）');
    expect(/\p{Surrogate}/u.test(shown)).toBe(false);
  });

  it('takes out direction overrides and invisible signs, and keeps joined emoji (B24)', () => {
    const shown = flatten(render(quoting('gpj\u202e.exe 48\u200b21\u0000 👨‍👩‍👧')));
    expect(shown).toContain('gpj.exe 4821 👨‍👩‍👧');
  });

  it('gives every button its own id and says all in its fallback', () => {
    const { text, blocks } = render({ ...card, buttons: [...(card.buttons ?? []), ...(card.buttons ?? [])] });
    const ids = JSON.stringify(blocks).match(/"action_id":"[^"]+"/g) ?? [];
    expect(new Set(ids).size).toBe(ids.length);
    for (const said of ['工单 4821', '王磊', '应急局', '三楼机房断网']) expect(text).toContain(said);
  });

  it.each([
    [1, 'overflow'],
    [5, 'overflow'],
    [6, 'static_select'],
  ])('puts %i further buttons into an %s', (count, type) => {
    const more = Array.from({ length: count }, (_, at) => ({
      verb: 'note',
      label: `备注${at}`,
      ticket: 4821,
    }));
    expect(JSON.stringify(render({ ...card, more }).blocks)).toContain(`"type":"${type}"`);
  });

  it('draws a button for what carries too much for a menu', () => {
    const value = 'x'.repeat(200);
    const { blocks } = render({ ...card, more: [{ verb: 'note', label: '备注', ticket: 4821, value }] });
    expect(blocks.at(-1)).toMatchObject({
      type: 'actions',
      elements: [{ type: 'button', value: encodeButton({ verb: 'note', ticket: 4821, value }) }],
    });
  });

  it('makes a telephone number one that can be tapped', () => {
    const message: Message = {
      ...card,
      body: [{ kind: 'call', phone: '+86 139-0000-0009', label: '报修人 周先生' }],
    };
    expect(JSON.stringify(render(message).blocks)).toContain('"url":"tel:+8613900000009"');
    expect(flatten(render(message))).toContain('报修人 周先生 +8613900000009');
  });
});

describe('a form as Slack draws it', () => {
  const anyForm: fc.Arbitrary<Form> = fc.record({
    verb: fc.constant('fix'),
    title: anyText,
    submit: anyText,
    cancel: anyText,
    ticket: fc.integer({ min: 1001, max: 9999 }),
    fields: fc.uniqueArray(
      fc.oneof(
        fc.record({
          id: fc.uuid(),
          kind: fc.constantFrom('line' as const, 'text' as const),
          label: anyText,
          hint: anyText,
          initial: anyText,
        }),
        fc.record({
          id: fc.uuid(),
          kind: fc.constant('choice' as const),
          label: anyText,
          options: fc.array(fc.record({ id: fc.uuid(), label: anyText }), { minLength: 1, maxLength: 120 }),
        }),
        fc.record({ id: fc.uuid(), kind: fc.constant('person' as const), label: anyText }),
      ),
      { selector: (field) => field.id, minLength: 1, maxLength: 8 },
    ),
  });

  it('keeps every limit of Slack, whatever is in it', () => {
    fc.assert(
      fc.property(anyForm, (form) => {
        const view = modal(form);
        expect(blockProblems(view.blocks, 'view')).toEqual([]);
        for (const word of [view.title, view.submit, view.close]) {
          expect(word?.text.length).toBeLessThanOrEqual(24);
          expect(word?.text.length).toBeGreaterThan(0);
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('reading Slack’s text', () => {
  it.each([
    ['<@U1> 你好', '@U1 你好'],
    ['<@U1|wang>', '@U1'],
    ['<#C1|faults> <#C2>', '#faults #C2'],
    ['<!here> <!subteam^S1|@ops> <!date^1^x|today>', '@here @ops today'],
    ['<https://a.example|a.example>', 'a.example'],
    ['<https://a.example/x|map>', 'map (https://a.example/x)'],
    ['<mailto:a@b.example|a@b.example>', 'a@b.example'],
    ['<tel:+8613900000009|139>', '139 (+8613900000009)'],
    ['1 &lt; 2 &amp;&amp; 3 &gt; 2', '1 < 2 && 3 > 2'],
    ['&amp;lt;', '&lt;'],
    ['a < b', 'a < b'],
  ])('%j is %j', (slack, plain) => {
    expect(plainText(slack)).toBe(plain);
  });

  it('ends quickly and never throws', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => plainText(text, 'U1').length >= 0));
    expect(plainText('<'.repeat(200_000)).length).toBe(200_000);
  });
});
