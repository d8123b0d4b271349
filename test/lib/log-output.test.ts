import { closeSync, openSync } from 'node:fs';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createLogOutput } from '../../src/lib/log-output.ts';

/** A file that takes `room` bytes and then refuses, as a full disk does. */
function disk(room: number) {
  let left = room;
  const file = {
    text: '',
    more: (bytes: number) => {
      left += bytes;
    },
  };
  const writeTo = (_fd: number, bytes: Buffer): number => {
    if (left === 0) throw Object.assign(new Error('no space'), { code: 'ENOSPC' });
    const taken = bytes.subarray(0, left);
    left -= taken.length;
    file.text += taken.toString();
    return taken.length;
  };
  return { file, output: createLogOutput(1, writeTo) };
}

afterEach(() => void vi.useRealTimers());

describe('the output of the log (F50)', () => {
  it('takes lines while the disk is full, and writes them in order, none cut, once there is room', () => {
    vi.useFakeTimers();
    const { file, output } = disk(8);
    for (const line of ['first\n', 'second\n', 'third\n']) output.write(line);
    expect(file.text).toBe('first\nse');
    file.more(1000);
    vi.advanceTimersByTime(1000);
    expect(file.text).toBe('first\nsecond\nthird\n');
    output.write('fourth\n');
    expect(file.text).toMatch(/third\nfourth\n$/);
  });

  it('keeps a megabyte at most, and says how many lines were lost', () => {
    vi.useFakeTimers();
    const { file, output } = disk(0);
    const line = `${'x'.repeat(1023)}\n`;
    for (let n = 0; n < 2000; n++) output.write(line);
    file.more(10_000_000);
    vi.advanceTimersByTime(1000);
    const lines = file.text.trimEnd().split('\n');
    const last = JSON.parse(lines.at(-1) ?? '') as { lines: number; msg: string };
    expect(last).toMatchObject({ level: 'error', msg: expect.stringContaining('lost') });
    expect(lines.length - 1 + last.lines).toBe(2000);
    expect(lines.length).toBeLessThan(1100);
  });

  it('does not stop on a device that is full', () => {
    const full = openSync('/dev/full', 'w');
    const output = createLogOutput(full);
    output.write('nobody reads this\n');
    closeSync(full);
  });
});
