/** What mail servers and clients put above a mail to warn its reader; nobody wrote it. */
const warnings = [
  /^\W*(?:caution|warning|attention|notice|external(?:[ -](?:e-?mail|sender|message))?)\b.*\b(?:external|outside|originated)\b.*\b(?:click|links?|attachments?|organi[sz]ation|company)\b/is,
  /^\W*(?:caution|warning|attention)\b.*\bexternal (?:e-?mail|sender|message)\b/is,
  /^[\s[【(（]*(?:external(?: e-?mail| sender| message)?|外部邮件|外来邮件|外部)[\s\]】)）:：]*$/i,
  /^[\s[【(（]*(?:外部邮件|外来邮件|注意|警告|提醒|提示|安全提示|安全提醒).*(?:外部|外网|外来).*(?:谨慎|点击|链接|附件|核实|警惕)/s,
  /^\W*(?:you don['’]t often get e-?mail from|some people who received this message don['’]t often get)/i,
  /^\s*(?:你|您|某些收到此(?:邮件|消息)的人|一些收到此(?:邮件|消息)的人)通常不会收到(?:来自|发件人)/,
];
const longest = 700;

/** The lines behind the warnings at the top; where nothing else was written they stay. */
export function belowBanners(lines: readonly string[]): readonly string[] {
  let at = 0;
  for (let round = 0; round < 3; round++) {
    while (at < lines.length && (lines[at] ?? '').trim() === '') at++;
    const next = behindWarning(lines, at);
    if (next === undefined) break;
    at = next;
  }
  return lines.slice(at).some((line) => line.trim() !== '') ? lines.slice(at) : lines;
}

/** A warning is one paragraph of a few lines. */
function behindWarning(lines: readonly string[], from: number): number | undefined {
  let end = from;
  while (end < lines.length && end < from + 6 && (lines[end] ?? '').trim() !== '') end++;
  for (let to = from + 1; to <= end; to++) {
    const paragraph = lines.slice(from, to).join('\n');
    if (paragraph.length > longest) return undefined;
    // The shortest beginning that is a whole warning; what follows in the same paragraph may be wrapped.
    if (warnings.some((warning) => warning.test(paragraph)))
      return to < end && wraps(lines[to - 1]) ? end : to;
  }
  return undefined;
}

const wraps = (line: string | undefined): boolean =>
  (line ?? '').length > 60 && !/[.。！!]\s*$/.test(line ?? '');
