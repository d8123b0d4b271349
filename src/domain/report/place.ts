import type { Site } from '../service/service.ts';
import { fold } from './fold.ts';
import { mentionedIn } from './things.ts';

// 应急局, 二中, 人事科, 解放路12号; not 全部, 网站 or 线路.
const namedPlace =
  /[\p{Script=Han}0-9]{1,6}(?:室|厅|科|局|院|中心|大厦|大楼|馆|学校|小学|中学|公司|工厂|店|街道|村|镇|小区|园区|广场|宿舍|委员会|单元|(?:[^全内外局]|事业)部(?![分署件门])|[路街]\d{1,4}号|派出所|研究所|事务所|车站|电站|泵站|办事处|管理处)/u;
const roomNumber =
  /(?:房间|room|rm|suite|unit)\s?#?[a-z]?\d{1,4}|\b[a-z]?\d{3,4}\s?(?:室|房|房间)|\d{1,4} [a-z]+ (?:street|st|road|rd|avenue|ave|lane)\b/;

/** Whether nobody could find the way: the site is unknown and the text names no building, floor, room or organisation. */
export function placeMissing(text: string, site?: Site): boolean {
  if (site) return false;
  const { floors, buildings, rooms } = mentionedIn(text);
  const said = fold(text.slice(0, 2000));
  return floors.size + buildings.size + rooms.size === 0 && !namedPlace.test(said) && !roomNumber.test(said);
}

/** The site whose name or alias the text holds; the longest wins, two different ones of one length are none. */
export function siteFrom(text: string, sites: readonly Site[]): Site | undefined {
  const said = fold(text);
  let best: Site | undefined;
  let length = 0;
  for (const site of sites) {
    for (const name of [site.name, site.nameEn ?? '', ...site.aliases]) {
      const word = fold(name.trim());
      if (word.length < Math.max(length, 1) || !standsIn(said, word)) continue;
      if (word.length > length) best = site;
      else if (best !== site) best = undefined;
      length = word.length;
    }
  }
  return best;
}

/** `3号楼` does not stand in `13号楼`, `B1` not in `B12` or `web1`. */
function standsIn(said: string, word: string): boolean {
  const wordEdge = /[a-z0-9]/;
  for (let at = said.indexOf(word), n = 0; at >= 0 && n < 50; at = said.indexOf(word, at + 1), n += 1) {
    const joinedBefore = wordEdge.test(word.charAt(0)) && wordEdge.test(said.charAt(at - 1));
    const joinedBehind =
      wordEdge.test(word.charAt(word.length - 1)) && wordEdge.test(said.charAt(at + word.length));
    if (!joinedBefore && !joinedBehind) return true;
  }
  return false;
}
