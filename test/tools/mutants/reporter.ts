import { writeFileSync } from 'node:fs';
import type { Reporter, TestModule } from 'vitest/node';

/** What became of one test, with all that its failure says: vitest's own JSON leaves the differences out. */
export interface Told {
  title: string;
  state: string;
  errors: { name: string; said: string }[];
}

/** Told by vitest to write down, where `MUTANT_REPORT` says, what became of each test. */
export default class MutantReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const told = modules
      .flatMap((module) => [...module.children.allTests()])
      .map((test): Told => {
        const { state, errors = [] } = test.result();
        const words = errors.map(({ name, message, diff }) => ({
          name: String(name),
          said: [message, diff].filter(Boolean).join('\n'),
        }));
        return { title: test.name, state, errors: words };
      });
    const trouble = modules.flatMap((module) => module.errors().map(({ message }) => message));
    writeFileSync(String(process.env['MUTANT_REPORT']), JSON.stringify({ told, trouble }));
  }
}
