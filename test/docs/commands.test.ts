import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const page = readFileSync('docs/commands.md', 'utf8');
const source = readFileSync('src/cli.ts', 'utf8');

const named = [...source.matchAll(/\.command\('([\w-]+)'/g)].map(([, name]) => name ?? '');
// `for (const what of ['why', 'trace'])` declares two at once.
const looped = [...source.matchAll(/for \(const \w+ of \[([^\]]+)\]/g)].flatMap(([, list]) =>
  [...(list ?? '').matchAll(/'([\w-]+)'/g)].map(([, name]) => name ?? ''),
);
const commands = [...named, ...looped];
const options = [...source.matchAll(/\.option\('([^']+)'/g)].map(([, option]) => option ?? '');

describe('docs/commands.md', () => {
  it('is held to all commands of the program', () => {
    expect(commands).toEqual(
      expect.arrayContaining(['start', 'check', 'apply', 'why', 'trace', 'doctor', 'read']),
    );
  });
  it.each(commands)('has a section for faultline %s', (name) => {
    expect(page).toMatch(new RegExp(`^## faultline ${name}\\b`, 'm'));
  });
  it.each(options)('explains the option %s', (option) => {
    expect(page).toContain(`\`${option}\``);
  });
  it('describes no command that the program lacks', () => {
    const described = [...page.matchAll(/^## faultline ([\w-]+)/gm)].map(([, name]) => name);
    expect(described.filter((name) => !commands.includes(name ?? ''))).toEqual([]);
  });
});
