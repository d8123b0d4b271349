import type { Service } from '../../domain/service/service.ts';
import { canonicalJson, sha256 } from './canonical.ts';
import { meaning } from './check/meaning.ts';
import type { SmsWord } from './check/reporters.ts';
import { readDraft } from './draft.ts';
import { duplicates } from './duplicates.ts';
import { explain } from './explain.ts';
import type { Spot } from './line-starts.ts';
import { parseYaml } from './parse-yaml.ts';
import { error, type Finding, type Path, type Problem, pathText } from './problem.ts';
import { unknownReferences } from './references.ts';
import { ServiceFile } from './schema/service-file.ts';

export interface ReadOptions {
  /** The file's name, for messages. */
  file: string;
  /** Business now: which year's holidays are wanted. The machine's clock when absent. */
  now?: Date;
  /** The channels that exist; others are refused in addresses. Any well-formed name passes when absent. */
  channels?: readonly string[];
  /** What the SMS provider can do for a number; every country is two-way when absent, as in the sandbox. */
  smsWord?: SmsWord;
  /** Hashes the canonical content; SHA-256 in hex when absent. */
  hash?: (canonical: string) => string;
}

export type ReadService =
  | { ok: true; service: Service; warnings: Problem[] }
  | { ok: false; problems: Problem[] };

const mostProblems = 200;

/**
 * Reads and checks `service.yaml`: every mistake at once, each at its line and column with what to do
 * about it. Never throws for bad input. The hash covers the content as written (fields sorted, comments
 * and quoting aside), not our reading of it: a newer Faultline doesn't take an old file for a new one.
 */
export function readServiceFile(text: string, options: ReadOptions): ReadService {
  const { file } = options;
  const yaml = parseYaml(text);
  const placed: Problem[] = yaml.faults.map(({ spot, ...fault }) =>
    problem(file, { path: [], ...fault }, spot),
  );
  if (yaml.content === undefined && placed.length > 0) return { ok: false, problems: inOrder(placed) };

  const read = ServiceFile.safeParse(yaml.content);
  const findings = rootFindings(yaml.content) ?? [
    ...(read.success
      ? []
      : read.error.issues.slice(0, mostProblems).flatMap((issue) => explain(issue, yaml.content))),
    ...unknownReferences(yaml.content),
    ...duplicates(yaml.content, (path) => yaml.spotOf(path).line),
    ...meaning(readDraft(yaml.content), { ...options, now: options.now ?? new Date() }),
  ];
  const problems = inOrder([
    ...placed,
    ...findings
      .slice(0, mostProblems)
      .map((finding) => problem(file, finding, yaml.spotOf(finding.path, finding.at))),
  ]);
  if (!read.success || problems.some(({ severity }) => severity === 'error')) return { ok: false, problems };
  const hash = (options.hash ?? sha256)(canonicalJson(yaml.content));
  return { ok: true, service: { hash, ...read.data }, warnings: problems };
}

function rootFindings(content: unknown): Finding[] | undefined {
  const start = 'begin with "organisation:", or copy service.example.yaml';
  if (content === null || content === undefined) return [error([], `the file is empty; ${start}`)];
  if (typeof content !== 'object' || Array.isArray(content)) {
    return [
      error(
        [],
        `the file must hold fields ("name: value"), this is ${Array.isArray(content) ? 'a list' : 'text'}; ${start}`,
      ),
    ];
  }
  return undefined;
}

const problem = (file: string, { path, message, suggestion, severity }: Finding, spot: Spot): Problem => ({
  file,
  ...spot,
  path: pathText(path as Path),
  message,
  ...(suggestion !== undefined && { suggestion }),
  severity,
});

/** As they stand in the file; at one place an error before a warning, and nothing twice. */
function inOrder(problems: Problem[]): Problem[] {
  const seen = new Set<string>();
  return problems
    .toSorted((a, b) => a.line - b.line || a.column - b.column || a.severity.localeCompare(b.severity))
    .filter(({ line, column, message }) => {
      const key = `${line}:${column}:${message}`;
      return !seen.has(key) && seen.add(key);
    });
}
