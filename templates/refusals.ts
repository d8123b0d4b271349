import { drop, oneLine, type Part } from './fit.ts';
import { type RefusalWords, refusalWords } from './refusal-words.ts';
import { hint, lines, type Say, type Story, text } from './say.ts';
import { howToWrite, verbList } from './staff-help.ts';
import { button, doneWords, isTapVerb, waitingWords } from './verbs.ts';

/** Fills the blanks; undefined when one has nothing to fill it. */
function filled(words: string, blanks: Record<string, string | undefined>): string | undefined {
  const named = [...words.matchAll(/\{(\w+)\}/g)].map(([, blank = '']) => blank);
  if (named.some((blank) => (blanks[blank] ?? '') === '')) return undefined;
  return words.replace(/\{(\w+)\}/g, (_all, blank: string) => blanks[blank] ?? '');
}

const problems: Record<string, { zh: string; en: string }> = {
  'no-number': {
    zh: '请写工单号。',
    en: 'Please give the ticket number.',
  },
  'bad-number': { zh: '工单号不对，只能是数字。', en: 'That is no ticket number: digits only.' },
  'unknown-verb': { zh: '不认识这个动作。', en: 'That verb is not known.' },
};

const prefix = (no: string, say: Say): string => (no === '' ? '' : say.t(`工单${no}：`, `Ticket ${no}: `));

export const refusalStory: Story<'done' | 'refused' | 'usage'> = {
  done: ({ verb, undoUntil, waits }, say) => {
    const proposed = waits === true && Object.hasOwn(waitingWords, verb) ? waitingWords[verb] : undefined;
    const words = say.w(proposed ?? (isTapVerb(verb) ? doneWords[verb] : { zh: '已完成', en: 'done' }));
    const undo =
      undoUntil === undefined
        ? ''
        : say.t(`${say.time.at(undoUntil)}前可以撤销。`, ` You can undo it until ${say.time.at(undoUntil)}.`);
    const about = prefix(say.no, say);
    const sentence = about === '' ? words.charAt(0).toUpperCase() + words.slice(1) : about + words;
    const ticket = say.view?.number;
    const lower = say.zh || about === '' ? sentence : sentence.replace(/^T/, 't');
    return {
      short: [lower, say.t('。', '.'), drop(1, undo)],
      title: sentence,
      body: [text(sentence + say.t('。', '.') + undo)],
      ...(undoUntil !== undefined && ticket !== undefined
        ? { buttons: [button(say.locale, 'unclaim', { ticket })] }
        : {}),
    };
  },

  refused: (facts, say) => {
    const words: RefusalWords = refusalWords[facts.reason];
    const plain = say.w(words.plain ?? words);
    const sentenceWith = (who: string | undefined): string =>
      filled(say.w(words), {
        who,
        until: facts.until && say.time.at(facts.until),
        word: facts.word === undefined ? undefined : say.brief(oneLine(facts.word.slice(0, 200)), 30),
        number: facts.number === undefined ? undefined : String(facts.number),
      }) ?? plain;
    const full = sentenceWith(facts.who && say.name(facts.who));
    // A mistyped word may be anything; a text to a phone does without it.
    const safe = facts.word === undefined ? sentenceWith(facts.who && say.smsName(facts.who, '')) : plain;
    // A number without a ticket is the one that was asked for; else it is the fact's own.
    const no = say.no !== '' ? say.no : facts.number === undefined ? '' : String(facts.number);
    const short: Part[] = [say.zh ? prefix(no, say) : prefix(no, say).replace(/^T/, 't'), ...sentences(safe)];
    return {
      short,
      title: say.t(
        `${no === '' ? '' : `工单${no}：`}没有执行`,
        `${no === '' ? 'N' : `Ticket ${no}: n`}ot done`,
      ),
      body: [text(prefix(no, say) + full)],
    };
  },

  usage: ({ problem, word, meant }, say) => {
    const known = Object.hasOwn(problems, problem) ? problems[problem] : undefined;
    const words = known === undefined ? say.t('没有看懂。', 'That was not understood.') : say.w(known);
    return {
      short: [
        words,
        drop(1, say.t('例如“4821 fix 换了电源”。', ' For example "4821 fix new power supply".')),
      ],
      title: say.t('没有看懂', 'Not understood'),
      body: lines(
        text(words),
        word !== undefined &&
          word.trim() !== '' &&
          hint(
            say.t(`收到的是“${oneLine(word.slice(0, 100))}”。`, `It said "${oneLine(word.slice(0, 100))}".`),
          ),
        meant !== undefined && text(say.t(`您是想写“${meant}”吗？`, `Did you mean "${meant}"?`)),
        text(howToWrite(say)),
        hint(verbList(say)),
      ),
    };
  },
};

/** The first sentence stays; what to do next goes when there is no room. */
function sentences(words: string): Part[] {
  const [first = '', ...rest] = words.split(/(?<=[。]|[.?!] )/u);
  return rest.length === 0 ? [first] : [first, drop(1, rest.join(''))];
}
