import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import ts from 'typescript';

const sources = ['src', 'handlers', 'schedules', 'templates', 'test/support'];
const home = 'node_modules/.cache/faultline-hub';
const keptMs = 3_600_000;

async function files(more: readonly string[]): Promise<string[]> {
  const found = await Promise.all(
    [...sources, ...more].map(async (folder) => {
      const entries = await readdir(folder, { recursive: true });
      return entries.filter((name) => name.endsWith('.ts')).map((name) => join(folder, name));
    }),
  );
  return found.flat().sort();
}

/**
 * The sources as JavaScript, made once for all test files and kept until a source changes: a hub that is
 * started a hundred times starts in half the time. Gives the folder. Types are checked elsewhere. `more`:
 * folders beside the hub's.
 */
export async function compiled(more: readonly string[] = []): Promise<string> {
  const names = await files(more);
  const stats = await Promise.all(names.map((name) => stat(name)));
  const key = names.map((name, n) => `${name} ${stats[n]?.mtimeMs} ${stats[n]?.size}`).join('\n');
  const folder = join(home, createHash('sha256').update(key).digest('hex').slice(0, 16));
  if (existsSync(folder)) return folder;
  const fresh = join(home, `making-${randomUUID()}`);
  for (const name of names) {
    const { outputText } = ts.transpileModule(await readFile(name, 'utf8'), {
      fileName: name,
      compilerOptions: {
        target: ts.ScriptTarget.ES2023,
        module: ts.ModuleKind.ESNext,
        verbatimModuleSyntax: true,
        rewriteRelativeImportExtensions: true,
      },
    });
    const out = join(fresh, name.replace(/\.ts$/, '.js'));
    await mkdir(dirname(out), { recursive: true });
    await writeFile(out, outputText);
  }
  await writeFile(join(fresh, 'package.json'), '{"type":"module"}');
  // Several test files may make it at once; all make the same, the first one stays.
  await rename(fresh, folder).catch(() => rm(fresh, { recursive: true, force: true }));
  await sweep();
  return folder;
}

/** The same with some files changed, by their place in the folder: another version of the hub. */
export async function doctored(changes: Record<string, (js: string) => string>): Promise<string> {
  const base = await compiled();
  const fresh = join(home, `other-${randomUUID()}`);
  await cp(base, fresh, { recursive: true });
  for (const [name, change] of Object.entries(changes)) {
    const js = await readFile(join(base, name), 'utf8');
    const other = change(js);
    if (other === js) throw new Error(`${name} is no longer written so that this change fits`);
    await writeFile(join(fresh, name), other);
  }
  return fresh;
}

async function sweep(): Promise<void> {
  for (const name of await readdir(home)) {
    const old = await stat(join(home, name)).catch(() => undefined);
    if (old && Date.now() - old.mtimeMs > keptMs)
      await rm(join(home, name), { recursive: true, force: true });
  }
}
