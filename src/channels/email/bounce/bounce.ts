import { headerOf } from '../mime/head.ts';
import type { Mail } from '../mime/parts.ts';
import { decodeWords } from '../mime/words.ts';
import { jsonReport } from './json-report.ts';
import { type Notice, noticeOf, originalIds } from './notice.ts';
import { type Returned, returnedOf } from './recipients.ts';
import { causeOf, isHard, statusIn, statusOfReply } from './status.ts';

/** One address that could not be reached. `hard`: it never will be. `status` as in RFC 3463, empty when unknown. */
export interface BouncedRecipient {
  recipient: string;
  status: string;
  hard: boolean;
  /** Still being tried: only a warning so far. */
  delayed?: true;
}

export interface Bounce {
  recipients: BouncedRecipient[];
  /** Message-IDs of what came back. */
  originals: string[];
  why: string;
}

/** What a machine says about mail that it could not deliver; `delivered` when it says that it could. */
export function bounceOf(mail: Mail): Bounce | 'delivered' | undefined {
  const events = jsonReport(mail.parts.find((part) => part.type === 'text/plain')?.text() ?? '');
  if (events.length > 0) {
    return {
      recipients: events.map((each) => judged(each, '')),
      originals: [],
      why: 'a sending service tells of it',
    };
  }
  const why = suspicion(mail);
  if (!why) return undefined;
  const notice = noticeOf(mail);
  if (!certain(mail, notice) && !tellsOfFailure(mail, notice)) return undefined;
  const returned = returnedOf(mail.headers, notice);
  const failed = returned.filter(
    ({ action, status }) =>
      !/^(?:delivered|deliverable|relayed|expanded)/.test(action ?? '') && !status?.startsWith('2.'),
  );
  if (failed.length === 0) return 'delivered';
  const subject = decodeWords(headerOf(mail.headers, 'subject') ?? '');
  return { recipients: failed.map((each) => judged(each, subject)), originals: originalIds(notice), why };
}

function judged({ recipient, action, status, sentence }: Returned, subject: string): BouncedRecipient {
  const code = statusIn(sentence) ?? statusIn(status ?? '') ?? statusOfReply(sentence) ?? '';
  const said = causeOf(sentence);
  const cause = said === 'refused' && !/[45]\d\d|[45]\.\d\.\d/.test(sentence) ? causeOf(subject) : said;
  const delayed =
    action?.startsWith('delayed') === true ||
    /(?:has been|is) delayed\b|warning message only|still trying|will (?:be retried|keep trying)/i.test(
      sentence.slice(0, 2000),
    );
  return { recipient, status: code, hard: !delayed && isHard(cause), ...(delayed ? { delayed } : {}) };
}

const daemon =
  /mailer-?daemon|mail[ _-]?delivery|postmaster|poostmaster|delivery subsystem|mail(?:er)? (?:daemon|system)|mdaemon|mms?c ndr/i;
const machine = /(?:no-?_?reply|do-?not-?reply|notif|sysadmin|^<?root@|mail-?admin|system)[^@]*@/i;
const failing =
  /undeliver|non[- ]?deliver|returned (?:mail|message)|failure (?:notice|delivery)|delivery (?:status|failure|report|notification|has failed|problem)|delivery error|failed delivery|(?:mail|message)(?: system)? (?:delivery )?(?:failed|failure|error)|could not (?:be delivered|send)|not delivered|cannot send message|delivery fail|unzustellbar|non remis|non recapitabile|no se pudo entregar|não entregue|退信|投递失败|无法投递|未能(?:成功)?(?:发送|送达|投递)|无法送达|未送达|被退回|メールエラー|配信不能|送信できません|returned to sender|mail system error|notify: see transcript|errors from/i;

/** Why this could be a bounce at all, by its head alone. */
function suspicion(mail: Mail): string | undefined {
  const { headers } = mail;
  const report = mail.params.get('report-type')?.toLowerCase();
  if (mail.parts.some((part) => /^message\/(?:global-)?delivery-status$/.test(part.type)))
    return 'a delivery report';
  if (mail.type === 'multipart/report' && (report === undefined || report === 'delivery-status'))
    return 'a delivery report';
  if (headerOf(headers, 'x-failed-recipients')) return 'names failed recipients';
  const from = headerOf(headers, 'from') ?? '';
  const subject = headerOf(headers, 'subject') ?? '';
  if (daemon.test(from)) return 'from a mail daemon';
  if (headerOf(headers, 'return-path')?.replace(/\s/g, '') === '<>' || from.replace(/\s/g, '') === '<>')
    return 'without a return path';
  // A person may well report that their mail comes back: the subject counts only with a machine's address.
  return machine.test(from) && failing.test(decodeWords(subject)) ? 'says that mail failed' : undefined;
}

function certain(mail: Mail, notice: Notice): boolean {
  if (notice.groups.length > 0 || headerOf(mail.headers, 'x-failed-recipients')) return true;
  return (
    mail.type === 'multipart/report' && mail.params.get('report-type')?.toLowerCase() === 'delivery-status'
  );
}

/** A person's mail from a daemon-like address says nothing of the kind; nor does a vacation notice. */
function tellsOfFailure(mail: Mail, notice: Notice): boolean {
  const subject = decodeWords(headerOf(mail.headers, 'subject') ?? '');
  const words = notice.words.slice(0, 8000);
  const told =
    failing.test(words) ||
    /could ?n[o']t be delivered|(?:unable|failed|wasn't able|not able) to (?:deliver|send)|did not reach|permanent (?:fatal )?error|[45]\d\d[ -][45]\.\d\.\d|transcript of session|送信できません|失敗しました/i.test(
      words,
    );
  return (
    told ||
    (failing.test(subject) &&
      (notice.original.length > 0 ||
        daemon.test(headerOf(mail.headers, 'from') ?? '') ||
        /error|fail/i.test(words)))
  );
}
