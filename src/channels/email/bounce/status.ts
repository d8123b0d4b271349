/** Why a mail came back, from the words of the refusing server. */
export type Cause =
  | 'full'
  | 'suspended'
  | 'unauthenticated'
  | 'spam'
  | 'blocked'
  | 'too-big'
  | 'relay'
  | 'sender'
  | 'later'
  | 'loop'
  | 'system'
  | 'moved'
  | 'accepts-no-mail'
  | 'host-unknown'
  | 'user-unknown'
  | 'refused';

/** Causes for which the address will never work. All others pass, or concern the message, not the address. */
const hardCauses: ReadonlySet<Cause> = new Set(['user-unknown', 'host-unknown', 'moved', 'accepts-no-mail']);

/** In this order: a full or suspended mailbox exists, and a blocked sender learns nothing about the mailbox. */
const causes: readonly [Cause, RegExp][] = [
  // What the refusing provider explains in plain Chinese counts before the codes around it.
  ['user-unknown', /(?:地址|用户|收件人|邮箱|账号|帐号)(?:地址)?不存在|无此(?:用户|收件人|邮箱)/],
  ['accepts-no-mail', /null ?mx|rfc ?7505|no smtp service/],
  ['host-unknown', /account or domain may not exist/],
  [
    'full',
    /(?:mail ?(?:box|folder|drop)|inbox|mailfolder|quota|storage|recipient|account|user)(?:'s)?[^.;]{0,40}\b(?:is |was |has been )?(?:full|exceed|out of storage|over ?quota|overquota)|over (?:disk |storage |mail |mailbox |the )?quota|quota (?:is )?(?:exceed|full|limit|reached|violation)|exceed(?:s|ed|ing)?[^.;]{0,30}(?:quota|storage|mailbox (?:size|limit))|not enough (?:storage )?space|insufficient (?:mailbox )?storage|mailbox[ _](?:size[ _])?limit|out of storage|too many messages (?:on|in) (?:this|the) mailbox|容量.{0,10}(?:超|満|不足)|邮箱.{0,6}已?满|邮箱容量|空间不足|почтовый ящик.{0,20}переполнен|\b[45]\.2\.2\b/,
  ],
  [
    'suspended',
    /(?:account|mailbox|user|recipient|address)[^.;]{0,60}\b(?:is |has been |was |temporarily |currently )*(?:disabled|suspended|locked|inactive|deactivated|frozen|blocked|expired|on ?hold)|(?:disabled|suspended|locked|inactive|deactivated|frozen)[^.;]{0,20}(?:account|mailbox|user)|temporar(?:y|ily) (?:locked|disabled|unavailable mailbox)|(?:账号|帐号|邮箱).{0,8}(?:冻结|停用|禁用|锁定|注销)|\b5\.7\.13\b/,
  ],
  [
    'unauthenticated',
    /\bdmarc\b|\bspf\b|\bdkim\b|unauthenticated|authentication (?:information|checks?|required|failed)|not authenticated|\b5\.7\.(?:2[0-69]|30|509|515)\b/,
  ],
  [
    'spam',
    /\bspam\b(?!haus)|spammy|junk mail|bulk mail|unsolicited|virus|malware|infected|message (?:was )?(?:content )?(?:rejected|filtered|blocked|refused) (?:due to|because)|content (?:was )?(?:rejected|denied|blocked)|message content|message filtered|mail rejete|blacklisted url|contains? (?:a )?(?:url|link)s?|ofr_50[67]|垃圾邮件|反垃圾|spam detected/,
  ],
  [
    'blocked',
    /black ?-?list|block ?-?list|blocked using|\brbls?\b|dnsbl|spamhaus|spamcop|sorbs|barracuda|reputation|your ip\b|ip address|client host|\bptr\b|reverse dns|rdns|ip name lookup|isp\b|access denied|(?:host|server|connection|client)[^.;]{0,30}(?:rejected|refused|denied|blocked)|not accepting connections|connection (?:rate|limit)|too many (?:connections?|recipients?|messages|sessions|errors)|rate limit|throttl|unexpected volume|user complaints|service unavailable; client|\(bl\)|tss0\d|temporarily deferred|\b5\.7\.606\b/,
  ],
  [
    'too-big',
    /too (?:big|large|long)|(?:size|length)[^.;]{0,30}(?:exceed|limit)|exceeds?[^.;]{0,40}(?:size|length|limit)|\b5\.3\.4\b|\b5\.2\.3\b/,
  ],
  [
    'relay',
    /relay(?:ing)?[^.;]{0,20}(?:denied|not (?:permitted|allowed)|prohibited|access|refused)|(?:no|not|unable to|insecure mail|we do(?: no|n')t) relay|relay access|email address is not verified|not (?:a )?(?:gateway|local host)/,
  ],
  [
    'sender',
    /sender (?:address|domain|verify)[^.;]{0,30}(?:reject|fail|denied|unknown|not|invalid)|sender (?:is )?(?:rejected|denied|blocked|invalid)|unrouteable sender|unroutable sender|from: domain|valid from|invalid sender|mail ?from[^.;]{0,60}(?:reject|denied|not exist|invalid|unknown)|after mail from|in reply to mail from|verify (?:the )?(?:envelope )?sender|multiple addresses in from|addresses in from: header|duplicate header|header error|rfc ?\d{4}|not (?:comply|compliant)|message (?:is )?not (?:accepted|allowed)|policy reasons?|policy violation|protocol violation|violat(?:es|ion)|\b5\.7\.[1-9]\b.{0,20}(?:policy|refused)|permission to post|not (?:be )?open to posting|may not have permission|\b5\.1\.[78]\b/,
  ],
  [
    'later',
    /time(?:d|s)? ?-?out|retry time|retry timeout|delayed|deferred|expired|giving up(?! on)|in the queue too long|cannot send message for|try (?:again |it )?later|try again (?:in|after|at)\b|please try again\.?$|temporar|gr[ae]ylist|could not deliver for the last|unable to connect|connection (?:refused|reset|lost|closed|dropped)|network (?:error|unreachable|is)|no route to host|unreachable|name (?:service|server) error|host not found, try again|message could not be delivered due to a recipient error|resources? (?:temporarily )?unavailable|\b4\.4\.[17]\b/,
  ],
  [
    'loop',
    /(?:mail|routing|message)[^.;]{0,20}loop|loops? back|too many hops|hop ?count|forwarded more than|\b[45]\.4\.6\b/,
  ],
  [
    'system',
    /system (?:error|problem|failure|full|resources)|internal (?:server )?error|insufficient (?:disk|system)|disk (?:space|full)|mailer error|configuration error|could not load|program failure|unable to (?:open|write)|i\/o error|sequence of commands|bad sequence|syntax error|malformed|unavailable - try|\b[45]\.3\.[05]\b/,
  ],
  [
    'moved',
    /has moved|no longer (?:on|at|with|here|works)|moved to|no forwarding|address (?:has )?changed|new address|\b5\.1\.6\b/,
  ],
  [
    'accepts-no-mail',
    /(?:host|domain|server|name) (?:does not|doesn't|never) accepts? (?:e-?)?mail|no smtp service|null mx|nullmx|no mx record|does not (?:accept|receive) (?:any )?mail|\b5\.7\.27\b|\b5\.1\.10\b/,
  ],
  [
    'host-unknown',
    /(?:host|domain|hostname|server)(?: name)?[^.;]{0,30}(?:unknown|not found|not exist|doesn't exist|not be found|cannot be found)|(?:unknown|no such|illegal|bad destination|invalid) (?:host|domain|destination (?:host|system))|couldn't find any host|unroutea?ble (?:address|mail domain|domain)|nxdomain|name (?:or service )?not (?:known|found)|unable to resolve|dns (?:error|failure|lookup)|非法域名|域名不存在|\b5\.1\.2\b|\b5\.4\.4\b/,
  ],
  [
    'user-unknown',
    /(?:user|recipient|mailbox|account|address|addressee|alias|name|customer|subscriber|destinatario)[^.;]{0,60}(?:unknown|not (?:be )?(?:known|found|recogni[sz]ed|exist|listed|valid|a valid|here)|does ?n[o']t (?:exist|have|like)|doesn't exist|couldn't be found|cannot be found|no longer (?:exists|available|valid)|invalid|undeliverable|has been (?:deleted|removed))|(?:unknown|no such|invalid|non-?existent|not a valid|bad|incorrect|wrong) (?:\w+ )?(?:user|recipient|mailbox|account|address|addressee|destination|local ?part|person|name|destinataire)|no (?:mailbox|account|user|recipient)\b|no valid recipients?|user doesn't have|doesn't have an? \S+ account|not our customer|recipnotfound|destinataire invalide|mailbox not found|見つから|存在しません|見当たりません|bad destination mailbox|\b5\.1\.(?:1|3|351)\b/,
  ],
  ['refused', /./],
];

/** What the server's sentence means; a refusal after the content was sent is about the content. */
export function causeOf(sentence: string): Cause {
  const text = sentence.slice(0, 3000).toLowerCase().replace(/\s+/g, ' ');
  const found = causes.find(([, pattern]) => pattern.test(text))?.[0] ?? 'refused';
  const afterContent =
    /(?:end of data|end-of-data|data command|reply to (?:end of )?data|smtp command data|our final data|text command)/.test(
      text,
    );
  return found === 'user-unknown' && afterContent ? 'refused' : found;
}

export const isHard = (cause: Cause): boolean => hardCauses.has(cause);

/** The enhanced status code (RFC 3463) in a server's sentence: `5.1.1`, with or without its `#`. */
export function statusIn(sentence: string): string | undefined {
  return /(?<![\d.])([45])\.(\d{1,3})\.(\d{1,3})(?![\d.]|-\d)/.exec(sentence)?.[0];
}

/** A status for a reply code without an enhanced one: `550` → `5.0.0`. */
export function statusOfReply(sentence: string): string | undefined {
  const reply = /(?<![\d.])([45])\d{2}(?=[\s-])/.exec(sentence)?.[1];
  return reply ? `${reply}.0.0` : undefined;
}
