/** The texts of a page's fenced blocks in this language (`yaml`, `sh`, `sh run`). */
export const fenced = (page: string, language: string): string[] =>
  [...page.matchAll(/^```([^\n]*)\n([\s\S]*?)^```$/gm)].flatMap(([, info, text]) =>
    info?.trim() === language && text !== undefined ? [text] : [],
  );
