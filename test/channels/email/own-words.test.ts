import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ownWords } from '../../../src/channels/email/reading/reply.ts';

const sender = { name: '周敏', address: 'zhou@example.org' };
const said = '还是不行，三楼机房仍然断网。\n麻烦再派人看看。';

/** The layouts of the clients that our reporters use, each around the same two lines. */
const layouts: [string, string][] = [
  ['nothing quoted', said],
  [
    'Outlook with a rule',
    `${said}\n\n________________________________\n发件人: 报修 <fault@hub.test>\n发送时间: 2026年3月5日 18:00\n收件人: 周敏 <zhou@example.org>\n主题: 已处理 [#4821]\n\n请您核实。`,
  ],
  [
    'Outlook without a rule',
    `${said}\n\n发件人: 报修 <fault@hub.test> \n发送时间: 2026年3月5日 18:00\n收件人: 周敏\n抄送: 李强\n主题: 已处理 [#4821]\n\n请您核实。`,
  ],
  [
    'QQ',
    `${said}\n\n\n------------------ 原始邮件 ------------------\n发件人: "报修" <fault@hub.test>;\n发送时间: 2026年3月5日(星期四) 晚上6:00\n收件人: "周敏"<zhou@example.org>;\n主题: 已处理 [#4821]\n\n请您核实。`,
  ],
  ['163', `${said}\n\n\n\n\nAt 2026-03-05 18:00:00, "报修" <fault@hub.test> wrote:\n>请您核实。\n>`],
  ['163 in Chinese', `${said}\n\n在 2026-03-05 18:00:00，"报修" <fault@hub.test> 写道：\n\n请您核实。`],
  [
    '163 of today',
    `${said}\n\n---- 回复的原邮件 ----\n| 发件人 | 报修<fault@hub.test> |\n| 发送日期 | 2026年03月05日 18:00 |\n| 收件人 | 周敏<zhou@example.org> |\n| 主题 | 已处理 [#4821] |\n请您核实。`,
  ],
  [
    'Foxmail',
    `${said}\n\n\n\n周敏\n \n发件人： 报修\n发送时间： 2026-03-05 18:00\n收件人： 周敏\n主题： 已处理 [#4821]\n请您核实。`,
  ],
  ['Gmail', `${said}\n\n报修 <fault@hub.test> 于2026年3月5日周四 18:00写道：\n\n> 请您核实。\n>\n`],
  [
    'Gmail in Taiwan',
    `${said}\n\n報修 <fault@hub.test> 於 2026年3月5日 週四 下午6:00寫道：\n\n> 请您核实。\n`,
  ],
  ['Apple Mail', `${said}\n\n> 在 2026年3月5日，18:00，报修 <fault@hub.test> 写道：\n> \n> 请您核实。\n`],
  [
    'iPhone',
    `${said}\n\n发自我的iPhone\n\n> 在 2026年3月5日，18:00，报修 <fault@hub.test> 写道：\n> \n> 请您核实。`,
  ],
  [
    'Outlook on a phone',
    `${said}\n\n获取 Outlook for iOS<https://aka.ms/o0ukef>\n________________________________\n发件人: 报修 <fault@hub.test>\n发送时间: Thursday, March 5, 2026 6:00:00 PM\n收件人: 周敏 <zhou@example.org>\n主题: 已处理 [#4821]\n\n请您核实。`,
  ],
  [
    'DingTalk',
    `${said}\n------------------------------------------------------------------\n发件人：报修 <fault@hub.test>\n日　期：2026年03月05日 18:00:00\n收件人：周敏<zhou@example.org>\n主　题：已处理 [#4821]\n\n请您核实。`,
  ],
  [
    'Gmail in English',
    `${said}\n\nOn Thu, Mar 5, 2026 at 6:00 PM 报修 <fault@hub.test> wrote:\n\n> 请您核实。\n`,
  ],
  [
    'Outlook in English',
    `${said}\n\nFrom: 报修 <fault@hub.test>\nSent: Thursday, March 5, 2026 6:00 PM\nTo: 周敏 <zhou@example.org>\nSubject: 已处理 [#4821]\n\n请您核实。`,
  ],
  [
    'a quote below which is answered',
    `On Thu, Mar 5, 2026 at 6:00 PM 报修 <fault@hub.test> wrote:\n> 请您核实。\n\n${said}`,
  ],
  [
    'Yahoo in Chinese',
    `${said}\n\n    在 2026年3月5日星期四 GMT+8 18:00:00， 报修 <fault@hub.test> 写道： \n \n 请您核实。`,
  ],
  [
    'Proton',
    `${said}\n\nSent with [Proton Mail](https://proton.me/) secure email.\n\nOn Thursday, March 5th, 2026 at 6:00 PM, 报修 <fault@hub.test> wrote:\n\n> 请您核实。`,
  ],
  ['a vivo phone', `${said}\n\n来自 vivo 手机\n`],
  ['a Samsung phone', `${said}\n\n——来自我的三星手机\n`],
  ['an iPhone in Taiwan', `${said}\n\n從我的 iPhone 傳送\n`],
  ['QQ on a phone', `${said}\n\n来自 QQ邮箱\n`],
  ['DingTalk on a phone', `${said}\n\n来自钉钉专属商务邮箱\n`],
  ['a virus scanner', `${said}\n\nVirus-free.www.avast.com <https://www.avast.com/sig-email>`],
  [
    'a warning above',
    `CAUTION: This email originated from outside of the organization. Do not click links or\nopen attachments unless you know the content is safe.\n\n${said}`,
  ],
  ['a warning in Chinese above', `【外部邮件】请注意：此邮件来自公司外部，请谨慎点击链接和附件。\n\n${said}`],
  ['a short warning above', `[EXTERNAL]\n${said}`],
  [
    'a hint about a new sender',
    `You don't often get email from zhou@example.org. Learn why this is important<https://aka.ms/x>\n\n${said}`,
  ],
  [
    'a hint in Chinese about a new sender',
    `你通常不会收到来自 zhou@example.org 的电子邮件。了解这一点为什么很重要\n\n${said}`,
  ],
  ['a signature', `${said}\n\n-- \n周敏\n应急局信息科\n010-12345678`],
  ['a name below', `${said}\n\n周敏`],
  ['thanks and a name', `${said}\n\n谢谢！\n周敏`],
];

