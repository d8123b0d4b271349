import { fold } from './fold.ts';
import { barred } from './word-list.ts';

/** Words that open a report as urgent and page at once. */
const dangers = barred(`
  冒烟 | 起烟 | 浓烟 | 黑烟 | 着火 | 起火 | 失火 | 冒火 | 火灾 | 火警 | 走水 | 明火 | 火苗 | 烧起来 |
  烧着了 | 自燃 | 爆炸 | 触电 | 漏电 | 电到人 | 电人 | 电击 | 被电 | 火花 | 跳火 | 煤气味 | 煤气泄 |
  煤气漏 | 漏煤气 | 燃气泄 | 燃气味 | 燃气漏 | 天然气泄 | 天然气味 | 天然气漏 | 瓦斯 | 漏气了 | 被困 |
  困在 | 困住 | 困人 | 关在电梯 | 烧焦 | 焦味 | 糊味 | 焦糊 | 焦臭 | 烧糊 | 坍塌 | 塌了 | 晕倒 | 昏迷 |
  救命 | 受伤 | 流血 | 中毒 | 插座进水 | 配电箱进水 | 配电柜进水 | 配电室进水 | 配电房进水 | 机房进水 |
  机房漏水 | 配电室漏水 | 配电房漏水 | 机房被淹 | 电箱进水 | 电柜进水 | 机柜进水 | 机柜漏水 |
  服务器进水 | 插座漏水 | smoke | smoking | fire | flames | flame | burning | burnt smell |
  smells burnt | smell burnt | smell of burnt | explosion | exploded | exploding | electric shock |
  electrical shock | electrocuted | electrocution | got a shock | gets a shock | getting shocks |
  sparks | sparking | gas leak | gas is leaking | leaking gas | smell gas | smell of gas |
  smells of gas | gas smell | trapped | stuck in the lift | stuck in lift | stuck in the elevator |
  stuck in elevator | stuck inside | injured | bleeding | unconscious | water near the server |
  water in the server room | water in server room | water in the electrical | water on the electrical |
  water near the electrical | water in the panel | water in the socket | flooded server room |
  server room flooded | server room is flooded | server room flooding
`);

/** Compounds that hold such a word and mean something else. */
const harmless = barred(`
  防火墙 | 打火机 | 灭火器 | 火警系统 | 火警测试 | 火警主机 | 火警设备 | 火警控制 | 火警演 |
  火灾报警器 | 火灾报警系统 | 火灾报警主机 | 火灾演 | 火灾自动报警 | 消防演 | 冒烟测试 | 被困难 |
  信息爆炸 | 数据爆炸 | 流量爆炸 | 内存爆炸 | 被电话 | 被电脑 | 被电梯 | 被电信 | 被电源 | 被电子 |
  漏电保护 | 漏电开关 | 漏电断路器 | 火灾险 | 电人员 | firewall | fire wall | fire-wall | fire up |
  fired up | fire drill | fire door | fire exit | fire extinguisher | fire hydrant | fire system |
  fire panel | fire alarm test | fire alarm panel | fire alarm system | fire alarm battery |
  fire alarm fault | fire test | fire stick | fire safety | fire department | fire station |
  fire escape | fire tablet | fire hd | fire tv | smoke detector | smoke test | smoke alarm battery |
  smoke-free | smoke free | no smoking | burning cd | burning dvd | burning disc
`);

const notBefore =
  /(?:没有|没|未|并无|无人|无|不会|不是|不再|不|并非)(?:再|出现|发生|发现|看到|看见|闻到|见|有|任何|明显|什么|人|过|在|到|的|被)*$/;
const askedBefore = /(?:是不是|有没有|会不会|该不会|要不要|不知道)[^\s,.!?;]{0,4}$/;
const noBefore =
  /(?:\bno|\bnot|n't|\bwithout|\bnever|\bnothing|\bnobody)(?: (?:any|a|an|the|sign|signs|of|visible|more|longer|actual|real|on|in|is|was|been|see|seen|seeing|smell|or|fire|smoke|flames|there))* $/;

/** The danger words of a text, in its order; those denied ("没有冒烟", "no smoke") are not counted. */
export function dangerIn(text: string): string[] {
  const said = fold(text).replace(/\s/g, ' ');
  const covered = spansOf(said, harmless);
  const found = new Set<string>();
  let readTo = 0;
  for (const { from, to, word } of spansOf(said, dangers).sort((a, b) => a.from - b.from)) {
    if (from < readTo || covered.some((span) => span.from < to && from < span.to)) continue;
    if (isLatin(word) && !standsAlone(said, from, to)) continue;
    if (isDenied(said.slice(Math.max(0, from - 40), from))) continue;
    found.add(word);
    readTo = to;
  }
  return [...found];
}

/** Enough of each word to find one that is meant; a bound keeps a repeated word cheap. */
const occurrencesRead = 20;

function spansOf(said: string, words: string[]): { from: number; to: number; word: string }[] {
  const spans: { from: number; to: number; word: string }[] = [];
  for (const word of words) {
    let at = said.indexOf(word);
    for (let n = 0; at >= 0 && n < occurrencesRead; n += 1) {
      spans.push({ from: at, to: at + word.length, word });
      at = said.indexOf(word, at + word.length);
    }
  }
  return spans;
}

function isDenied(before: string): boolean {
  const clause = before.slice(
    Math.max(...[',', '.', ';', '!', '?'].map((mark) => before.lastIndexOf(mark))) + 1,
  );
  if (askedBefore.test(clause)) return false;
  return notBefore.test(clause.slice(-12)) || noBefore.test(clause);
}

const isLatin = (word: string): boolean => word.charCodeAt(0) < 0x80;
const standsAlone = (said: string, from: number, to: number): boolean =>
  !/[a-z0-9]/.test(said.charAt(from - 1)) && !/[a-z0-9]/.test(said.charAt(to));
