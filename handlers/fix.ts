import { recordFields } from '../src/domain/ticket/ticket.ts';
import { carryOut, field, formOr, type OnVerb } from './ask.ts';
import { askingTimes, shiftEnd } from './times.ts';

/** Only "fixed" asks for a line; the rest of the record is owed by the end of the shift. */
export const fix: OnVerb = async (ask, ctx) => {
  const note = ask.args || field(ask, 'note');
  const { remindAt, closeAt } = askingTimes(ask.policy.contract, ask.policy, ask.now);
  const recordDueAt = shiftEnd(ask.ticket, ask.now, ctx);
  const command = { type: 'Fix', by: ask.by, note, remindAt, closeAt, recordDueAt, now: ask.now } as const;
  if (!note) {
    const notes = ask.ticket.notes
      .map((n) => n.text)
      .join('\n')
      .slice(-1500);
    const filled = { ...command, note: '…' };
    return formOr(ask, 'fix', { ticket: ask.number, note: notes }, 'needs-note', ctx, filled);
  }
  return carryOut(ask, command, ctx);
};

/** Method, measure, progress, result (R11). Typed: `record 结果：…` fills the field it names, else the measure. */
export const record: OnVerb = async (ask, ctx) => {
  if (!ask.fields && !ask.args) {
    return formOr(ask, 'record', { ticket: ask.number, ...ask.ticket.record }, 'needs-record', ctx);
  }
  const fields = ask.fields
    ? Object.fromEntries(recordFields.map((id) => [id, field(ask, id)]).filter(([, text]) => text))
    : typedRecord(ask.args);
  return carryOut(ask, { type: 'FillRecord', by: ask.by, fields, now: ask.now }, ctx);
};

const labels: [id: (typeof recordFields)[number], words: RegExp][] = [
  ['method', /^(方法|method)\s*[:：]\s*/i],
  ['measure', /^(措施|measures?)\s*[:：]\s*/i],
  ['progress', /^(进展|progress)\s*[:：]\s*/i],
  ['result', /^(结果|result)\s*[:：]\s*/i],
];

function typedRecord(args: string): Partial<Record<(typeof recordFields)[number], string>> {
  const lines = args.split(/[;；\n]/).map((line) => line.trim());
  return Object.fromEntries(
    lines.filter(Boolean).map((line) => {
      const named = labels.find(([, words]) => words.test(line));
      return named ? [named[0], line.replace(named[1], '')] : ['measure', line];
    }),
  );
}
