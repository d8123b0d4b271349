import { formatDuration } from '../../../domain/service/duration.ts';
import type { Draft } from '../draft.ts';
import { error, type Finding, warning } from '../problem.ts';

export function ladderFindings(draft: Draft): Finding[] {
  const used = new Set(draft.contracts.map(({ value }) => value.ladder));
  return [...draft.ladders].flatMap(([id, { path, value: steps }]) => {
    const shares = steps.flatMap((step) => ('at' in step ? [step.at] : []));
    const unclaimed = steps.flatMap((step) => ('unclaimed' in step ? [step.unclaimed] : []));
    const findings: Finding[] = [];
    if (steps.length === 0) return [error(path, 'this ladder has no step: nobody would ever be told')];
    if (unclaimed.length === 0)
      findings.push(
        warning(
          path,
          'no step pages anybody while a ticket is unclaimed; add "- { unclaimed: 0m, page: [duty] }"',
        ),
      );
    if (!shares.some((share) => share >= 100))
      findings.push(
        warning(
          path,
          'no step at 100%: a broken promise would reach nobody; add "- { at: 100%, tell: [owner, leader, manager] }"',
        ),
      );
    const seen = new Set<string>();
    for (const [index, step] of steps.entries()) {
      // Two steps at one moment would share one outcome, and the second would never fire.
      const [field, when] =
        'at' in step ? ['at', `${step.at}%`] : ['unclaimed', formatDuration(step.unclaimed)];
      if (seen.has(when))
        findings.push(error([...path, index, field], `there is a step at ${when} already; join the two`));
      seen.add(when);
      if (!('at' in step)) continue;
      const daily = step.again.indexOf('daily');
      if (daily >= 0 && daily < step.again.length - 1) {
        findings.push(error([...path, index, 'again', daily], '"daily" goes on for ever, so it comes last'));
      }
    }
    if (!used.has(id) && draft.contracts.length > 0)
      findings.push({ ...warning(path, 'no contract uses this ladder'), at: 'key' });
    return findings;
  });
}
