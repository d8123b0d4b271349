import { checkTemplates } from '../../templates/check.ts';

/** Prints what is wrong with the messages that people read, one line each; silence means nothing. */
const problems = checkTemplates();
for (const { locale, id, rule, say } of problems) {
  process.stdout.write(`${locale} ${id}: ${rule}: ${say.replaceAll('\n', ' / ')}\n`);
}
process.exitCode = problems.length === 0 ? 0 : 1;
