import { barred } from './word-list.ts';

/** Words that open a report as urgent and page at once. */
export const dangers = barred(`
  冒烟 | 起烟 | 浓烟 | 黑烟 | 着火 | 起火 | 失火 | 冒火 | 火灾 | 火警 | 走水 | 明火 | 火苗 | 烧起来 |
  烧着了 | 自燃 | 爆炸 | 触电 | 漏电 | 电到人 | 电人 | 电击 | 被电 | 麻手 | 火花 | 跳火 | 煤气味 | 煤气泄 |
  煤气漏 | 漏煤气 | 燃气泄 | 燃气味 | 燃气漏 | 天然气泄 | 天然气味 | 天然气漏 | 瓦斯 | 一氧化碳 | 漏气了 | 被困 |
  困在 | 困住 | 困人 | 关在电梯 | 烧焦 | 焦味 | 糊味 | 焦糊 | 焦臭 | 烧糊 | 坍塌 | 塌了 | 晕倒 | 昏迷 |
  救命 | 受伤 | 砸伤 | 砸到人 | 烫伤 | 流血 | 中毒 | 中暑 | smoke | smoking | fire | flames | flame | burning |
  burnt smell | smells burnt | smell burnt | smell of burnt | explosion | exploded | exploding | electric shock |
  electrical shock | electrocuted | electrocution | got a shock | gets a shock | getting shocks | got shocked |
  sparks | sparking | gas leak | gas is leaking | leaking gas | smell gas | smell of gas | smells of gas |
  gas smell | carbon monoxide | trapped | stuck in the lift | stuck in lift | stuck in the elevator |
  stuck in elevator | stuck inside | injured | bleeding | unconscious | water near the server |
  water in the server room | water in server room | water in the electrical | water on the electrical |
  water near the electrical | water in the panel | water in the socket | flooded server room |
  server room flooded | server room is flooded | server room flooding
`);

/** What one word can't say: a place, a thing or a person and what happens there, close to each other. */
export const dangerForms: readonly RegExp[] = [
  // Smoke, but no 烟感 (its sensor), 烟囱 or 烟台.
  /(?:有|冒|起|都是|全是|满是|看到|看见|闻到|大量|一股)[了着股点些的]?[浓黑白]?烟[味气]?(?!感|囱|草|酒|花|机|头|道|台|雾?(?:传感|探测|报警|检测|浓度))/g,
  /烟[味雾](?!传感|探测|报警|检测|浓度|警报)|烟(?:很|好|太|特别)大/g,
  /(?:有|看到|看见)(?:了|着|大|明)?火(?:光|苗|焰)?(?=$|[了啦呀啊,.;!?\s])|火(?:很|太|特别)大|火势/g,
  /(?:插座|插头|插排|排插|电线|电缆|线路|配电[箱柜盘]|电箱|电闸|空开|变压器|电池|充电|ups)[^\n,.;!?]{0,3}(?:烧|着了|熔|融化|爆|炸|鼓包)(?!录|写|满)/g,
  /(?:气体|氯气|氨气|沼气|液化气|煤气|燃气|天然气)[^\n,.;!?]{0,3}(?:泄|漏|中毒|超标)/g,
  // A person who can't get out.
  /人[都也还全]?(?:在里面)?(?:出不[来去])|[人我们](?:都|也|还)?被?(?:反?锁|关|困)在(?!外)|电梯[^\n,.;!?]{0,8}里面?有人/g,
  /(?:天花板|吊顶|吊灯|屋顶|幕墙|广告牌)[^\n,.;!?]{0,3}(?:掉下|掉落|掉了|塌|坠|砸)/g,
  /(?:机房|配电[室房间箱柜]|电箱|电柜|机柜|服务器|弱电间|ups|插座|插排)[^\n,.;!?]{0,4}(?:进水|漏水|积水|渗水|被淹|淹了|泡水)|水淹[了到]?(?:机房|配电)/g,
  /\b(?:ceiling|roof|wall|scaffold(?:ing)?)(?: \w{1,12}){0,2} (?:collapsed|fell|fallen|came down|coming down|collapsing)\b/g,
  /\bshock(?:ed|s)? (?:by|from|off|when|on) (?:the |a |an |touching )?(?:socket|plug|cable|wire|rack|cabinet|outlet|switch|case|machine|panel)\b/g,
];

