/** Message-IDs in a header: without brackets, at most `limit`, each at most 250 characters. */
export function messageIds(header: string | undefined, limit = 50): string[] {
  const text = (header ?? '').slice(0, 32 * 1024);
  const bracketed = [...text.matchAll(/<\s*([^<>\s]{1,250})\s*>/g)].map((match) => match[1] ?? '');
  const ids =
    bracketed.length > 0 ? bracketed : text.split(/[\s,]+/).filter((each) => /^[^\s<>]{1,250}$/.test(each));
  return [...new Set(ids)].slice(0, limit);
}

/** The parent comes last in References and says most: long ones lose their middle, never their ends. */
export function references(header: string | undefined): string[] {
  const ids = messageIds(header, 2000);
  return ids.length <= 50 ? ids : [...ids.slice(0, 10), ...ids.slice(-40)];
}
