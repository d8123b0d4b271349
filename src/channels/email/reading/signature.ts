/** Lines that phones, webmails and clients append by themselves. */
const appended =
  /^[\s>—–-]*(?:sent (?:from|via|with) (?:my |the |an? )?[^.,;!?，。]{2,60}|get outlook for \w+.*|sent with .{2,60}|envoyé (?:de|depuis|à partir de) .{2,60}|gesendet (?:von|mit) .{2,60}|von meinem \S+ gesendet|enviado (?:desde|do|de) .{2,60}|inviato da .{2,60}|verzonden (?:vanaf|met) .{2,60}|skickat från .{2,60}|отправлено (?:с|из) .{2,60}|发自(?:我的)?.{1,40}|[从從]我的.{1,20}(?:发送|傳送)|[来來]自我的.{1,30}|[来來]自\s?.{1,20}(?:手机|手機|平板|客户端|邮箱|郵箱|iphone|ipad)|virus-free\b.{0,80}|发送自 ?.{1,30}|通过.{1,20}(?:发送|客户端)|从 .{1,20}(?:发送|获取).*|获取 ?outlook .{2,30}|使用.{1,20}发送|iPhoneから送信|나의 .{1,20}에서 보냄)\s*$/iu;
const delimiter = /^[\s>]*(?:--|——)[\s\u00a0]*$/u;
const rule = /^\s*(?:[-—–=*~]{4,}|_{2,})\s*$/u;
const closer =
  /^\s*(?:(?:many |with )?(?:thanks|thank you|thx)(?: (?:again|in advance|so much))?|(?:(?:with )?(?:best|kind|warm)(?: regards| wishes)?|regards|cheers|sincerely|yours(?: (?:sincerely|truly|faithfully))?)|mit freundlichen grüßen|viele grüße|cordialement|saludos|此致|敬礼|此致敬礼|祝好|顺祝商祺|顺颂商祺|致礼|谢谢|多谢)[\s,.!，。！～~]*$/iu;
const contactlike =
  /[^\s@]@[^\s@]+\.\w|(?:https?:\/\/|www\.)\S|\+?\(?\d[\d\s().-]{6,}\d|\b(?:tel|fax|mobile|phone|skype)\b|电话|手机|传真/iu;
/** What a reporter leaves for the engineer is no signature. */
const wanted = /联系人|联系电话|联系方式|地址|请联系|contact (?:person|name)|call me|reach me/iu;
const legal =
  /^\s*(?:this (?:e-?mail|message)(?: and any attachments?)? .{0,80}(?:confidential|intended)|confidentiality notice|本邮件.{0,30}(?:保密|机密|收件人)|此邮件.{0,30}(?:保密|机密|收件人))/iu;

/** How many of these lines are the person's own; what follows is a signature that nobody typed for this mail. */
export function ownLength(lines: readonly string[], sender: { name: string; address: string }): number {
  let end = trimmedLength(lines, lines.length);
  for (let round = 0; round < 6; round++) {
    const cut = signatureStart(lines.slice(0, end), sender);
    const next = cut === undefined ? end : trimmedLength(lines, cut);
    // Somebody who sends nothing but a signature still said that.
    if (next === end || next === 0) return end;
    end = next;
  }
  return end;
}

export function trimmedLength(lines: readonly string[], length: number): number {
  let end = length;
  while (end > 0 && (lines[end - 1] ?? '').trim() === '') end--;
  return end;
}

function signatureStart(
  lines: readonly string[],
  sender: { name: string; address: string },
): number | undefined {
  const last = lines.at(-1) ?? '';
  const bare = last.replace(/\s*(?:<[^<>]*>|\((?:https?:|www\.)[^()]*\))\s*$/, '').slice(0, 200);
  if (appended.test(bare) && bare.trim().split(/\s+/).length <= 9) return lines.length - 1;
  const from = Math.max(0, lines.length - 24);
  const tail = lines.slice(from).map((line) => line.slice(0, 300));
  const at = (found: number) => (found < 0 ? undefined : from + found);
  return (
    at(tail.findIndex((line) => delimiter.test(line))) ??
    at(tail.findIndex((line, index) => rule.test(line) && looksLikeFooter(tail.slice(index + 1)))) ??
    at(tail.findIndex((line) => legal.test(line))) ??
    at(byName(tail, sender)) ??
    at(dashedName(tail))
  );
}

function looksLikeFooter(lines: readonly string[]): boolean {
  const text = lines.filter((line) => line.trim() !== '');
  if (text.length === 0) return true;
  if (text.length > 15 || text.some((line) => line.length > 120 || wanted.test(line))) return false;
  return text.some((line) => contactlike.test(line) || /mailing list|unsubscribe|退订/i.test(line));
}

/** A last block that begins with the sender's own name, or closes politely with it, or carries their own address. */
function byName(tail: readonly string[], { name, address }: { name: string; address: string }): number {
  const names = namesOf(name, address);
  const isName = (line: string) => names.some((each) => sameWords(line, each));
  const short = (rest: readonly string[]) =>
    rest.length <= 12 && rest.every((line) => line.length <= 80 && !wanted.test(line));
  for (let index = 1; index < tail.length; index++) {
    const line = tail[index] ?? '';
    const rest = tail.slice(index);
    if (!short(rest)) continue;
    const begins = (tail[index - 1] ?? '').trim() === '';
    if (
      closer.test(line) &&
      rest.length >= 2 &&
      rest.length <= 6 &&
      rest.slice(1).every((each) => each.length <= 40)
    ) {
      const after = rest.slice(1).filter((each) => each.trim() !== '');
      if (
        after.length > 0 &&
        (isName(after[0] ?? '') ||
          /^[\p{Lu}][\p{L}.'-]*(?: [\p{Lu}][\p{L}.'-]*){0,2}$/u.test((after[0] ?? '').trim()))
      )
        return index;
    }
    if (begins && isName(line)) return index;
    if (
      begins &&
      rest.length >= 3 &&
      rest.every((each) => each.trim() !== '') &&
      ownCard(rest, names, address)
    )
      return index;
  }
  return -1;
}

function ownCard(rest: readonly string[], names: readonly string[], address: string): boolean {
  const contacts = rest.filter((line) => contactlike.test(line)).length;
  const own = rest.some(
    (line) =>
      (address !== '' && line.toLowerCase().includes(address)) || names.some((each) => line.includes(each)),
  );
  return contacts >= 2 && own;
}

function namesOf(name: string, address: string): string[] {
  const full = name.replace(/["']/g, '').trim();
  const first = full.split(/\s+/)[0] ?? '';
  return [full, first, address].filter((each) => each.length >= 2 && each.length <= 60);
}

const sameWords = (line: string, name: string): boolean =>
  line.replace(/^[\s\-—*]+|[\s.,!*]+$/g, '').toLowerCase() === name.toLowerCase();

/** `-Abhishek Kona` alone at the end. */
function dashedName(tail: readonly string[]): number {
  const last = tail.length - 1;
  const alone = last > 0 && (tail[last - 1] ?? '').trim() === '';
  return alone && /^[-—–]\s?\p{Lu}[\p{L}.]+(?: \p{Lu}[\p{L}.]*){0,3}$/u.test((tail[last] ?? '').trim())
    ? last
    : -1;
}
