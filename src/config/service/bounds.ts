import { Lexer } from 'yaml';

export const largestFile = 1024 * 1024;
const deepestFlow = 40;
const deepestBlock = 200;
const longestLine = 8000;
/** Tokens by which the lexer announces a document, a scalar or a flow's end: they stand for no text. */
const marks = new Set(['\u0002', '\u0018', '\u001f']);

/**
 * Refuses what no person would write before the parser sees it: it recurses per level of nesting, and
 * some thousand levels end the process instead of raising an error. Answers the first fault, with its
 * offset in the text.
 */
export function outOfBounds(text: string): { offset: number; message: string } | undefined {
  // UTF-8 takes up to three bytes a UTF-16 unit; count bytes only where it matters.
  if (text.length > largestFile || new TextEncoder().encode(text).length > largestFile) {
    return {
      offset: 0,
      message: 'the file is larger than 1 MiB; a service file is a few thousand lines at most',
    };
  }
  return badLine(text) ?? badFlow(text);
}

function badLine(text: string) {
  let offset = 0;
  for (const line of text.split('\n')) {
    if (line.length > longestLine) {
      return { offset, message: `this line has more than ${longestLine} characters; break it up` };
    }
    if (/^[\s?:-]*/.exec(line.slice(0, deepestBlock + 1))?.[0].length === deepestBlock + 1) {
      return {
        offset,
        message: `this line starts with more than ${deepestBlock} spaces or dashes; nest less deeply`,
      };
    }
    offset += line.length + 1;
  }
  return undefined;
}

function badFlow(text: string) {
  let offset = 0;
  let depth = 0;
  for (const token of new Lexer().lex(text)) {
    if (token === '[' || token === '{') depth++;
    if (token === ']' || token === '}') depth = Math.max(0, depth - 1);
    if (depth > deepestFlow) return { offset, message: `brackets are nested more than ${deepestFlow} deep` };
    if (!marks.has(token)) offset += token.length;
  }
  return undefined;
}
