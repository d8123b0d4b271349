import { readFile } from 'node:fs/promises';

/** The example's service file with more engineers, reached by chat alone; each takes part in the rota's group. */
export async function serviceFile(chatIds: string[]): Promise<string> {
  const example = await readFile('service.example.yaml', 'utf8');
  const people = chatIds.map(
    (id) =>
      `  - { id: ${id.toLowerCase()}, name: 工程师${id.slice(-3)}, role: engineer, level: 1, reach: [slack:${id}] }\n`,
  );
  return example.replace(/^people:\n/m, (line) => line + people.join(''));
}
