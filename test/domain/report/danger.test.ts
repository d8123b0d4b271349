import { describe, expect, it } from 'vitest';
import { dangerIn } from '../../../src/domain/report/danger.ts';
import { severityOf } from '../../../src/domain/report/severity.ts';

describe('danger', () => {
  it.each([
    ['机房冒烟了', ['冒烟']],
    ['配电柜起火，有浓烟', ['起火', '浓烟']],
    ['着火了！！！', ['着火']],
    ['有人触电', ['触电']],
    ['外壳漏电', ['漏电']],
    ['有煤气味', ['煤气味']],
    ['厨房燃气泄漏', ['燃气泄']],
    ['有人被困在电梯里', ['被困']],
    ['電梯困人', ['困人']],
    ['插座有烧焦的味道', ['烧焦']],
    ['闻到糊味', ['糊味']],
    ['电池爆炸', ['爆炸']],
    ['机房进水了', ['机房进水']],
    ['救命', ['救命']],
    ['不知道是不是着火了', ['着火']],
    ['没人管，着火了', ['着火']],
    ['有没有漏电？', ['漏电']],
    ['不小心触电了', ['触电']],
    ['smoke from the UPS', ['smoke']],
    ['ON FIRE', ['fire']],
    ['no power and smoke from the UPS', ['smoke']],
    ['I got an electric shock', ['electric shock']],
    ['there is a gas leak', ['gas leak']],
    ['two people trapped', ['trapped']],
    ['burning smell', ['burning']],
    ['sparks from the socket', ['sparks']],
    ['no smoking sign fell down, smoke everywhere', ['smoke']],
    ['ＦＩＲＥ', ['fire']],
    ['没有冒烟', []],
    ['没冒烟', []],
    ['并没有看到明火', []],
    ['未发现有人被困', []],
    ['无人被困', []],
    ['不会再着火', []],
    ['防火墙坏了', []],
    ['火警系统测试', []],
    ['灭火器过期了', []],
    ['漏电保护器坏了', []],
    ['被困难吓到', []],
    ['做一下冒烟测试', []],
    ['no smoke', []],
    ['there is no sign of fire', []],
    ['not on fire', []],
    ["there isn't any smoke", []],
    ['no fire or smoke', []],
    ['the firewall is down', []],
    ['fire wall rule', []],
    ['please fire up the server', []],
    ['fire drill on Monday', []],
    ['fire alarm test', []],
    ['Firefox does not start', []],
    ['smoke detector battery is low', []],
    ['三楼断网', []],
  ])('in %j is %j', (text, expected) => {
    expect(dangerIn(text)).toEqual(expected);
  });
});

describe('severity', () => {
  it.each([
    ['系统瘫痪', 'urgent'],
    ['整栋楼没电', 'urgent'],
    ['全部断网', 'urgent'],
    ['所有电脑都上不了网', 'urgent'],
    ['everything is down', 'urgent'],
    ['nobody can log in', 'urgent'],
    ['the whole building has no power', 'urgent'],
    ['打印机坏了', 'severe'],
    ['三楼机房网络断了', 'severe'],
    ['投影仪不亮', 'severe'],
    ['server is down', 'severe'],
    ['the door does not open, it is stuck', 'severe'],
    ['网络有点慢', 'general'],
    ['偶尔掉线', 'general'],
    ['时好时坏', 'general'],
    ['wifi is slow', 'general'],
    ['the screen sometimes goes black', 'general'],
    ['能不能帮我装个软件', 'general'],
    ['how do I add a user', 'general'],
    ['全网升级完了吗', 'general'],
    ['没有再断', 'general'],
  ])('of %j is %s', (text, expected) => {
    expect(severityOf(text, dangerIn(text))).toBe(expected);
  });

  it('is urgent in danger, whatever else is said', () => {
    expect(severityOf('打印机有点慢', ['冒烟'])).toBe('urgent');
  });
});
