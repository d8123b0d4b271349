import { parseArgs } from 'node:util';
import { publish } from './report/publish.ts';
import type { Result, RowResult } from './report/result.ts';
import { textTable } from './report/table.ts';
import type { Bench, Row } from './row.ts';
import { rows } from './rows/index.ts';
import { full, quick } from './sizes.ts';
import { killChildren } from './support/child.ts';
import { describeMachine, loadNow } from './support/machine.ts';
import { startMongod } from './support/mongod.ts';
import { createProgress } from './support/progress.ts';
import { startRedis } from './support/redis.ts';

const usage = `npm run bench -- [--only ROW...] [--json] [--quick] [--write | --no-write]
A whole run takes some 15 minutes and writes docs/bench.svg, the table in docs/bench.md and docs/bench.json; --only with
--write puts these rows in place of their older figures.
rows: ${rows.map(({ name }) => name).join(' ')}`;

function chosen(): { rows: readonly Row[]; json: boolean; quick: boolean; write: boolean } {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      only: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      quick: { type: 'boolean', default: false },
      write: { type: 'boolean', default: false },
      'no-write': { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const unknown = positionals.filter((name) => !rows.some((row) => row.name === name));
  if (values.help || unknown.length > 0 || values.only !== positionals.length > 0) {
    console.error(unknown.length > 0 ? `no such row: ${unknown.join(' ')}\n${usage}` : usage);
    process.exit(values.help ? 0 : 2);
  }
  return {
    rows: values.only ? rows.filter(({ name }) => positionals.includes(name)) : rows,
    json: values.json,
    quick: values.quick,
    write: !values['no-write'] && !values.quick && (values.write || !values.only),
  };
}

const wanted = chosen();
const loadBefore = loadNow();
const seconds = (from: number): number => (performance.now() - from) / 1000;
const progress = createProgress(wanted.rows.length);
progress.say('a mongod and two Redis are started');
const [mongod, redis] = await Promise.all([startMongod(), startRedis()]);

const tidy = async (): Promise<void> => {
  progress.end();
  await killChildren();
  await mongod.stop();
  if (redis.missing === undefined) await redis.stop();
};
for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)
  process.once(signal, () => void tidy().finally(() => process.exit(code)));

async function runRow(row: Row, bench: Bench): Promise<RowResult> {
  const from = performance.now();
  const { name, title } = row;
  const about = { name, title, at: new Date().toISOString(), loadBefore };
  try {
    return { ...about, lines: await row.run(bench), seconds: seconds(from) };
  } catch (error) {
    process.exitCode = 1;
    console.error(`\n${name} failed:`, error);
    const because = (error instanceof Error ? error.message : String(error)).split('\n', 1)[0] ?? '';
    return { ...about, lines: [{ what: title, because, failed: true }], seconds: seconds(from) };
  }
}

try {
  const machine = await describeMachine({ mongod, redis });
  const bench: Bench = {
    sizes: wanted.quick ? quick : full,
    mongod,
    redis,
    say: progress.say,
  };
  const aside = wanted.rows
    .filter(({ alongside }) => alongside)
    .map((row) => runRow(row, { ...bench, say: () => undefined }));
  const done: RowResult[] = [];
  for (const row of wanted.rows.filter(({ alongside }) => !alongside)) {
    progress.next(row.title);
    done.push(await runRow(row, bench));
  }
  if (aside.length > 0) progress.next('what ran alongside');
  done.push(...(await Promise.all(aside)));
  progress.end();
  const result: Result = {
    quick: wanted.quick,
    rounds: bench.sizes.rounds,
    machine,
    rows: done,
  };
  if (wanted.write)
    await publish(
      result,
      rows.map(({ name }) => name),
    );
  console.log(wanted.json ? JSON.stringify(result, null, 2) : textTable(result));
} finally {
  await tidy();
}
