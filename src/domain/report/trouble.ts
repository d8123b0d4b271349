import { fold } from './fold.ts';
import { barred, spaced } from './word-list.ts';

/** Something does not work (严重: 设备无法正常工作). */
const broken = spaced(`
  坏 断 不通 不亮 不转 不制冷 不制热 不动 不出 不行 不好使 不能 不了 不上 不开 不响 不显示 不工作
  不到信号 没电 没网 没有电 没有网 没有信号 没信号 没有反应 没反应 没有声音 没声音 没水 没有水 停电
  停水 停机 漏水 漏了 卡纸 卡住 死机 宕机 黑屏 蓝屏 花屏 报错 报警 故障 失灵 异常 崩溃 瘫痪 跳闸 短路
  掉线 丢包 自动重启 反复重启 老重启 总是重启 停了 进水 失败 无法 无响应 无反应 无信号 没修好 没好
  出错 错误 失效 堵 脱落 掉了 裂 异响 打不 上不 开不 连不 登不 用不 锁不 关不
`);
const brokenEnglish = barred(`
  broken | broke | down | dropped | drops | dropping | not fixed | not resolved | not solved | not repaired | not working | not work | doesn't | doesnt | don't work | won't | wont |
  can't | cant | cannot | unable | fail | failed | failing | fails | failure | fault | faulty | error |
  errors | dead | offline | out of order | outage | no power | no internet | no network | no signal |
  no water | no connection | no light | no lights | no sound | no picture | no display | leak |
  leaking | leaks | stuck | jam | jammed | crash | crashed | crashes | frozen | freezing | lost power |
  lost connection | disconnected | out of service | blank screen | black screen | blue screen |
  not responding | stopped | keeps | isn't | isnt | not printing | flooded | flooding | tripped |
  blocked | damaged | cracked | not turning | not starting | is off | went off | has gone | is out |
  went out | not available | unavailable | unresponsive
`);

/** It still runs, but badly (一般: 运行不稳定). */
const unstable = spaced(`
  慢 卡顿 偶尔 有时 时好时坏 时断时续 不稳定 间歇 间断 闪烁 有点 很卡 太卡 断断续续 噪音 不太
`);
const unstableEnglish = barred(`
  slow | slowly | unstable | intermittent | intermittently | sometimes | occasionally | flickering |
  flickers | laggy | lagging | now and then | on and off | noisy | from time to time
`);

/** Everything is down (紧急: 系统瘫痪). */
const paralysed = spaced(`
  瘫痪 全瘫 全部断 全断 全部不 全部坏 全部掉 全部停 全部没 全部中断 全部无法 都断了 都不能 都没电
  都没网 都上不了 都瘫 全楼 整楼 整栋 整个楼 整层 整个系统 整个网络 整个单位 全单位 全网 全局断 大面积
  全院 全校 全厂 所有系统 所有电脑 所有人 系统崩溃 全部瘫 全黑
`);
const paralysedEnglish = barred(`
  all down | all are down | everything is down | everything's down | everything down | whole building |
  entire building | whole floor | entire floor | whole site | entire site | whole network |
  entire network | whole system | entire system | whole office | entire office | total outage |
  complete outage | complete failure | nobody can | no one can | all users | all systems | system down |
  system is down | all offline | paralysed | paralyzed
`);

/** Says "everything" and "down" at once; the other words above need a failure beside them. */
const enough = /瘫|全断|全黑|全部停|nobody can|no one can|outage/;
/** Hold a word of trouble and tell of none. */
const harmless = /[诊判]断|([能会是行要可])不\1|不了解|不断路/g;

/** What a text is about stands near its beginning; judging more of a long mail only costs time. */
export const judged = 4000;

export type Trouble = 'paralysed' | 'broken' | 'unstable';

/** What kind of trouble a text tells of; undefined when it tells of none. "不卡了", "没再断" tell of none. */
export function troubleIn(text: string): Trouble | undefined {
  const said = fold(text.slice(0, judged)).replace(harmless, ' ');
  const isBroken = holds(said, broken) || holdsWord(said, brokenEnglish);
  const all = holds(said, paralysed) || holdsWord(said, paralysedEnglish);
  const shaky = holds(said, unstable) || holdsWord(said, unstableEnglish);
  if (all && (isBroken || enough.test(said))) return 'paralysed';
  if (shaky) return 'unstable';
  return isBroken ? 'broken' : undefined;
}

const occurrencesRead = 20;

function holds(said: string, words: string[]): boolean {
  return words.some((word) => {
    let at = said.indexOf(word);
    for (let n = 0; at >= 0 && n < occurrencesRead; n += 1) {
      if (
        !/[不没无未](?:有|再|会|怎么){0,2}$/.test(said.slice(Math.max(0, at - 5), at)) ||
        /^[不没无]/.test(word)
      )
        return true;
      at = said.indexOf(word, at + word.length);
    }
    return false;
  });
}

/** Whether one of these English words or phrases stands in the folded text, on word borders. */
export function holdsWord(said: string, words: string[]): boolean {
  return words.some((word) => {
    let at = said.indexOf(word);
    for (let n = 0; at >= 0 && n < occurrencesRead; n += 1) {
      if (!/[a-z0-9]/.test(said.charAt(at - 1)) && !/[a-z0-9]/.test(said.charAt(at + word.length)))
        return true;
      at = said.indexOf(word, at + word.length);
    }
    return false;
  });
}
