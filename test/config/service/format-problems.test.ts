import { describe, expect, it } from 'vitest';
import { formatProblems } from '../../../src/config/service/format-problems.ts';
import { readServiceFile } from '../../../src/config/service/read-service-file.ts';
import { edited, now, smallFile } from './small-file.ts';

describe('problems on a terminal', () => {
  it('show file, line, column, the sentence, the line with a caret, and what was meant', () => {
    const text = edited(
      edited(smallFile, 'leader: chen.jing', 'leader: chen.jin'),
      "phone: '+86 10 5555 0100'",
      'phone:',
    );
    const answer = readServiceFile(text, { file: 'service.yaml', now });
    if (answer.ok) throw new Error('was accepted');
    const shown = formatProblems(answer.problems, text);
    expect(shown).toContain(
      [
        'service.yaml:16:13: error: there is no person "chen.jin"; add it under "people:" or name another',
        '16 |     leader: chen.jin',
        '   |             ^^^^^^^^',
        '   = did you mean chen.jing ?',
      ].join('\n'),
    );
    expect(shown).toContain('service.yaml:7:3: warning: ');
    expect(shown.split('\n').at(-1)).toBe('1 error, 1 warning');
  });

  const one = {
    file: 'f.yaml',
    line: 1,
    column: 9,
    length: 4,
    path: 'a',
    message: 'wrong',
    severity: 'error',
  } as const;
  it('put the caret under Chinese text, which takes two columns', () => {
    expect(
      formatProblems([{ ...one, column: 5, length: 2 }], '名称: 机房')
        .split('\n')
        .slice(1, 3),
    ).toEqual(['1 | 名称: 机房', '  |       ^^^^']);
  });
  it('show a long line around its caret', () => {
    const [, source = '', caret = ''] = formatProblems(
      [{ ...one, column: 301 }],
      `${'x'.repeat(300)}HERE${'y'.repeat(300)}`,
    ).split('\n');
    expect(source.length).toBeLessThan(120);
    expect(source.slice(caret.indexOf('^'), caret.lastIndexOf('^') + 1)).toBe('HERE');
    expect(source).toMatch(/^1 \| ….*…$/);
  });
  it('never hand an escape sequence of the file to the terminal', () => {
    const shown = formatProblems(
      [{ ...one, message: 'a\u001b[2Jb', suggestion: 'c\u0007' }],
      'x: \u001b[31mred\u202e',
    );
    expect(shown).not.toMatch(/[\p{Cc}\p{Cf}]/u.source === '' ? /$^/ : /[^\P{Cc}\n]|\p{Cf}/u);
  });
});
