import { fold, hasWords } from './fold.ts';

/** A person who describes an auto-reply writes more than this about it. */
const longest = 400;

const machines = [
  /^\W*(?:自动回复|自动答复|系统回复)(?:[:\]),.!\s-]|$)/,
  /(?:我|本人)?(?:正在|在)(?:开车|驾驶|开会|休假|度假|出差|飞行|忙碌)[^\n]{0,40}(?:稍后|稍候|回来|回复|联系|回电)/,
  /^我?(?:正在开车|正在驾驶)/,
  /(?:本号码|此号码|该号码|本短信|此短信|本邮件|此邮件|本邮箱|此邮箱)[^\n]{0,12}(?:不接受|不能接收|不支持|无法接收|无需|不接收|请勿|系统)/,
  /(?:请勿|请不要|勿)(?:直接)?回复(?:此|本|该)?(?:短信|邮件|信息|消息)?/,
  /(?:您|你)的(?:邮件|来信|短信|信息|消息)(?:我)?(?:已|已经)?收到[^\n]{0,30}(?:尽快|稍后|及时)/,
  /(?:已|已经)收到(?:您|你)的(?:邮件|来信|短信|信息|消息)[^\n]{0,30}(?:尽快|稍后|及时)/,
  /(?:我|本人)(?:目前|现在)?不在办公室/,
  /您(?:好[,!]?)?(?:拨打|呼叫)的(?:用户|号码)/,
  /\b(?:does not|doesn't|do not|don't|cannot|can't|is not able to|unable to) (?:accept|receive|monitor|support|process) (?:replies|reply|incoming|text|sms|messages|this)/,
  /\b(?:replies|messages|texts) (?:to this (?:number|address|message|email) )?(?:are|will) not (?:be )?(?:monitored|read|accepted|delivered)/,
  /\b(?:please )?(?:do not|don't) (?:reply|respond) to this\b|^(?:please )?do not reply\b/,
  /^\W*(?:auto(?:matic|mated)?[ -]?(?:reply|response|responder|message))\b/,
  /\bthis is an auto(?:mated|matic)\b/,
  /\b(?:i'm|i am|im|currently) (?:driving|out of (?:the )?office|on (?:annual )?leave|on vacation|on holiday|away from)\b/,
  /^\W*out of (?:the )?office\b/,
  /\b(?:can't|cannot|can not) talk (?:right )?now\b/,
  /\b(?:number|mailbox|inbox|address) is (?:not|un)[ -]?(?:monitored|in service|attended)\b|\bunmonitored\b/,
  /\bi(?:'ll| will) (?:get back to|reply to|respond to) you (?:as soon as|when|shortly)\b/,
];

/** Whether a short text was written by a machine, so that two machines don't answer each other for ever. */
export function automaticText(text: string): boolean {
  if (text.length > longest || !hasWords(text)) return false;
  const said = fold(text.trim());
  return machines.some((form) => form.test(said));
}
