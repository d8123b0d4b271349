import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fenced } from './fenced.ts';

const tracked = execFileSync('git', ['ls-files', '-z'], { encoding: 'utf8' })
  .split('\0')
  .filter((name) => name !== '' && existsSync(name));
const pages = tracked.filter((name) => name.endsWith('.md'));
const textOf = (name: string): string => readFileSync(name, 'utf8');
const withoutCode = (page: string): string =>
  page.replace(/^```[\s\S]*?^```$/gm, '').replace(/`[^`\n]*`/g, '');

/** As GitHub makes them of headings. */
const anchorsOf = (page: string): string[] =>
  [...page.matchAll(/^#+ (.+)$/gm)].map(([, title]) =>
    (title ?? '')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replaceAll(' ', '-'),
  );

describe('the documents', () => {
  const links = pages.flatMap((page) =>
    [...withoutCode(textOf(page)).matchAll(/\]\(([^)\s]+)\)/g)]
      // A link's text may itself be code, which was taken out above; its address is not.
      .map(([, to]) => [page, to ?? ''] as const)
      .filter(([, to]) => !/^[a-z]+:/.test(to)),
  );
  it('link to each other', () => {
    expect(links.length).toBeGreaterThan(20);
  });
  it.each(links)('%s links to %s, which is there', (page, to) => {
    const [path = '', anchor] = to.split('#');
    const file = path === '' ? page : normalize(join(dirname(page), decodeURI(path)));
    expect(tracked).toContain(file);
    if (anchor) expect(anchorsOf(textOf(file))).toContain(anchor);
  });

  const scripts = Object.keys((JSON.parse(textOf('package.json')) as { scripts: object }).scripts);
  const called = pages.flatMap((page) => [
    ...[...textOf(page).matchAll(/npm run (?:-s )?([a-z][\w:-]*)/g)].map(
      ([, name]) => [page, name ?? ''] as const,
    ),
    ...[...textOf(page).matchAll(/npm (start|test)\b/g)].map(([, name]) => [page, name ?? ''] as const),
  ]);
  it.each([...new Map(called.map((one) => [one.join(' '), one])).values()])(
    '%s calls "npm … %s", which package.json has',
    (_page, name) => {
      expect(scripts).toContain(name);
    },
  );

  const documented = new Set(
    textOf('.env.example')
      .match(/^#([A-Z][A-Z0-9_]*)=/gm)
      ?.map((m) => m.slice(1, -1)),
  );
  // What begins with MODEL_ steers the model tests; the hub never reads it.
  const env = pages.flatMap((page) =>
    [...textOf(page).matchAll(/\b(?!MODEL_)([A-Z][A-Z0-9]*_[A-Z0-9_]+|SECRET|SANDBOX|PORT|HOST)\b/g)].map(
      ([, name]) => [page, name ?? ''] as const,
    ),
  );
  it.each([...new Map(env.map((one) => [one.join(' '), one])).values()])(
    '%s names the setting %s, which .env.example explains',
    (_page, name) => {
      expect(documented).toContain(name);
    },
  );

  it('say how large the picture is by keeping it under 400 KB', () => {
    expect(statSync('docs/sandbox.png').size).toBeLessThan(400_000);
  });

  const runnable = pages.flatMap((page) =>
    fenced(textOf(page), 'sh run').flatMap((block) =>
      block
        .split('\n')
        .filter((line) => line.trim() !== '' && !line.startsWith('#'))
        .map((line) => [page, line] as const),
    ),
  );
  it.each(runnable)('%s: "%s" runs', (_page, line) => {
    execFileSync('bash', ['-euc', line], { timeout: 60_000, stdio: 'pipe' });
  });
});

describe('the two READMEs', () => {
  const english = textOf('README.md');
  const chinese = textOf('README.zh-CN.md');
  const shape = (page: string): string => page.match(/^#{1,3} /gm)?.join('') ?? '';
  it('have the same shape and link to each other', () => {
    expect(shape(chinese)).toBe(shape(english));
    expect(english).toContain('](README.zh-CN.md)');
    expect(chinese).toContain('](README.md)');
  });
  it('give the same commands', () => {
    const commands = (page: string): string[] =>
      fenced(page, 'sh').map((text) => text.replace(/ *#.*$/gm, ''));
    expect(commands(chinese)).toEqual(commands(english));
  });
  it('name every scope that the Slack manifest asks for', () => {
    const scopes = [...textOf('slack-manifest.yaml').matchAll(/^ {6}- ([a-z:]+)$/gm)].map(
      ([, name]) => name ?? '',
    );
    const asked = scopes.filter((name) => name.includes(':') || name === 'commands');
    expect(asked.length).toBeGreaterThan(5);
    for (const page of [english, chinese])
      expect(asked.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
  });
});

/** Words of the place where something was written rather than of the project; spelled so that this file has none. */
const elsewhere: [what: string, words: RegExp][] = [
  ['a path of one machine', new RegExp(String.raw`(^|[\s'"\`(=])/(work|root|home|Users)${'/'}`)],
  ['the number of a ticket of some tracker', /\b(issue|PR|pull request) #?\d/i],
  [
    'who or what wrote it',
    new RegExp(`\\b(session #?\\d|sub-?agent|${['Cl', 'aude|Anthro', 'pic'].join('')})`, 'i'),
  ],
  [
    'the address of a registry',
    new RegExp(['registry\\.npm', 'js\\.org|//[^\\s"]*/artifact', 'ory/'].join(''), 'i'),
  ],
];
const binary = /\.(png|ico|woff2?|eml|zip|gz)$/;

describe('every tracked file', () => {
  const files = tracked.filter((name) => !binary.test(name));
  it.each(elsewhere)('is free of %s', (_what, words) => {
    const found = files.filter((name) =>
      textOf(name)
        .split('\n')
        .some((line) => words.test(line)),
    );
    expect(found).toEqual([]);
  });

  it('that runs keeps to this checkout', () => {
    const outside = files.filter((name) => !name.startsWith('test/'));
    expect(outside.filter((name) => /\.\.\/shared\//.test(textOf(name)))).toEqual([]);
  });

  it('that locks packages says which and how they hash, never where they came from', () => {
    const lock = textOf('package-lock.json');
    expect(lock).not.toContain('"resolved"');
    expect(lock).toContain('"integrity": "sha512-');
  });
});
