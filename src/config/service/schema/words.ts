import * as z from 'zod';
import { quoted } from './quoted.ts';

/** Text for people. YAML reads `302` or `+8613800000001` as numbers: those want quotes. */
export const line = (most = 200) =>
  z
    .string({
      error: ({ input }) =>
        typeof input === 'number' || typeof input === 'boolean'
          ? `text is expected, and YAML reads this as a ${typeof input}; put it in quotes: '${String(input)}'`
          : 'text is expected here',
    })
    .trim()
    .min(1, 'this is empty; write it out or remove the line')
    .max(most, `this is longer than ${most} characters`);

export const worded = (most?: number) =>
  z.strictObject({ zh: line(most), en: line(most) }).meta({ description: 'The same in Chinese and English' });

const idShape = /^[a-z0-9][a-z0-9._-]{0,63}$/;
export const id = () =>
  z
    .string({
      error: ({ input }) =>
        typeof input === 'number' ? `put this id in quotes: '${input}'` : 'an id is expected',
    })
    .regex(idShape, {
      error: ({ input }) =>
        `${quoted(input)} can't be an id; use lower-case letters, digits, ".", "-" and "_" (wang.lei, control-room)`,
    });

export const locale = () => z.enum(['zh-CN', 'en']);

export const phone = () =>
  line(40).regex(/^[+()\d][\d ()+-]{1,30}$/, {
    error: ({ input }) => `${quoted(input)} does not look like a telephone number`,
  });

/** The requirement and contradiction numbers that a sentence answers to. */
export const keeps = () =>
  z
    .array(
      z.string({ error: () => 'a number such as R2 or K1 is expected' }).regex(/^[A-Z]{1,4}\d{1,4}$/, {
        error: ({ input }) => `${quoted(input)} is not a requirement number; write R2, K1`,
      }),
    )
    .default([])
    .meta({ description: 'Numbers of the requirements (R) and contradictions (K) that this keeps' });

export const clause = () =>
  line(2000).meta({ description: "The commitment's exact sentence, shown wherever the promise is" });
