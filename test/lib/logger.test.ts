import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../src/lib/errors.ts';
import { createLogger } from '../../src/lib/logger.ts';

class MailboxUnreachable extends AppError {
  readonly code = 'mailbox-unreachable';
}

/** What one call writes: the bytes, and the fields a reader of the log gets. */
function logged(write: (log: ReturnType<typeof createLogger>) => void, secrets: string[] = []) {
  const written: string[] = [];
  write(createLogger({ level: 'trace', secrets, destination: { write: (line) => written.push(line) } }));
  const lines = written.join('');
  return { lines, fields: JSON.parse(lines) as Record<string, unknown> };
}

describe('what never stands in a log', () => {
  it.each([
    ['an E.164 number', '+8613800000001', '+86••••01'],
    ['one with spaces', 'call +44 20 7946 0958 now', 'call +44••••58 now'],
    ['one in a query', 'To=%2B8613800000001&x=1', 'To=%2B86••••01&x=1'],
    ['a Chinese mobile without its plus', '手机13800000001，', '手机13•••••••01，'],
    ['a mail address', 'from wang.lei@example.com', 'from w•••@example.com'],
    ['a Chinese mail address', '张三@例子.中国', '张•••@例子.中国'],
    ['a login in an address', 'smtp://me:pa55@mail.example.com/', 'smtp://•••@mail.example.com/'],
    ['a chat token', 'bad token xoxb-1234-abcdef', 'bad token xoxb-•••'],
    ['a bearer token', 'Authorization: Bearer abc.def-ghi', 'Authorization: Bearer •••'],
    ["the reporter page's token", 'GET /t/AbCdEf012345?x', 'GET /t/•••?x'],
  ])('%s: in the sentence, in a field, in a child, in an error', (_what, said, shown) => {
    expect(logged((log) => log.info(said)).fields['msg']).toBe(shown);
    expect(logged((log) => log.info({ to: { deep: [said] } }, 'x')).fields['to']).toEqual({ deep: [shown] });
    expect(logged((log) => log.child({ who: said }).info('x')).fields['who']).toBe(shown);
    const { fields } = logged((log) => log.warn({ err: new Error(said, { cause: new Error(said) }) }, 'x'));
    expect(fields['err']).toMatchObject({ message: shown, cause: { message: shown } });
  });

  it.each(['body', 'text', 'subject', 'raw', 'token', 'Authorization', 'headers'])(
    'the key "%s", at any depth',
    (key) => {
      const private_ = { [key]: 'the lift is stuck' };
      const { lines } = logged((log) => log.info({ ...private_, sms: [{ inner: private_ }] }, 'received'));
      expect(lines).not.toContain('lift');
      expect(lines).toContain('"[hidden]"');
    },
  );

  it('a setting whose value was handed over as secret, even one with quotes in it', () => {
    const secret = 'corr"ect-horse';
    const { lines } = logged((log) => log.error({ why: `refused ${secret}` }, secret), [secret]);
    expect(lines).not.toContain('horse');
  });

  it("a vendor's request hung on its error", () => {
    const vendor = Object.assign(new Error('429'), {
      code: 20429,
      status: 429,
      config: { headers: { authorization: 'Basic c2VjcmV0' } },
      request: { data: 'Body=the lift is stuck' },
    });
    const error = new MailboxUnreachable('no answer', { cause: vendor });
    const { fields, lines } = logged((log) => log.error(error));
    expect(fields['err']).toMatchObject({
      type: 'MailboxUnreachable',
      code: 'mailbox-unreachable',
      cause: { message: '429', code: 20429, status: 429 },
    });
    expect(lines).not.toMatch(/c2VjcmV0|lift/);
  });
});

describe('what stays readable', () => {
  it.each([
    ['a ticket number', 'ticket 4821 claimed'],
    ['a time', '2026-11-23T22:02:09.123Z'],
    ['a Slack timestamp', '1700000000.000100'],
    ['a provider id', 'SM0123456789abcdef0123456789abcdef'],
    ['an ObjectId', '665f1c2e13800000001abcde'],
    ['a package at a version', 'node 20.20.2'],
  ])('%s', (_what, said) => {
    expect(logged((log) => log.info({ said }, said)).fields).toMatchObject({ said, msg: said });
  });

  it('numbers stay numbers', () => {
    const { fields } = logged((log) => log.info({ bytes: 13800000001, at: 1700000000000 }, 'x'));
    expect(fields).toMatchObject({ bytes: 13800000001, at: 1700000000000 });
  });
});

describe('a hostile name', () => {
  it('can neither start a line of its own nor move the cursor', () => {
    const name = 'Ana\n{"level":"error"}\u001b[2J\u009b2J\u202e\u2028';
    const { lines, fields } = logged((log) => log.info({ name }, name));
    expect(lines.trimEnd()).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}]/u);
    expect(fields['name']).toBe(name);
  });

  it('can be any text at all: the line stays one line of JSON', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.anything(), (text, thing) => {
        const { lines } = logged((log) =>
          log.child({ who: text }).info({ text: thing, a: thing, b: text }, text),
        );
        expect(lines.split('\n')).toHaveLength(2);
      }),
    );
  });

  it('costs no more than its length', () => {
    const long = `${'a.'.repeat(100_000)}${'+1 '.repeat(50_000)}${'\\'.repeat(10_000)}`;
    const { lines } = logged((log) => log.info({ long }, long));
    expect(lines.length).toBeGreaterThan(100_000);
  });
});
