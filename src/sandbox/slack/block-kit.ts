/*
 * Slack's limits on blocks, as its documentation and SDKs state them. What breaks one is refused with
 * `invalid_blocks`, as Slack does, so that a message which Slack would not show fails here first.
 */
type Json = Record<string, unknown>;

const isJson = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

type Report = (path: string, problem: string) => void;

function textObject(
  value: unknown,
  most: number,
  path: string,
  report: Report,
  types = ['plain_text', 'mrkdwn'],
): number {
  if (!isJson(value) || typeof value['text'] !== 'string') {
    report(path, 'must be a text object');
    return 0;
  }
  if (typeof value['type'] !== 'string' || !types.includes(value['type']))
    report(`${path}/type`, 'unsupported type');
  const { length } = value['text'];
  if (value['text'].trim() === '') report(`${path}/text`, 'must be more than 0 characters');
  if (length > most) report(`${path}/text`, `must be less than ${most + 1} characters`);
  return length;
}

function identifier(value: unknown, path: string, report: Report): void {
  if (value === undefined) return;
  if (typeof value !== 'string' || value.length < 1 || value.length > 255)
    report(path, 'must be 1 to 255 characters');
}

function optionsOf(element: Json, most: number, path: string, report: Report): void {
  const options = list(element['options']);
  if (options.length < 1 || options.length > most) report(`${path}/options`, `must be 1 to ${most} items`);
  for (const [at, option] of options.entries()) {
    const here = `${path}/options/${at}`;
    if (!isJson(option)) {
      report(here, 'must be an option');
      continue;
    }
    textObject(option['text'], 75, `${here}/text`, report);
    const value = option['value'];
    if (typeof value !== 'string' || value.length < 1 || value.length > 150)
      report(`${here}/value`, 'must be 1 to 150 characters');
  }
}

function element(value: unknown, path: string, report: Report): void {
  if (!isJson(value)) {
    report(path, 'must be an element');
    return;
  }
  identifier(value['action_id'], `${path}/action_id`, report);
  switch (value['type']) {
    case 'button': {
      textObject(value['text'], 75, `${path}/text`, report, ['plain_text']);
      const carried = value['value'];
      if (carried !== undefined && (typeof carried !== 'string' || carried.length > 2000)) {
        report(`${path}/value`, 'must be at most 2000 characters');
      }
      const style = value['style'];
      if (style !== undefined && style !== 'primary' && style !== 'danger')
        report(`${path}/style`, 'must be primary or danger');
      return;
    }
    case 'overflow':
      optionsOf(value, 5, path, report);
      return;
    case 'static_select':
      if (value['placeholder'] !== undefined)
        textObject(value['placeholder'], 150, `${path}/placeholder`, report, ['plain_text']);
      optionsOf(value, 100, path, report);
      return;
    case 'users_select':
      return;
    case 'plain_text_input': {
      const most = value['max_length'];
      if (most !== undefined && (typeof most !== 'number' || most < 1 || most > 3000))
        report(`${path}/max_length`, 'must be 1 to 3000');
      const initial = value['initial_value'];
      if (typeof initial === 'string' && initial.length > Number(most ?? 3000))
        report(`${path}/initial_value`, 'is too long');
      return;
    }
    default:
      report(`${path}/type`, `unsupported element ${String(value['type'])}`);
  }
}

const richKinds = new Set(['rich_text_section', 'rich_text_quote', 'rich_text_preformatted']);

function richPiece(piece: unknown, path: string, report: Report): number {
  const said = isJson(piece) ? piece['text'] : undefined;
  const type = isJson(piece) ? piece['type'] : undefined;
  if (type === 'text' && (typeof said !== 'string' || said === ''))
    report(`${path}/text`, 'must be more than 0 characters');
  if (type === 'link' && isJson(piece) && (typeof piece['url'] !== 'string' || piece['url'] === ''))
    report(`${path}/url`, 'is missing');
  if (type !== 'text' && type !== 'link') report(`${path}/type`, 'unsupported type');
  return typeof said === 'string' ? said.length : 0;
}

function richText(block: Json, path: string, report: Report): number {
  let characters = 0;
  for (const [at, part] of list(block['elements']).entries()) {
    const here = `${path}/elements/${at}`;
    if (!isJson(part) || !richKinds.has(String(part['type']))) {
      report(here, 'unsupported rich text');
      continue;
    }
    for (const [index, piece] of list(part['elements']).entries()) {
      characters += richPiece(piece, `${here}/elements/${index}`, report);
    }
  }
  return characters;
}

