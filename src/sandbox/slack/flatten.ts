type Json = Record<string, unknown>;
const isJson = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const list = (value: unknown): Json[] => (Array.isArray(value) ? value.filter(isJson) : []);
const string = (value: unknown): string => (typeof value === 'string' ? value : '');

export const unescaped = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

const textOf = (value: unknown): string => {
  if (!isJson(value)) return '';
  return value['type'] === 'mrkdwn' ? unescaped(string(value['text'])) : string(value['text']);
};

const initialOf = (element: Json): string => {
  const option = element['initial_option'];
  return (
    string(element['initial_value']) ||
    (isJson(option) ? textOf(option['text']) : '') ||
    string(element['initial_user'])
  );
};

function elementText(element: Json): string {
  switch (element['type']) {
    case 'button':
      return `[${textOf(element['text'])}]`;
    case 'overflow':
    case 'static_select':
      return list(element['options'])
        .map((option) => `[${textOf(option['text'])}]`)
        .join(' ');
    default:
      return textOf(element) || string(element['text']) || string(element['url']);
  }
}

/** A link is read as its words, with the address behind when they differ. */
const piece = (one: Json): string => {
  const said = string(one['text']);
  const url = string(one['url']).replace(/^tel:/, '');
  if (url === '' || said === url) return said;
  return said === '' ? url : `${said} (${url})`;
};

function blockText(block: Json): string {
  switch (block['type']) {
    case 'header':
      return textOf(block['text']);
    case 'section':
      return [
        textOf(block['text']),
        ...list(block['fields']).map((field) => textOf(field).replace('\n', ': ')),
      ]
        .filter(Boolean)
        .join('\n');
    case 'rich_text':
      return list(block['elements'])
        .map((part) => list(part['elements']).map(piece).join(''))
        .join('\n');
    case 'context':
      return list(block['elements']).map(textOf).join(' ');
    case 'image':
      return textOf(block['title']) || string(block['alt_text']);
    case 'actions':
      return list(block['elements']).map(elementText).join(' ');
    case 'input': {
      const element = isJson(block['element']) ? block['element'] : {};
      const initial = initialOf(element);
      return `${textOf(block['label'])}: ${initial}`.trimEnd();
    }
    default:
      return '';
  }
}

/** Everything that a reader of a message sees: its blocks, or its text when it has none. */
export function flatten(message: { text?: string; blocks?: unknown }): string {
  const lines = list(message.blocks)
    .map(blockText)
    .filter((line) => line !== '');
  return lines.length > 0 ? lines.join('\n') : unescaped(message.text ?? '');
}

/** The same for a modal or a home tab. */
export function flattenView(view: Json): string {
  const buttons = [textOf(view['submit']), textOf(view['close'])]
    .filter(Boolean)
    .map((label) => `[${label}]`);
  return [textOf(view['title']), flatten({ blocks: view['blocks'] }), buttons.join(' ')]
    .filter(Boolean)
    .join('\n');
}

export interface Tappable {
  actionId: string;
  blockId?: string;
  type: 'button' | 'overflow' | 'static_select';
  label: string;
  value: string;
}

/** Every button and menu entry of a message. */
export function tappables(blocks: unknown): Tappable[] {
  return list(blocks)
    .filter((block) => block['type'] === 'actions')
    .flatMap((block) => list(block['elements']))
    .flatMap((element): Tappable[] => {
      const actionId = string(element['action_id']);
      if (element['type'] === 'button') {
        return [
          { actionId, type: 'button', label: textOf(element['text']), value: string(element['value']) },
        ];
      }
      if (element['type'] !== 'overflow' && element['type'] !== 'static_select') return [];
      const { type } = element as { type: 'overflow' | 'static_select' };
      return list(element['options']).map((option) => ({
        actionId,
        type,
        label: textOf(option['text']),
        value: string(option['value']),
      }));
    });
}
