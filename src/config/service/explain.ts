import type * as z from 'zod';
import { nearest } from '../../domain/nearest.ts';
import { knownKeys } from './known-keys.ts';
import { error, type Finding, type Path } from './problem.ts';
import { quoted } from './schema/quoted.ts';
import { nearestZone } from './schema/when.ts';
import { valueAt } from './walk.ts';

type Issue = z.core.$ZodIssue;

/** Why a field must be there, where that isn't plain. */
const wanted: Record<string, string> = {
  clause: "a promise without its words can't be shown: copy the commitment's exact sentence",
  leader: 'somebody must hold the tickets when nobody is on duty: name a person',
  manager: 'somebody must hear of broken promises: name a person',
  reach: 'nobody can be told anything without an address: [sms:+8613800000001]',
  timezone: 'write the place: Asia/Shanghai',
  safety: 'the line said first when a report holds a danger word: { zh: …, en: … }',
  within: 'how long the promise gives: 30m, 2h, 12h',
  working_calendar: 'the name of the calendar that counts working days',
  ladder: 'the name of a ladder under "ladders:"',
  ladders: 'who hears what when time runs: "ladders: { standard: [ … ] }"',
  group: 'the name of the group whose rota answers',
  name_en: 'the name in English messages',
};

const found = (value: unknown): string => {
  if (Array.isArray(value)) return 'a list';
  if (value !== null && typeof value === 'object') return 'fields ("name: value")';
  return typeof value === 'string' ? `the text ${quoted(value)}` : quoted(value);
};

const expected: Record<string, string> = {
  array: 'a list is expected: [a, b], or lines that begin with "- "',
  object: 'fields are expected: "name: value", one a line',
  record: 'fields are expected: "name: value", one a line',
  boolean: 'true or false is expected',
  number: 'a number is expected',
  int: 'a whole number is expected',
};

/** One complaint of the schema in words that say what to do, with the nearest thing that would be right. */
export function explain(issue: Issue, content: unknown, under: Path = []): Finding[] {
  const path: Path = [
    ...under,
    ...issue.path.map((step) => (typeof step === 'number' ? step : String(step))),
  ];
  const value = valueAt(content, path);
  const last = path.at(-1);
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => unknownKey([...path, key], key));
    case 'invalid_union':
      return likeliest(issue.errors, content, path).flatMap((inner) => explain(inner, content, path));
    case 'invalid_key':
      return issue.issues.map((inner) => ({ ...error(path, inner.message), at: 'key' }));
    default:
  }
  if (value === undefined && typeof last === 'string') {
    const why = wanted[last];
    return [error(path, `"${last}" is missing${why ? `; ${why}` : ''}`)];
  }
  if (issue.code === 'invalid_value') {
    const options = issue.values.map(String);
    return [
      error(
        path,
        `${quoted(value)} is none of: ${options.join(', ')}`,
        typeof value === 'string' ? nearest(value, options) : undefined,
      ),
    ];
  }
  if (issue.code === 'invalid_type' && issue.message.startsWith('Invalid input')) {
    const item =
      typeof last === 'number' && value === null
        ? 'this item is empty; fill it in or remove the "-"'
        : undefined;
    return [
      error(
        path,
        item ?? `${expected[issue.expected] ?? `${issue.expected} is expected`}; this is ${found(value)}`,
      ),
    ];
  }
  return [error(path, inOurWords(issue), suggestionOf(issue, value))];
}

function inOurWords(issue: Issue): string {
  if (!/^(?:Too (?:big|small)|Invalid)/.test(issue.message)) return issue.message;
  if (issue.code === 'too_big')
    return `at most ${issue.maximum} ${issue.origin === 'array' ? 'items' : ''} are allowed here`.replace(
      '  ',
      ' ',
    );
  if (issue.code === 'too_small')
    return issue.origin === 'array'
      ? `at least ${issue.minimum} item is needed`
      : `at least ${issue.minimum} is needed`;
  return issue.message;
}

function suggestionOf(issue: Issue, value: unknown): string | undefined {
  if (issue.code !== 'custom') return undefined;
  const { suggestion, did } = issue.params ?? {};
  if (did === 'zone' && typeof value === 'string') return nearestZone(value);
  return typeof suggestion === 'string' ? suggestion : undefined;
}

function unknownKey(path: Path, key: string): Finding {
  const known = knownKeys(path.slice(0, -1));
  const meant = nearest(key, known);
  const choice =
    meant === undefined && known.length > 0 && known.length <= 24 ? `; known here: ${known.join(', ')}` : '';
  return { ...error(path, `unknown field ${quoted(key)}${choice}`, meant), at: 'key' };
}

/** Of a union's branches the one that was probably meant: the fewest foreign names, then the fewest slips. */
function likeliest(branches: Issue[][], content: unknown, path: Path): Issue[] {
  const weight = (issues: Issue[]) =>
    issues.reduce((sum, issue) => {
      if (issue.code === 'unrecognized_keys') return sum + 2 * issue.keys.length;
      return sum + (issue.path.length === 0 && issue.code === 'invalid_type' ? 100 : 1);
    }, 0);
  const sorted = branches.toSorted((a, b) => weight(a) - weight(b));
  const value = valueAt(content, path);
  // Of several words that are all not meant, the one that reads durations explains itself best.
  if (typeof value !== 'object')
    return sorted.find((issues) => issues[0]?.code === 'custom') ?? sorted[0] ?? [];
  return sorted[0] ?? [];
}
