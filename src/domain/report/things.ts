import { fold } from './fold.ts';
import { holdsWord } from './trouble.ts';
import { barred, spaced } from './word-list.ts';

/** Devices that go wrong, by family: what belongs together is probably one fault. */
const things: Record<string, { zh: string[]; en: string[] }> = {
  it: {
    zh: spaced(`
  网络 断网 上网 没网 宽带 网线 网口 交换机 路由器 服务器 防火墙 光纤 光猫 无线 内网 外网 电脑 主机
  系统 软件 网站 平台 数据库 邮箱 虚拟机 存储 专线 网 wifi
`),
    en: barred(`
  network | internet | wifi | wi-fi | switch | router | server | servers | firewall | computer |
  computers | pc | laptop | system | website | database | vpn | lan | cable | connection
`),
  },
  printer: {
    zh: ['打印机', '复印机', '扫描仪', '传真机', '打印'],
    en: ['printer', 'printers', 'copier', 'scanner', 'fax'],
  },
  air: {
    zh: ['空调', '新风', '冷气', '暖气'],
    en: barred(`
  air conditioner | air conditioning | aircon | ac | heating | heater | hvac
`),
  },
  lift: { zh: ['电梯', '扶梯'], en: ['lift', 'lifts', 'elevator', 'elevators', 'escalator'] },
  power: {
    zh: spaced(`
  没电 停电 断电 电源 跳闸 配电 供电 插座 照明 电灯 灯 ups
`),
    en: barred(`
  power | electricity | socket | sockets | light | lights | lamp | ups
`),
  },
  water: {
    zh: spaced(`
  水管 漏水 停水 水龙头 马桶 下水道 饮水机
`),
    en: ['water', 'toilet', 'tap', 'pipe', 'drain', 'sink'],
  },
  watch: { zh: ['监控', '摄像头', '录像机', '探头'], en: ['camera', 'cameras', 'cctv', 'surveillance'] },
  door: {
    zh: ['门禁', '道闸', '大门', '门锁', '闸机'],
    en: ['door', 'doors', 'gate', 'lock', 'barrier', 'access control'],
  },
  phone: { zh: ['话机', '座机', '电话机', '内线', '对讲'], en: ['phone', 'phones', 'telephone', 'intercom'] },
  screen: {
    zh: spaced(`
  投影 大屏 显示屏 显示器 会议终端 音响 话筒 麦克风 视频会议 电视
`),
    en: barred(`
  projector | screen | display | monitor | tv | microphone | speaker
`),
  },
};

/** Rooms by name. Also what "where is it" may be answered with. */
export const rooms = spaced(`
  机房 会议室 办公室 财务室 财务科 大厅 前台 仓库 食堂 餐厅 实验室 配电室 配电房 值班室 门卫 传达室
  档案室 教室 病房 手术室 卫生间 厕所 走廊 楼道 车库 停车场 监控室 控制室 指挥中心 图书馆 宿舍 车间
  茶水间 弱电间 地下室 护士站 服务台 阅览室 接待室 休息室 资料室
`);
export const roomsEnglish = barred(`
  server room | machine room | meeting room | conference room | control room | office | lobby |
  reception | warehouse | canteen | kitchen | basement | ward | classroom | lab | laboratory | hall |
  corridor | garage | car park | library | workshop | toilet | bathroom | front desk | data center |
  data centre | plant room | entrance | gate
`);

export const nouns: string[] = Object.values(things).flatMap(({ zh, en }) => [...zh, ...en]);

const chineseDigits = '零一二三四五六七八九十';
const ordinals = barred(`
  first | second | third | fourth | fifth | sixth | seventh | eighth | ninth | tenth
`);
const number = '[0-9]{1,3}|[一二三四五六七八九十]{1,3}';
const floorForms = (): RegExp =>
  new RegExp(
    `(负|地下|b)?(?:(?<![0-9一二三四五六七八九十])(${number})\\s?(?:楼|层|f(?![a-z])|(?:st|nd|rd|th) (?:floor|fl\\b)|floor))|floor (${number})|\\b(${ordinals.join('|')}) floor`,
    'g',
  );
const buildingForms = (): RegExp =>
  new RegExp(
    `(?<![0-9a-z])(${number}|[a-z])\\s?(?:号楼|栋|幢|座|号院)|\\b(?:building|tower|block) ([0-9]{1,3}|[a-z])\\b`,
    'g',
  );

export interface Mentioned {
  floors: Set<string>;
  buildings: Set<string>;
  rooms: Set<string>;
  families: Set<string>;
}

/** The places and devices that a text names, spelled one way: 三楼 = 3楼 = 3F = 3rd floor. */
export function mentionedIn(text: string): Mentioned {
  const said = fold(text.slice(0, 2000)).replace(/\s+/g, ' ');
  const floors = [...said.matchAll(floorForms())].map(
    ([, below, a, b, ordinal]) =>
      `${below ? '-' : ''}${ordinal ? ordinals.indexOf(ordinal) + 1 : numeral(a ?? b ?? '')}`,
  );
  const buildings = [...said.matchAll(buildingForms())].map(([, a, b]) => numeral(a ?? b ?? ''));
  const named = Object.entries(things).filter(
    ([, { zh, en }]) => zh.some((word) => said.includes(word)) || holdsWord(said, en),
  );
  return {
    floors: new Set(floors),
    buildings: new Set(buildings),
    rooms: new Set([
      ...rooms.filter((room) => said.includes(room)),
      ...roomsEnglish.filter((room) => holdsWord(said, [room])),
    ]),
    families: new Set(named.map(([family]) => family)),
  };
}

/** Whether a text names any device or place. */
export const namesSomething = (text: string): boolean =>
  Object.values(mentionedIn(text)).some((named) => named.size > 0);

/** 三 → 3, 十二 → 12, 二十 → 20; what is already a figure or a letter stays. */
function numeral(text: string): string {
  if (!/^[一二三四五六七八九十]+$/.test(text)) return text;
  const [tens = '', ones = ''] = text.includes('十') ? text.split('十') : ['零', text];
  const value =
    (tens === '' ? 1 : Math.max(0, chineseDigits.indexOf(tens))) * 10 +
    (ones === '' ? 0 : chineseDigits.indexOf(ones));
  return String(value);
}
