import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A picture or file that somebody sends. */
export interface Media {
  name: string;
  type: string;
  bytes: Uint8Array;
}

/** The same as it is kept: its bytes under a name made from them. */
export interface KeptMedia {
  id: string;
  name: string;
  type: string;
  size: number;
}

export interface MediaStore {
  keep(media: Media): KeptMedia;
  /** Undefined for what was never kept. */
  bytes(id: string): Uint8Array | undefined;
}

const idOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex').slice(0, 32);
const kept = ({ name, type, bytes }: Media, id: string): KeptMedia => ({
  id,
  name,
  type,
  size: bytes.byteLength,
});

/** What people sent in this run. */
export function createMemoryMedia(): MediaStore {
  const known = new Map<string, Uint8Array>();
  return {
    keep(media) {
      const id = idOf(media.bytes);
      known.set(id, media.bytes);
      return kept(media, id);
    },
    bytes: (id) => known.get(id),
  };
}

/** What people sent, in files: there again after a restart. */
export function createMediaFolder(folder: string): MediaStore {
  const path = (id: string): string => join(folder, id);
  return {
    keep(media) {
      const id = idOf(media.bytes);
      mkdirSync(folder, { recursive: true });
      writeFileSync(path(id), media.bytes);
      return kept(media, id);
    },
    bytes(id) {
      if (!/^[0-9a-f]{32}$/.test(id)) return undefined;
      try {
        return readFileSync(path(id));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
        throw error;
      }
    },
  };
}
