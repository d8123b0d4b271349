import { type Label, labelled } from './labels.ts';

/** Where earlier mail begins, and whether everything below it is earlier mail too. */
export interface HistoryStart {
  line: number;
  /** The first line behind its heading. */
  bodyLine: number;
  /** `block`: a heading above unquoted text; `wrote`: "On … wrote:"; `forward`: said to be forwarded. */
  kind: 'block' | 'wrote' | 'forward';
  from?: string;
}

const dashes = /^[\s>]*[-—–_=*]{2,}\s*(\S.{0,60}?\S)\s*[-—–_=*]{2,}\s*$/u;
const original =
  /^(?:begin )?(?:original(?:[- ](?:message|nachricht|e-?mail))?|repl(?:y|ied) message|message d['’]origine|message original|mensaje original|mensagem original|messaggio originale|ursprüngliche nachricht|originalnachricht|oorspronkelijk bericht|opprinnelig melding|ursprungligt meddelande|исходное сообщение|oryginalna wiadomość|orijinal mesaj|元のメッセージ|원본 ?메시지|原始邮件|原始郵件|原邮件|邮件原件|原件|回复的?原?邮件|历史邮件|以下是原邮件)[:：]?$/iu;
const forwarded =
  /^(?:begin )?(?:forwarded (?:message|mail|email|by.{0,80})|fwd|weitergeleitete nachricht|message transféré|mensaje reenviado|mensagem encaminhada|messaggio inoltrato|doorgestuurd bericht|пересылаемое сообщение|转发的?邮件(?:信息)?|转发|轉寄郵件|轉寄的?郵件|転送(?:された)?メッセージ|전달된 메시지)[:：]?$/iu;
const wrote =
  /(?:\b(?:wrote|writes|said|schrieb|schreef|escribió|escreveu|skrev|kirjoitti|yazdı|napisał(?:\(a\)|a)?|napsal(?:\(a\)|a)?|írta)|a écrit|ha scritto|a scris|написал(?:\(а\)|а)?|пишет|写道|寫道|写到|书写|さんは書きました|님이 작성|작성)\s*[:：]$/iu;
const datelike = /\d{1,4}[-/.年]\s?\d{1,2}|\d{1,2}[:：.]\d{2}|\b(?:19|20)\d{2}\b/;
/** How such a heading begins when it is wrapped; without this the line above it would be swallowed with it. */
const beginsHeading =
  /^[\s>*]*(?:(?:on|am|le|el|em|il|op|den|dne|w dniu|в|at)\s|[在于]|\d{1,4}[-/.年]\d|\d{1,2}[:：]\d{2}|(?:mon|tue|wed|thu|fri|sat|sun)\w*,?\s|["'<]?[\w.+-]{1,64}@)/iu;
const addresslike = /[^\s<>@]@[^\s<>@]/;

/** The first heading of earlier mail at or after `from`, or nothing. Looks at each line a bounded number of times. */
export function findHistory(lines: readonly string[], from = 0): HistoryStart | undefined {
  for (let at = from; at < lines.length; at++) {
    const found = separatorAt(lines, at) ?? headingAt(lines, at) ?? wroteAt(lines, at);
    if (found) return found;
  }
  return undefined;
}

function separatorAt(lines: readonly string[], at: number): HistoryStart | undefined {
  const line = (lines[at] ?? '').slice(0, 200);
  const words =
    dashes.exec(line)?.[1] ?? (/^begin forwarded message\s*[:：]$/i.test(line.trim()) ? 'fwd' : undefined);
  if (words === undefined) {
    // A bare rule counts only when a heading stands right under it.
    if (!/^\s*[-_—–*=]{5,}\s*$/.test(line)) return undefined;
    const heading = headingAt(lines, nextText(lines, at + 1));
    return heading && { ...heading, line: at };
  }
  const said = words.trim();
  const kind = forwarded.test(said) ? 'forward' : original.test(said) ? 'block' : undefined;
  const next = nextText(lines, at + 1);
  const heading = headingAt(lines, next, 1);
  if (kind)
    return {
      kind,
      line: at,
      bodyLine: heading?.bodyLine ?? at + 1,
      ...(heading?.from ? { from: heading.from } : {}),
    };
  return heading && headingAt(lines, next) ? { ...heading, line: at } : undefined;
}

/** From:, Sent:, To:, Subject: under each other, in any of the languages and in any order that clients use. */
function headingAt(lines: readonly string[], at: number, enough = 2): HistoryStart | undefined {
  const first = lines[at];
  if (first === undefined || !labelled(first)) return undefined;
  const seen = new Set<Label>();
  let from: string | undefined;
  let line = at;
  let bodyLine = at;
  for (; line < Math.min(lines.length, at + 14); line++) {
    const text = lines[line] ?? '';
    const found = labelled(text);
    if (found) {
      if (seen.has(found.label) && found.label === 'from') break;
      seen.add(found.label);
      if (found.label === 'from') from = fullValue(found.rest, lines[line + 1]);
      bodyLine = line + 1;
    } else if (text.trim() === '' && seen.size >= 3) break;
  }
  // 发件人 and 主题 alone may be what somebody tells of a mail; quoted ones have their date.
  const dated = seen.has('date') || seen.size >= 3;
  const known = seen.has('from') ? seen.size >= enough && (enough === 1 || dated) : seen.size >= 3;
  return known ? { kind: 'block', line: at, bodyLine, ...(from ? { from } : {}) } : undefined;
}

/** A long sender is wrapped: its address may stand on the next line. */
function fullValue(value: string, next: string | undefined): string {
  return addresslike.test(value) || !next || labelled(next) || !/^\s*</.test(next)
    ? value
    : `${value} ${next.trim()}`;
}

/** "On … wrote:" in any language, wrapped over at most four lines: a date, a sender, a colon at the end. */
function wroteAt(lines: readonly string[], at: number): HistoryStart | undefined {
  const first = lines[at] ?? '';
  if (first.length > 400 || first.trim() === '') return undefined;
  const wrapped = beginsHeading.test(first);
  let joined = '';
  for (let line = at; line < Math.min(lines.length, at + (wrapped ? 4 : 1)); line++) {
    const text = (lines[line] ?? '').replace(/^[\s>]+/, '').trim();
    if (text === '' && line > at) return undefined;
    joined = `${joined} ${text}`.trim();
    if (joined.length > 500) return undefined;
    if (!/[:：]\s*\*?$/.test(joined)) continue;
    const bare = joined.replace(/[*\s]+$/, '');
    const dated = datelike.test(bare);
    const said = wrote.test(bare);
    const addressed = /<[^<>]*[^\s<>@]@[^\s<>]+>+\s*[:：]$/.test(bare);
    if (dated && (said || addressed)) return { kind: 'wrote', line: at, bodyLine: line + 1, from: bare };
    if (said && addresslike.test(bare)) return { kind: 'wrote', line: at, bodyLine: line + 1, from: bare };
    return undefined;
  }
  return undefined;
}

export function nextText(lines: readonly string[], from: number): number {
  let at = from;
  while (at < lines.length && (lines[at] ?? '').trim() === '') at++;
  return at;
}
