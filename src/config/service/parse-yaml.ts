import { parseDocument, type YAMLError } from 'yaml';
import { outOfBounds } from './bounds.ts';
import { duplicateKeys } from './duplicate-keys.ts';
import { createSpots, type Spot } from './line-starts.ts';
import { nodeAt } from './node-at.ts';
import { plainData } from './plain-data.ts';
import type { Finding, Path } from './problem.ts';
import { yamlWords } from './yaml-words.ts';

export interface ParsedYaml {
  /** Plain data; fields left empty are left out. Undefined when the file can't be read as YAML at all. */
  content: unknown;
  /** Faults of the YAML itself, at offsets. */
  faults: (Omit<Finding, 'path'> & { spot: Spot })[];
  spotOf(path: Path, at?: 'key' | 'value'): Spot;
}

/** Parses within bounds, finds all syntax faults and keeps the place of every value. Never throws for bad input. */
export function parseYaml(text: string): ParsedYaml {
  const spotAt = createSpots(text);
  const fault = (message: string, offset: number, end?: number) =>
    ({ message, spot: spotAt(offset, end), severity: 'error' }) as const;
  const unreadable = (faults: ParsedYaml['faults']): ParsedYaml => ({
    content: undefined,
    faults,
    spotOf: () => spotAt(0),
  });

  const bound = outOfBounds(text);
  if (bound) return unreadable([fault(bound.message, bound.offset)]);
  // Unique keys are checked by us, in linear time: the parser compares every key with every other.
  const doc = parseDocument(text, {
    prettyErrors: false,
    uniqueKeys: false,
    stringKeys: true,
    version: '1.2',
  });
  const syntax = withoutEchoes([...doc.errors, ...doc.warnings]).map(({ code, pos, message }) =>
    fault(yamlWords[code] ?? message, ...pos),
  );
  if (doc.directives.yaml.version !== '1.2')
    syntax.push(fault('remove the "%YAML" line; this is YAML 1.2', 0));
  if (syntax.length > 0) return unreadable(firstPerLine(syntax));

  const twice = duplicateKeys(doc.contents).map(({ key, first, range }) =>
    fault(`"${key}" is already set on line ${spotAt(first).line}; keep one of the two`, range[0], range[1]),
  );
  const data = plainData(doc);
  if (!data.ok) return unreadable([fault(data.message, data.offset ?? 0)]);
  return {
    content: data.value,
    faults: twice,
    spotOf(path, at = 'value') {
      const range = nodeAt(doc, path, at)?.range ?? doc.contents?.range;
      return range ? spotAt(range[0], range[1]) : spotAt(0);
    },
  };
}

/** After its first fault the parser may find every later line out of place: those say nothing new. */
function withoutEchoes(found: YAMLError[]): YAMLError[] {
  const sorted = found.toSorted((a, b) => a.pos[0] - b.pos[0]);
  return sorted.filter(({ code }, index) => index === 0 || code !== 'UNEXPECTED_TOKEN');
}

/** One slip makes the parser complain several times; the first complaint of a line is the helpful one. */
function firstPerLine<T extends { spot: Spot }>(faults: T[]): T[] {
  const seen = new Set<number>();
  const sorted = faults.toSorted((a, b) => a.spot.line - b.spot.line || a.spot.column - b.spot.column);
  return sorted.filter(({ spot }) => !seen.has(spot.line) && seen.add(spot.line));
}