function section(block: Json, path: string, report: Report): number {
  const fields = list(block['fields']);
  if (block['text'] === undefined && fields.length === 0) report(path, 'needs text or fields');
  if (fields.length > 10) report(`${path}/fields`, 'no more than 10 items');
  const inFields = fields.map((field, at) => textObject(field, 2000, `${path}/fields/${at}`, report));
  const inText = block['text'] === undefined ? 0 : textObject(block['text'], 3000, `${path}/text`, report);
  return inFields.reduce((sum, length) => sum + length, inText);
}

function input(block: Json, path: string, report: Report): number {
  if (typeof block['block_id'] !== 'string') report(`${path}/block_id`, 'is missing');
  if (block['hint'] !== undefined) textObject(block['hint'], 2000, `${path}/hint`, report, ['plain_text']);
  element(block['element'], `${path}/element`, report);
  return textObject(block['label'], 2000, `${path}/label`, report, ['plain_text']);
}

/** Either an address or a file of Slack's own, and words for who can't see it. */
function image(block: Json, path: string, report: Report): number {
  const { image_url: url, slack_file: file, alt_text: alt, title } = block;
  if ((url === undefined) === (file === undefined)) report(path, 'needs image_url or slack_file');
  if (url !== undefined && (typeof url !== 'string' || url.length > 3000 || !/^https?:\/\//.test(url)))
    report(`${path}/image_url`, 'must be an address of at most 3000 characters');
  if (typeof alt !== 'string' || alt === '' || alt.length > 2000)
    report(`${path}/alt_text`, 'must be 1 to 2000 characters');
  return title === undefined ? 0 : textObject(title, 2000, `${path}/title`, report, ['plain_text']);
}

function checkBlock(block: unknown, path: string, report: Report): number {
  if (!isJson(block)) {
    report(path, 'must be a block');
    return 0;
  }
  identifier(block['block_id'], `${path}/block_id`, report);
  switch (block['type']) {
    case 'header':
      return textObject(block['text'], 150, `${path}/text`, report, ['plain_text']);
    case 'section':
      return section(block, path, report);
    case 'rich_text':
      return richText(block, path, report);
    case 'context': {
      const elements = list(block['elements']);
      if (elements.length < 1 || elements.length > 10) report(`${path}/elements`, 'must be 1 to 10 items');
      return elements.reduce<number>(
        (sum, one, at) => sum + textObject(one, 3000, `${path}/elements/${at}`, report),
        0,
      );
    }
    case 'actions': {
      const elements = list(block['elements']);
      if (elements.length < 1 || elements.length > 25) report(`${path}/elements`, 'must be 1 to 25 items');
      for (const [at, one] of elements.entries()) element(one, `${path}/elements/${at}`, report);
      return 0;
    }
    case 'input':
      return input(block, path, report);
    case 'image':
      return image(block, path, report);
    case 'divider':
      return 0;
    default:
      report(`${path}/type`, `unsupported block ${String(block['type'])}`);
      return 0;
  }
}

function duplicates(blocks: unknown[], report: Report): void {
  const seen = new Set<string>();
  const note = (kind: string, id: unknown, path: string) => {
    if (typeof id !== 'string') return;
    if (seen.has(`${kind} ${id}`)) report(path, `${kind} ${id} is used twice`);
    seen.add(`${kind} ${id}`);
  };
  blocks.filter(isJson).forEach((block, at) => {
    note('block_id', block['block_id'], `/blocks/${at}/block_id`);
    for (const one of list(block['elements']))
      if (isJson(one)) note('action_id', one['action_id'], `/blocks/${at}`);
  });
}

/** What Slack would say against these blocks; empty when it would show them. */
export function blockProblems(blocks: unknown, kind: 'message' | 'view'): string[] {
  if (!Array.isArray(blocks)) return ['blocks must be an array [json-pointer:/blocks]'];
  const problems: string[] = [];
  const report: Report = (path, problem) => problems.push(`${problem} [json-pointer:${path}]`);
  const most = kind === 'message' ? 50 : 100;
  if (blocks.length > most) report('/blocks', `no more than ${most} items`);
  duplicates(blocks, report);
  const characters = blocks.reduce<number>(
    (sum, block, at) => sum + checkBlock(block, `/blocks/${at}`, report),
    0,
  );
  // Not documented; seen at about this size although every single limit held.
  if (kind === 'message' && characters > 13_200) report('/blocks', 'msg_blocks_too_long');
  return problems;
}