/** A detector that sounds says what it was made for; in a drill it says nothing. */
export const alarmsSounding =
  /(?:烟感|烟雾(?:探测器|报警器|传感器)|消防|火警|火灾)(?:报警器?|警报|警铃|铃)?[^\n,.;!?]{0,2}(?:响|报警了|叫了)|烟感(?:器)?报警(?!器|主机|系统)|\b(?:smoke|fire) (?:detector|sensor|alarm)s?(?: (?:is|are|has|have|just|keeps?|was|been|again)){0,3} (?:going off|sounding|ringing|activated|triggered|went off|gone off)\b/g;
export const drills = /演[习练]|\bdrill\b/;

/** Compounds that hold such a word and mean something else. */
export const harmless = barred(`
  防火墙 | 打火机 | 灭火器 | 火警系统 | 火警测试 | 火警主机 | 火警设备 | 火警控制 | 火警演 |
  火灾报警器 | 火灾报警系统 | 火灾报警主机 | 火灾演 | 火灾自动报警 | 消防演 | 冒烟测试 | 被困难 | 被困扰 |
  信息爆炸 | 数据爆炸 | 流量爆炸 | 内存爆炸 | 系统爆炸 | 日志爆炸 | 被电话 | 被电脑 | 被电梯 | 被电信 | 被电源 |
  被电子 | 漏电保护 | 漏电开关 | 漏电断路器 | 接触电阻 | 火灾险 | 电人员 | 空调漏气了 | 轮胎漏气了 | firewall |
  fire wall | fire-wall | fire up | fired up | fire drill | fire door | fire exit | fire extinguisher |
  fire hydrant | fire system | fire panel | fire alarm test | fire alarm panel | fire alarm system |
  fire alarm battery | fire alarm fault | fire test | fire stick | fire safety | fire department | fire station |
  fire escape | fire tablet | fire hd | fire tv | smoke detector | smoke sensor | smoke test | smoke testing |
  smoke-free | smoke free | no smoking | non-smoking | non smoking | smoking area | smoking room |
  smoking zone | smoking section | burning cd | burning dvd | burning disc | trapped paper | trapped error |
  trapped exception | bleeding edge | exploded view | exploded diagram
`);

/** The same where it takes more than one word to see. */
export const harmlessForms: readonly RegExp[] = [
  /\bsmoke alarms?(?= (?:\w{1,12} ){0,4}(?:batter|broken|fault|offline|beep|chirp|replac|expired|missing|defect|needs?\b|not working))/g,
  /(?:电脑|系统|服务器|主机|软件|网站|u盘|文件|程序|网络|终端|邮箱|手机)[^\n,.;!?]{0,4}中了?(?:病)?毒/g,
  /\bburning (?:a |an |the |some )?(?:cds?|dvds?|dis[ck]s?|iso|images?|blu-?rays?)\b/g,
  /\b(?:paper|label|card|tape|cable|dis[ck]|document|page|key)s?(?: (?:is|are|was|got|has been|gets)){0,2} (?:trapped|stuck inside)\b/g,
  /\b(?:ink|toner|colou?rs?|text|dye)(?: (?:is|are|was|keeps)){0,2} bleeding\b/g,
  /\b(?:log|data|traffic|cardinality) explosion\b|\bexplosion (?:of|in) (?:logs?|data|requests?|traffic|events?)\b/g,
  /\b(?:triggers?|alerts?|rules?|events?|webhooks?|jobs?|timers?)(?: (?:do|does|did|will|not|n't|doesn't|don't|didn't|won't)){0,2} fire\b|\bfire (?:an? |the )?(?:events?|alerts?|triggers?|webhooks?)\b/g,
];
