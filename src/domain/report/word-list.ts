/** A table of words as text: Chinese ones are parted by spaces … */
export const spaced = (words: string): string[] => words.trim().split(/\s+/);
/** … and English phrases, which hold spaces, by bars. */
export const barred = (phrases: string): string[] => phrases.trim().split(/\s*\|\s*/);
