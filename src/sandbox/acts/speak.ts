import type { z } from 'zod';
import type { LanguageRequest } from '../requests.ts';
import type { ActContext } from './act.ts';

/** From now on staff are written to in the language that the page is read in; what was sent stays as it is. */
export function speak(
  { language }: z.infer<typeof LanguageRequest>,
  { machines, reads }: Pick<ActContext, 'machines' | 'reads'>,
): { ok: true } {
  reads.speak(language);
  machines.speaks(language);
  return { ok: true };
}
