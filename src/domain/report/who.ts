/** A colleague as a line may name them; `chat` is their bare chat id. */
export interface Known {
  id: string;
  names: string[];
  chat?: string;
}

const mention = /<@([A-Z0-9]{2,30})(?:\|[^>]{0,80})?>/;
const named = /[@＠]([\p{L}\p{N}._-]{1,60})/u;

/**
 * Takes `@who` out of what stands behind a verb. A chat mention gives the bare chat id, a known name the
 * person's id, an unknown one itself, so that the refusal can say who was not found.
 * @param bare the verb is about somebody: their plain name at the start will do
 */
export function whoIn(text: string, people: Known[], bare: boolean): { who?: string; args: string } {
  const id = mention.exec(text);
  if (id?.[1]) return { who: id[1], args: without(text, id.index, id[0].length) };
  const at = bare ? named.exec(text) : null;
  if (at?.[1]) {
    // @李娜请跟进, @Wang Lei tonight: the name ends where the person's name ends.
    const found = startOf(text.slice(at.index + 1), people);
    return { who: found?.id ?? at[1], args: without(text, at.index, 1 + (found?.length ?? at[1].length)) };
  }
  const plain = bare ? startOf(text, people) : undefined;
  return plain ? { who: plain.id, args: without(text, 0, plain.length) } : { args: text.trim() };
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
