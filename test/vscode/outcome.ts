/** What the suite inside VS Code tells the process outside: each test, in the order of their ends. */
export type Outcome = readonly TestOutcome[];

export interface TestOutcome {
  /** The file of the suite, by its name without an ending. */
  readonly file: string;
  readonly title: string;
  readonly status: 'passed' | 'failed' | 'pending';
  /** What each attempt said that failed. */
  readonly messages: readonly string[];
}

/** Marks the lines that the person at the terminal should see, among all that a workbench logs. */
export const voice = '[suite] ';
