import { execFileSync } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { Edit } from '../../faults/mutants/mutant.ts';

/** A copy of the tree in which things may be broken; packages are those of the tree itself. */
export interface Scratch {
  folder: string;
  /** Makes the edits; the answer undoes them. */
  apply(edits: readonly Edit[]): Promise<() => Promise<void>>;
  remove(): Promise<void>;
}

/** The text with one edit made. @throws when what it looks for doesn't stand there exactly once. */
export function edited(text: string, { file, find, replace }: Edit): string {
  const times = text.split(find).length - 1;
  if (times !== 1) throw new Error(`"${find}" stands ${times} times in ${file}, not once`);
  return text.replace(find, () => replace);
}

export async function makeScratch(): Promise<Scratch> {
  const folder = await mkdtemp(join(tmpdir(), 'faultline-mutants-'));
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard']);
  const names = listed.toString().split('\0').filter(Boolean);
  for (const name of names) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await copyFile(name, join(folder, name));
  }
  await symlink(resolve('node_modules'), join(folder, 'node_modules'));
  return {
    folder,
    async apply(edits) {
      const whole = new Map<string, string>();
      for (const edit of edits) {
        const place = join(folder, edit.file);
        const text = await readFile(place, 'utf8');
        if (!whole.has(place)) whole.set(place, text);
        await writeFile(place, edited(text, edit));
      }
      return async () => {
        for (const [place, text] of whole) await writeFile(place, text);
      };
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
