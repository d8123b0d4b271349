import type { Severity } from '../src/domain/service/service.ts';
import { carryOut, field, formOr, type OnVerb } from './ask.ts';
import { refused } from './reply.ts';

export const note: OnVerb = async (ask, ctx) => {
  const text = ask.args || field(ask, 'text');
  if (!text) return formOr(ask, 'note', { ticket: ask.number }, 'needs-words', ctx);
  return carryOut(ask, { type: 'AddNote', by: ask.by, text, now: ask.now }, ctx);
};

const longestTitle = 24;

export const title: OnVerb = async (ask, ctx) => {
  const text = (ask.args || field(ask, 'title')).slice(0, longestTitle);
  if (!text) return formOr(ask, 'title', { ticket: ask.number, title: ask.ticket.title }, 'needs-words', ctx);
  return carryOut(ask, { type: 'ChangeTitle', by: ask.by, title: text, now: ask.now }, ctx);
};

const severities: [Severity, RegExp][] = [
  ['urgent', /^(urgent|紧急)/i],
  ['severe', /^(severe|严重)/i],
  ['general', /^(general|normal|一般)/i],
];

export const severity: OnVerb = async (ask, ctx) => {
  const said = ask.args || field(ask, 'severity');
  const { promises } = ask.policy.contract;
  const { severity: now } = ask.ticket;
  const command = { type: 'ChangeSeverity', by: ask.by, promises, now: ask.now } as const;
  if (!said) {
    const filled = { ...command, severity: now };
    return formOr(ask, 'severity', { ticket: ask.number, severity: now }, 'unknown-severity', ctx, filled);
  }
  const named = severities.find(([, words]) => words.test(said))?.[0];
  if (!named) return refused({ reason: 'unknown-severity', word: said }, ctx, ask.number);
  return carryOut(ask, { ...command, severity: named }, ctx);
};
