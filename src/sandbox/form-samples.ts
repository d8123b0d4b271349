import type { FormField } from './slack/index.ts';

interface Phrase {
  zh: string;
  en: string;
}

/** What somebody might write into a field of this name; the look-alike of a person, so to say. */
const phrases: Record<string, Phrase> = {
  what: { zh: '光模块一个', en: 'one optical module' },
  note: {
    zh: '交换机电源模块损坏，已更换，网络恢复正常。',
    en: 'The switch power module had failed; replaced it, the network is back.',
  },
  said: { zh: '已电话说明，正在排查。', en: 'Explained by phone, we are looking into it.' },
  text: { zh: '正在处理，请稍候。', en: 'We are working on it.' },
  reason: { zh: '需要对方协助。', en: 'Their help is needed.' },
  why: { zh: '还是连不上。', en: 'It still does not connect.' },
  title: { zh: '机房断网', en: 'Network down' },
  method: { zh: '替换法逐段排查。', en: 'Checked link by link with known good parts.' },
  measure: { zh: '更换电源模块。', en: 'Replaced the power module.' },
  progress: { zh: '已完成。', en: 'Done.' },
  result: { zh: '网络恢复，观察正常。', en: 'The network is back and stable.' },
  name: { zh: '周岚', en: 'Zhou Lan' },
  phone: { zh: '13900000009', en: '+8613900000009' },
  where: { zh: '三楼机房', en: '3rd floor server room' },
};
const otherwise: Phrase = { zh: '情况正常，已处理。', en: 'Looked at it, all is well.' };

const isChinese = (fields: readonly FormField[]): boolean =>
  fields.some(({ label }) => /\p{Script=Han}/u.test(label));

/** In a form of nothing but optional long texts (a record) an empty answer says nothing. */
const isRecord = (fields: readonly FormField[]): boolean =>
  fields.length > 1 && fields.every((field) => field.optional && field.kind === 'text' && field.multiline);

function sample(field: FormField, chinese: boolean, colleague: string | undefined): string | undefined {
  if (field.kind === 'person') return colleague;
  if (field.kind === 'choice') return field.options?.[0]?.id;
  const { zh, en } = phrases[field.id] ?? otherwise;
  return (chinese ? zh : en).slice(0, field.maxLength ?? 3000);
}

/** Given values by field id or label; a lone text under another name is meant for the text that must be written. */
function matched(fields: readonly FormField[], given: Record<string, string>): Record<string, string> {
  const values: Record<string, string> = {};
  const strangers: string[] = [];
  for (const [name, value] of Object.entries(given)) {
    const field = fields.find(({ id, label }) => id === name || label.toLowerCase() === name.toLowerCase());
    if (field) values[field.id] = value;
    else strangers.push(value);
  }
  for (const field of fields
    .filter(({ kind, id }) => kind === 'text' && values[id] === undefined)
    .sort(requiredFirst)) {
    const value = strangers.shift();
    if (value === undefined) break;
    values[field.id] = value;
  }
  return values;
}

const requiredFirst = (a: FormField, b: FormField): number => Number(a.optional) - Number(b.optional);

export interface Filled {
  values: Record<string, string>;
  /** Choices that the form doesn't offer: field id → what it offers. */
  unknown: Record<string, string[]>;
}

/**
 * What is sent for a form: the given values, what the form itself proposes, and sample words in the form's
 * language where something must be written. `colleague` is a chat id for fields that ask for a person.
 */
export function fillForm(
  fields: readonly FormField[],
  given: Record<string, string>,
  colleague: string | undefined,
): Filled {
  const chinese = isChinese(fields);
  const everything = isRecord(fields);
  const values = matched(fields, given);
  const unknown: Record<string, string[]> = {};
  for (const field of fields) {
    const value = values[field.id];
    if (value !== undefined && field.kind === 'choice') {
      const option = field.options?.find(({ id, label }) => id === value || label === value);
      if (!option) unknown[field.id] = (field.options ?? []).map(({ id }) => id);
    }
    if (value !== undefined || field.initial !== undefined || (field.optional && !everything)) continue;
    const words = sample(field, chinese, colleague);
    if (words !== undefined) values[field.id] = words;
  }
  return { values, unknown };
}
