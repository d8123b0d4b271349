/** A colleague as a line may name them; `chat` is their bare chat id. */
export interface Known {
  id: string;
  names: string[];
  chat?: string;
}

const mention = /<@([A-Z0-9]{2,30})(?:\|[^>]{0,80})?>/;
const mentions = /<@([A-Z0-9]{2,30})(?:\|[^>]{0,80})?>|@([UW][A-Z0-9]{4,30})(?![A-Za-z0-9])/g;
/** 给赵敏, to Zhao Min. */
const towards = /^(?:给|交给|转给|到|to |for )\s*(?=\S)/i;
const named = /[@＠]([\p{L}\p{N}._-]{1,60})/u;

/**
 * Takes `@who` out of what stands behind a verb. A chat mention gives the bare chat id, a known name the
 * person's id, an unknown one itself, so that the refusal can say who was not found.
 * @param about the verb is about somebody: their plain name at the start will do; else whoever is mentioned is
 *   part of what was said
 */
export function whoIn(text: string, people: Known[], about: boolean): { who?: string; args: string } {
  if (!about)
    return {
      args: text
        .replace(mentions, (_all, id = '', plain = '') => `@${nameOf(`${id}${plain}`, people)}`)
        .trim(),
    };
  const id = mention.exec(text);
  if (id?.[1]) return { who: id[1], args: without(text, id.index, id[0].length) };
  const at = named.exec(text);
  if (at?.[1]) {
    // @李娜请跟进, @Wang Lei tonight: the name ends where the person's name ends.
    const rest = text.slice(at.index + 1);
    const found = startOf(rest, people) ?? partOf(rest, people);
    return { who: found?.id ?? at[1], args: without(text, at.index, 1 + (found?.length ?? at[1].length)) };
  }
  const words = text.replace(towards, '');
  const plain = startOf(words, people) ?? partOf(words, people);
  return plain ? { who: plain.id, args: without(words, 0, plain.length) } : { args: text.trim() };
}

const nameOf = (chat: string, people: Known[]): string =>
  people.find((one) => one.chat === chat)?.names[0] ?? chat;

/** `zhao` alone, where only one colleague has it in their name. */
function partOf(text: string, people: Known[]): { id: string; length: number } | undefined {
  const word = /^[a-z]{2,20}(?![a-z0-9.@])/i.exec(text)?.[0];
  if (!word) return undefined;
  const parts = ({ id, names }: Known) =>
    [id, ...names]
      .join(' ')
      .toLowerCase()
      .split(/[\s.]+/);
  const [one, other] = people.filter((person) => parts(person).includes(word.toLowerCase()));
  return one && !other ? { id: one.id, length: word.length } : undefined;
}

/** The person whose name the text starts with; of several names the longest. */
function startOf(text: string, people: Known[]): { id: string; length: number } | undefined {
  const said = text.toLowerCase();
  let best: { id: string; length: number } | undefined;
  for (const { id, names, chat } of people) {
    for (const name of [...names, id, ...(chat ? [chat] : [])]) {
      if (name === '' || name.length <= (best?.length ?? 0) || !said.startsWith(name.toLowerCase())) continue;
      const cutsLatin = /[a-z0-9]$/i.test(name) && /[a-z0-9]/.test(said.charAt(name.length));
      if (!cutsLatin) best = { id, length: name.length };
    }
  }
  return best;
}

const without = (text: string, from: number, length: number): string =>
  `${text.slice(0, from).trim()} ${text.slice(from + length).replace(/^[\s,，.。:：]+/, '')}`.trim();
