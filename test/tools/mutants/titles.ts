import ts from 'typescript';

/** `it`, `it.each(…)`, `describe.skipIf(…)`: the word that it begins with. */
function rootOf(callee: ts.Expression): string {
  if (ts.isIdentifier(callee)) return callee.text;
  if (ts.isPropertyAccessExpression(callee) || ts.isCallExpression(callee)) return rootOf(callee.expression);
  return '';
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
/** `%s` and `$point` stand for anything. */
const patternOf = (title: string): RegExp =>
  new RegExp(
    `^${title
      .split(/%[sidjfo#]|\$[\w.]+/)
      .map(escaped)
      .join('[^]*')}$`,
  );

/** The titles of the tests of a file, as patterns: of a table of cases its template. */
export function titlesIn(source: string): RegExp[] {
  const found: RegExp[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && rootOf(node.expression) === 'it') {
      const [title] = node.arguments;
      if (title && ts.isStringLiteralLike(title)) found.push(patternOf(title.text));
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('x.ts', source, ts.ScriptTarget.ES2023));
  return found;
}

/** All that is said in strings, also in tables of cases; comments are left out. */
export function textsIn(source: string): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node)) found.push(node.text);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('x.ts', source, ts.ScriptTarget.ES2023));
  return found;
}
