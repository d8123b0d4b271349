import { describe, expect, it } from 'vitest';
import { readText } from '../../../src/domain/report/read-text.ts';
import { subjectTells } from '../../../src/domain/report/subject.ts';
import { sender } from './sender.ts';

const mail = sender([], { channel: 'email' });

describe('a mail that opens like a letter', () => {
  it.each([
    ['Hello,\n\nall machines in the computer lab lost the network.\n\nBest regards,\nTom', 'report'],
    ['Hello,\n\nplease send somebody to look at room 5.', 'report'],
    ['您好：\n三楼会议室请来人看看', 'report'],
    ['您好\n\n周岚\n应急局', 'greeting'],
    ['Hi\nTom Baker', 'greeting'],
    ['谢谢！\n\n周岚\n应急局办公室', 'courtesy'],
  ])('%j is a %s', (text, kind) => {
    expect(readText(text, mail).kind).toBe(kind);
  });
});

describe('a mail whose subject tells it all', () => {
  it.each([
    ['三楼机房断网', '请尽快处理，谢谢', true],
    ['三楼机房断网', '您好', true],
    ['Computer lab offline', 'Thanks', true],
    ['Re: 三楼机房断网 [#4821]', '谢谢', false],
    ['回复：三楼机房断网', '谢谢', false],
    ['问候', '您好', false],
  ])('%j above %j: a report: %s', (subject, text, told) => {
    expect(subjectTells(readText(text, mail), subject)).toBe(told);
  });
});
