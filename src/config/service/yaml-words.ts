import type { ErrorCode } from 'yaml';

/** What to do about each thing the YAML parser can complain of. */
export const yamlWords: Partial<Record<ErrorCode, string>> = {
  TAB_AS_INDENT: 'a tab indents this line; YAML wants spaces (two a level)',
  MULTIPLE_DOCS: 'a second document starts here; keep one "---" at most, on the first line',
  BLOCK_AS_IMPLICIT_KEY:
    'this line is indented differently from its neighbours, or holds a second ": "; line it up, or put the text in quotes',
  MULTILINE_IMPLICIT_KEY:
    'the line before is not finished, or this one is indented wrongly; line it up with its neighbours',
  MISSING_CHAR: 'something is missing here: a closing quote, a ":" after a name, or a comma in a [list]',
  BAD_INDENT: 'the indentation is wrong here, or a bracket is never closed; line it up, or close with ] or }',
  BAD_SCALAR_START: "text can't start with this sign; put it in quotes",
  BAD_DQ_ESCAPE: 'an unknown \\ escape in double quotes; use single quotes, or write \\\\',
  BAD_ALIAS: 'an alias is "*name", with nothing else beside it',
  UNEXPECTED_TOKEN:
    'this does not fit what stands above it: is a "name:", a quote or a comment\'s # missing there, or is this text that wants quotes?',
  NON_STRING_KEY: 'a name is plain text before a ":"; put it in quotes if it begins with [ or {',
  TAG_RESOLVE_FAILED: 'tags ("!…") are not used here; put the text in quotes if it is text',
  BLOCK_IN_FLOW:
    'a bracket above is not closed: a "- " line or an indented block can\'t stand inside [ ] or { }',
  BAD_DIRECTIVE: 'remove this "%" line; no directive is needed',
  KEY_OVER_1024_CHARS: 'this name is too long; is a ":" in the wrong place?',
  RESOURCE_EXHAUSTION: 'the file is nested too deeply',
};
