import type { Severity } from '../service/service.ts';
import { troubleIn } from './trouble.ts';

/**
 * A suggestion, staff may change it. 紧急故障: 系统瘫痪 (or danger); 严重故障: 某台设备无法正常工作;
 * 一般故障: 系统仍能运行，但运行不稳定 — and whatever tells of no failure at all.
 */
export function severityOf(text: string, danger: readonly string[]): Severity {
  if (danger.length > 0) return 'urgent';
  const trouble = troubleIn(text);
  if (trouble === 'paralysed') return 'urgent';
  return trouble === 'broken' ? 'severe' : 'general';
}
