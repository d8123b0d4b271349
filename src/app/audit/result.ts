import type { Context } from '../context.ts';

/** How the audit stands: for `/metrics` and for `doctor`. */
export interface AuditResult {
  findings: { open: number; repaired: number };
  passAgeSeconds?: number;
  sweepAgeSeconds?: number;
}

export async function auditResult(
  ctx: Pick<Context, 'audit' | 'findings'> & { clock: { now(): Date } },
): Promise<AuditResult> {
  const [{ passAt, sweptAt }, open, repaired] = await Promise.all([
    ctx.audit.state(),
    ctx.findings.count('open'),
    ctx.findings.count('repaired'),
  ]);
  const age = (at: Date) => Math.max(0, (ctx.clock.now().getTime() - at.getTime()) / 1000);
  return {
    findings: { open, repaired },
    ...(passAt && { passAgeSeconds: age(passAt) }),
    ...(sweptAt && { sweepAgeSeconds: age(sweptAt) }),
  };
}
