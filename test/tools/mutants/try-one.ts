import { spawn } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import type { Mutant } from '../../faults/mutants/mutant.ts';
import type { Told } from './reporter.ts';
import type { Scratch } from './scratch.ts';

/** What a row's test said of the broken tree. `else`: it failed, but not by what the row says. */
export interface Verdict {
  kind: 'caught' | 'survived' | 'else';
  said: string;
}

const mostMs = 8 * 60_000;
/** A mistake in the edit is no proof of the protection. */
const mistakes = new Set(['TypeError', 'SyntaxError', 'ReferenceError']);
const escaped = (title: string): string => title.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Answers what was printed, for a run that ended before its report. */
function vitest(folder: string, report: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', ...args], {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, MUTANT_REPORT: report },
    });
    let printed = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => {
        printed = (printed + chunk.toString()).slice(-4000);
      });
    const end = () => child.kill('SIGTERM');
    const timer = setTimeout(end, mostMs);
    // Told to stop, it takes the test along.
    process.once('exit', end);
    child.once('error', reject);
    child.once('close', () => {
      clearTimeout(timer);
      process.off('exit', end);
      resolve(printed);
    });
  });
}

export function judge(told: readonly Told[], { title, says }: Pick<Mutant, 'title' | 'says'>): Verdict {
  const found = told.filter((one) => one.title === title);
  const [one] = found;
  if (!one) return { kind: 'else', said: 'there is no such test' };
  if (found.length > 1) return { kind: 'else', said: 'several tests have this title' };
  if (one.state === 'passed') return { kind: 'survived', said: '' };
  if (one.state !== 'failed') return { kind: 'else', said: `it was ${one.state}` };
  const said = stripVTControlCharacters(one.errors.map(({ name, said }) => `${name}: ${said}`).join('\n'));
  const meant = !one.errors.some(({ name }) => mistakes.has(name));
  return { kind: meant && said.includes(says) ? 'caught' : 'else', said };
}

/** Breaks the tree as the row says, runs its test alone, and puts the tree right again. */
export async function tryOne(mutant: Mutant, scratch: Scratch): Promise<Verdict> {
  const restore = await scratch.apply(mutant.edits);
  const report = join(scratch.folder, 'mutant.json');
  try {
    const titles = [...(mutant.after ?? []), mutant.title].map(escaped).join('|');
    const printed = await vitest(scratch.folder, report, [
      mutant.test,
      '--testNamePattern',
      titles,
      '--reporter=./test/tools/mutants/reporter.ts',
    ]);
    const text = await readFile(report, 'utf8').catch(() => undefined);
    if (text === undefined) return { kind: 'else', said: printed };
    const { told, trouble } = JSON.parse(text) as { told: Told[]; trouble: string[] };
    const verdict = judge(told, mutant);
    // What a file says when it ends (an audit that finds the same) takes nothing from what its test said.
    return verdict.kind === 'caught' ? verdict : { ...verdict, said: [verdict.said, ...trouble].join('\n') };
  } finally {
    await rm(report, { force: true });
    await restore();
  }
}
