/** Some text of a source file, which stands there once, and what takes its place. */
export interface Edit {
  file: string;
  find: string;
  replace: string;
}

/**
 * One protection taken out of the product, and the test that must then fail. Where something is protected twice,
 * `edits` takes out both; a row is written down once its test was seen to fail so.
 */
export interface Mutant {
  /** Rows of the fault matrix that rest on it. */
  rows: readonly `F${number}`[];
  /** What is taken out, in words. */
  without: string;
  edits: readonly Edit[];
  test: string;
  /** The title of the test, as it is printed. */
  title: string;
  /** Where the title stands, when `test` takes its tests from another file. */
  wording?: string;
  /** Tests of the same file that must go before it. */
  after?: readonly string[];
  /** Stands in what the failing test says. */
  says: string;
}
