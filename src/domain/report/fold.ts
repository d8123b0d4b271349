// Traditional characters beside their simplified form: those of the words that we look for, no dictionary.
const traditional =
  '開开關关壞坏斷断沒没還还電电網网樓楼層层棟栋臺台檢检測测報报維维護护謝谢們们這这裡里裏里嗎吗麼么為为請请問问確确認认訴诉' +
  '號号機机話话給给轉转幫帮進进狀状態态燈灯聲声線线難难過过點点時时間间門门監监視视頻频連连無无顯显設设務务處处現现場场' +
  '煙烟燒烧觸触氣气緊紧滿满評评價价錯错誤误應应該该發发個个與与單单緩缓慢慢頓顿復复複复覆复詢询餘余辦办準准備备註注' +
  '運运營营儘尽盡尽來来後后結结決决買买賣卖東东車车員员師师傳传響响動动熱热溫温涼凉廳厅幾几兩两卡卡紙纸擊击傷伤亂乱' +
  '塊块條条張张隻只盞盏區区號号顆颗筆笔電电腦脑訊讯異异當当崩崩潰溃癱痪瘓痪閃闪爆爆體体對对錄录實实際际級级標标題题' +
  '著着廢废說说騰腾講讲誰谁讓让較较飛飞減减樣样總总經经終终於于燃燃媽妈倉仓庫库會会議议財财檔档衛卫廁厕';

const punctuation = `。.，,、,；;：:？?！!（(）)【[】]「"」"『"』"“"”"‘'’'´'《<》>～~—-–-−-….·.①1②2③3④4⑤5⑥6⑦7⑧8⑨9⓪0\u3000 `;

const pairs = (table: string): [string, string][] =>
  Array.from({ length: table.length >> 1 }, (_, at) => [table.charAt(2 * at), table.charAt(2 * at + 1)]);

const simpler = new Map([...pairs(traditional), ...pairs(punctuation)]);

/**
 * The text made comparable: half-width, lower case (ASCII), simplified where we care. It has the length of
 * its input, so a place found here is the same place in the original.
 */
export function fold(text: string): string {
  return text.replace(/[A-Z]|[^ -~]/g, (character) => {
    const code = character.charCodeAt(0);
    if (code < 0x80) return character.toLowerCase();
    if (code >= 0xff01 && code <= 0xff5e) return String.fromCharCode(code - 0xfee0).toLowerCase();
    return simpler.get(character) ?? character;
  });
}

/** Where the first and behind the last letter or digit stand: punctuation around an answer means nothing. */
export function core(text: string): { from: number; to: number } {
  let from = 0;
  while (from < text.length && !isWordAt(text, from)) from += 1;
  let to = text.length;
  while (to > from && !isWordAt(text, to - 1)) to -= 1;
  return { from, to };
}

/** Whether the character that this unit belongs to is a letter or a digit (rare Han take two units). */
function isWordAt(text: string, at: number): boolean {
  const low = /[\uDC00-\uDFFF]/.test(text.charAt(at)) && at > 0;
  return hasWords(String.fromCodePoint(text.codePointAt(low ? at - 1 : at) ?? 0));
}

export const hasWords = (text: string): boolean => /[\p{L}\p{N}]/u.test(text);
export const hasLetters = (text: string): boolean => /\p{L}/u.test(text);
