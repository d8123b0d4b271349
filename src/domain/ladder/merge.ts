import type { DueStep } from './step.ts';

const oneAlertMs = 5 * 60_000;

/**
 * Groups what one ticket's clocks owe into alerts: steps within five minutes of a group's first are one, and so
 * are all late ones, which go out together after a stop. Pages stand alone: each carries its own Claim. A person
 * is shown only those steps of a group that tell them, so that a manager never hears of a target.
 */
export function mergeSteps(due: DueStep[]): DueStep[][] {
  const groups: DueStep[][] = [];
  for (const step of [...due].sort((a, b) => a.at.getTime() - b.at.getTime())) {
    const group = groups.find(([first]) => first && together(first, step));
    if (group) group.push(step);
    else groups.push([step]);
  }
  return groups;
}

function together(first: DueStep, step: DueStep): boolean {
  if (first.loud === 'page' || step.loud === 'page') return false;
  if (first.late && step.late) return true;
  return step.at.getTime() - first.at.getTime() <= oneAlertMs;
}
