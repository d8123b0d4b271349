import { failureWords } from './failure-words.ts';
import { messageNames } from './message-names.ts';
import { hint, lines, type Say, type Story, text } from './say.ts';
import { channels, counted, label, proofs } from './words.ts';

/** A chat shows fifty blocks at most, and nobody reads more rows than this. */
const SHOWN = 60;

type Row = { at: Date; to: string; what: string; how: string; proof: string };

/** `delivered`, or a state with its reason: `failed: daily-cap`. */
function proofOf(proof: string, say: Say): string {
  const [state = '', ...reasons] = proof.split(': ');
  const reason = reasons.join(': ');
  const words = label(say, proofs, state);
  if (reason === '') return words;
  const why = failureWords(say, reason, reason);
  return say.t(`${words}（${why}）`, `${words} (${why})`);
}

const rowLine = (row: Row, say: Say): string =>
  [
    say.time.at(row.at),
    say.t(`发给 ${row.to}`, `to ${row.to}`),
    label(say, messageNames, row.what),
    label(say, channels, row.how),
    proofOf(row.proof, say),
  ].join(' · ');

export const traceStory: Story<'trace'> = {
  trace: ({ rows, removed }, say) => {
    const { no, t } = say;
    const proven = rows.filter((row) => row.proof === 'delivered').length;
    const more = rows.length - SHOWN;
    return {
      short: [
        t(
          `工单${no}共${rows.length}条通知，证实送达${proven}条。`,
          `ticket ${no}: ${counted(rows.length, 'notice')}, ${proven} proven delivered.`,
        ),
      ],
      title: t(`工单${no}的通知记录`, `Ticket ${no}: who was told what`),
      body: lines(
        text(
          t(
            `工单${no}共 ${rows.length} 条通知，证实送达 ${proven} 条。`,
            `Ticket ${no}: ${counted(rows.length, 'notice')}, ${proven} proven delivered.`,
          ),
        ),
        rows.length > 0 &&
          text(
            rows
              .slice(-SHOWN)
              .map((row) => rowLine(row, say))
              .join('\n'),
          ),
        removed &&
          hint(
            t(
              '更早的通知已过保留期，不再列出。',
              'Earlier notices were kept as long as was asked for, and are gone.',
            ),
          ),
        more > 0 && hint(t(`更早的 ${more} 条没有列出。`, `${more} earlier ones are not shown.`)),
      ),
    };
  },
};
