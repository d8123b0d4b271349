import { mutants, notTaken } from '../faults/mutants/index.ts';
import { makeScratch } from './mutants/scratch.ts';
import { writeTable } from './mutants/table.ts';
import { tryOne } from './mutants/try-one.ts';

/**
 * `npm run test:mutants`, some rows alone with `-- F12 F13`, the README's table with `-- readme`. Takes out one protection after the other in a copy of
 * the tree and expects its test to fail. It takes as long as all fault tests one after the other, and is no part of CI.
 */
const asked = process.argv.slice(2);
if (asked[0] === 'readme') {
  writeTable(mutants, notTaken);
  process.exit(0);
}
const chosen = mutants.filter(({ rows }) => asked.length === 0 || rows.some((row) => asked.includes(row)));
if (chosen.length === 0) throw new Error(`no row of the table is about ${asked.join(', ')}`);

const say = (line: string) => process.stdout.write(`${line}\n`);
/** What was expected and found, of however many lines a failure has. */
const short = (said: string, says: string): string => {
  const lines = said.split('\n');
  const line = lines.find((one) => one.includes(says)) ?? lines.slice(0, 12).join('\n');
  return line.trim().slice(0, 1500);
};

const scratch = await makeScratch();
const stop = () => {
  void scratch.remove().finally(() => process.exit(130));
};
process.once('SIGINT', stop);
process.once('SIGTERM', stop);

let bad = 0;
try {
  for (const [n, mutant] of chosen.entries()) {
    const begun = performance.now();
    const { kind, said } = await tryOne(mutant, scratch);
    if (kind !== 'caught') bad++;
    const seconds = Math.round((performance.now() - begun) / 1000);
    const verdict = kind === 'caught' ? 'caught' : kind === 'survived' ? 'SURVIVED' : 'NOT SO';
    say(`${n + 1}/${chosen.length} ${mutant.rows.join(' ')}  ${verdict}  ${seconds} s  ${mutant.without}`);
    if (kind !== 'survived') say(`    ${short(said, mutant.says)}`);
  }
} finally {
  await scratch.remove();
}
say(bad === 0 ? `all ${chosen.length} were caught` : `${bad} of ${chosen.length} were not caught`);
process.exitCode = bad === 0 ? 0 : 1;