describe('what somebody newly wrote', () => {
  it.each(layouts)('is found in the layout of %s', (_client, mail) => {
    expect(ownWords(mail, sender).text).toBe(said);
    expect(ownWords(mail.replaceAll('\n', '\r\n'), sender).text).toBe(said);
  });

  it.each([
    ['a list with dashes', '以下设备离线：\n- 交换机A\n- 摄像头3\n\n-- 都在三楼'],
    ['a heading between dashes', '---- 设备清单 ----\n交换机 2 台'],
    ['times and dates', '2026-03-05 18:00 断网\n18:30 恢复，现在又断：'],
    ['a contact for the engineer', '三楼断网\n\n联系人：周敏\n电话：13800000001\n地址：人民路1号'],
    ['labels of a report form', '时间：今天上午\n主题：打印机坏了'],
    [
      'two lines about another mail',
      '收不到这封邮件，请查：\n发件人：abc@supplier.test\n主题：报价单\n昨天下午发的',
    ],
    ['a warning that they wrote themselves', 'Warning: the door of the server room is open'],
    ['words about a notice', '注意：外部电源没电了'],
    ['a mere warning', 'CAUTION: External email.'],
    ['a courtesy alone', '谢谢'],
    ['a quoted log line', '日志如下：\n> link down\n> link down\n请看看'],
    ['a name alone', '周敏'],
  ])('keeps %s', (_what, mail) => {
    expect(ownWords(mail, sender).text).toBe(mail);
  });

  it('keeps what is answered between quotes, because it says what is meant', () => {
    const mail =
      'On Mar 5, 2026, at 18:00, 报修 <fault@hub.test> wrote:\n> 是三楼吗？\n是的\n> 能重启吗？\n重启过了';
    expect(ownWords(mail, sender).text).toBe(mail);
  });

  it('takes the forwarded mail with the forwarder’s own words, and names who first wrote it', () => {
    const mail =
      '请处理。\n\n---------- Forwarded message ---------\n发件人： 吴刚 <wu@client.test>\nDate: 2026年3月5日周四 17:00\nSubject: 断网\nTo: <zhou@example.org>\n\n二楼断网了。\n吴刚';
    const own = ownWords(mail, sender, true);
    expect(own.text).toBe('请处理。\n\n二楼断网了。\n吴刚');
    expect(own.forwardedFrom).toContain('wu@client.test');
  });

  it('takes a forwarded mail that the phone quoted', () => {
    const mail =
      'Sent from my iPhone\n\nBegin forwarded message:\n\n> From: Wu Gang <wu@client.test>\n> Date: 5 March 2026 at 17:00:00 CST\n> To: zhou@example.org\n> Subject: down\n> \n> The second floor is down.\n';
    const own = ownWords(mail, sender, true);
    expect(own.text).toContain('The second floor is down.');
    expect(own.text).not.toContain('Begin forwarded');
    expect(own.forwardedFrom).toContain('wu@client.test');
  });

  it('takes the quoted mail when nothing else was written', () => {
    const mail =
      '发件人: 吴刚 <wu@client.test>\n发送时间: 2026年3月5日 17:00\n收件人: 周敏\n主题: 断网\n\n二楼断网了。';
    expect(ownWords(mail, sender, true)).toMatchObject({
      text: '二楼断网了。',
      forwardedFrom: '吴刚 <wu@client.test>',
    });
  });

  it('is never more than what was sent, and is the same when it is read again', () => {
    const line = fc.oneof(
      fc.constantFrom(
        '> 引用',
        '-- ',
        '发件人: a <a@b.cn>',
        '主题: x',
        '在 2026年3月5日，周敏 写道：',
        '',
        '________________',
        '发自我的iPhone',
        'On Mar 5, 2026, x <a@b.cn> wrote:',
        '谢谢',
        '三楼断网',
      ),
      fc.string({ maxLength: 30 }),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 30 }), (lines) => {
        const { text } = ownWords(lines.join('\n'), sender);
        expect(text.length).toBeLessThanOrEqual(lines.join('\n').length + 2);
        expect(text).toBe(text.trim());
      }),
    );
  });

  it.each([
    ['headings that never end', 'On Mar 5, 2026 at\n'.repeat(20_000)],
    ['two hundred headings', 'On Mar 5, 2026 at 18:00, x <a@b.cn> wrote:\n'.repeat(200)],
    ['a line of underscores', '_'.repeat(500_000)],
    ['a hundred thousand quote marks', `${'>'.repeat(100_000)}\n`.repeat(3)],
    ['quoted lines without end', '> x\n'.repeat(100_000)],
    ['warnings without end', 'CAUTION: external email\n\n'.repeat(20_000)],
    ['labels without end', 'From: a\nTo: b\n'.repeat(50_000)],
    ['dashes and spaces', `${'- '.repeat(100_000)}x`],
  ])(
    'is found in bounded time among %s',
    (_what, mail) => {
      expect(ownWords(mail, sender).text.length).toBeLessThanOrEqual(mail.length);
    },
    5_000,
  );
});
