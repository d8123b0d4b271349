import { fold } from './fold.ts';
import { holdsWord, judged, troubleIn } from './trouble.ts';
import { barred, spaced } from './word-list.ts';

// Each says by itself that a repair did not hold; "断了" alone may be a new fault.
const marks = spaced(`
  没修好 没有修好 没弄好 没解决 没有解决 没恢复 没有恢复 没好 不好使 还是没 还是不 还是坏 还是断
  还没有网 还没网 还没电 还不 还是老 还是一样 还坏 还在 还会 仍在 还断 仍然 仍旧 仍不 仍没 仍未 依然
  依旧 又坏 又断 又不 又没 又出 又卡 又死机 又黑 又停 又掉 又跳 又漏 又开始 再次 老样子 反复 不行
`);
const marksEnglish = barred(`
  still | again | not fixed | isn't fixed | isnt fixed | not working | isn't working | doesn't work |
  does not work | not resolved | not solved | keeps | no better | not better | no change | came back |
  has returned | is back to
`);
const stillWithin = /(?:还是?|仍然?|依然|又)[^\s,.;:!?]{0,6}[不没坏断卡慢]/;
/** Says it without naming a failure: 问题依旧, the issue persists. */
const remains =
  /(?:问题|故障|毛病|现象|情况)(?:还是?|依旧|依然|仍然?)(?:在|存在|没|未|这样|那样|一样|[\s,.;!?]|$)|(?:还|仍|依然)(?:然|旧)?(?:有问题|存在)|\b(?:problem|issue|fault) (?:still )?(?:persists|remains|exists)\b|\bsame (?:problem|issue|fault)\b/;
const asks = /[?]\s*$|[吗么呢][\s.!]*$/;
/** 昨天没好，今天好了: the end counts. */
const endsWell = /(?<![不没])(?:好了|正常了|恢复了|可以了|works now|working now|fixed now|ok now)[\s.!]*$/;

/** Whether a longer text says that the fault is still there, or there again. A question does not. */
export function saysStillBroken(text: string): boolean {
  const said = fold(text.slice(0, judged));
  const end = fold(text.slice(-40));
  if (asks.test(end) || endsWell.test(end)) return false;
  if (remains.test(said)) return true;
  if (troubleIn(text) === undefined) return false;
  return marks.some((mark) => said.includes(mark)) || stillWithin.test(said) || holdsWord(said, marksEnglish);
}

const unhappy = spaced(`
  不满意 不太满意 很不满 不满 差评 态度差 态度不好 态度恶劣 服务差 服务不好 太差 很差 失望 太慢了 拖了
  等了太久 等太久 太久了 太晚 来得晚 来晚了 敷衍 不专业 推诿 不负责 没人管 糟糕 气人
`);
const unhappyEnglish = barred(`
  not happy | unhappy | not satisfied | dissatisfied | unsatisfied | disappointed | disappointing |
  terrible | awful | poor | too late | too long | waited for hours | nobody cares | bad service | rude | too slow | took too long | unprofessional | useless |
  unacceptable
`);

/** 等了两天才来, 来得太慢. */
const waited = /等了[^\s,.;!?]{0,4}(?:天|小时|钟头|周|星期|个月)|来[得的]?(?:太|这么|很)?[慢晚]/;

export function saysUnhappy(text: string): boolean {
  const said = fold(text.slice(0, judged));
  return waited.test(said) || unhappy.some((word) => said.includes(word)) || holdsWord(said, unhappyEnglish);
}

const doubts =
  /[?]|但|不过|可是|只是|还有|另外|除了|[吗么呢]|没|不|(?:^|[^a-z])(?:but|however|except|although|also|another|still|not|no)(?:$|[^a-z])|n't/;

/** Whether what stands beside a "1" takes it back, or adds a fault that a confirmation would bury. */
export const hasDoubt = (text: string): boolean =>
  doubts.test(fold(text.slice(0, judged))) || troubleIn(text) !== undefined;
