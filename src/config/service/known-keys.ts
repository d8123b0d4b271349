import * as z from 'zod';
import type { Path } from './problem.ts';
import { ServiceYaml } from './schema/service-file.ts';

type Inner = z.core.$ZodType;

/** The fields that the schema knows at a path: for "did you mean". */
export function knownKeys(path: Path): string[] {
  let here: Inner[] = [ServiceYaml];
  for (const step of path)
    here = here.flatMap((type) => unwrapped(type)).flatMap((type) => inside(type, step));
  const keys = here
    .flatMap((type) => unwrapped(type))
    .flatMap((type) => (type instanceof z.ZodObject ? Object.keys(type.shape) : []));
  return [...new Set(keys)];
}

/** What stands under `optional`, `default`, `transform` and in the branches of a union. */
function unwrapped(type: Inner): Inner[] {
  if (type instanceof z.ZodOptional || type instanceof z.ZodDefault || type instanceof z.ZodNullable)
    return unwrapped(type.unwrap());
  if (type instanceof z.ZodPipe) return unwrapped(type.in);
  if (type instanceof z.ZodUnion) return type.options.flatMap((option) => unwrapped(option));
  return [type];
}

function inside(type: Inner, step: string | number): Inner[] {
  if (type instanceof z.ZodArray) return [type.element];
  if (type instanceof z.ZodRecord) return [type.valueType];
  const field: Inner | undefined = type instanceof z.ZodObject ? type.shape[step] : undefined;
  return field ? [field] : [];
}
