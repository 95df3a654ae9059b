/** What the suite inside VS Code tells the process outside. */
export interface Outcome {
  readonly passed: number;
  readonly pending: number;
  readonly failures: readonly Failure[];
  /** The first attempts of tests that were tried again, whatever came of it. */
  readonly repeated: readonly Failure[];
}

export interface Failure {
  readonly title: string;
  readonly message: string;
}

/** Marks the lines that the person at the terminal should see, among all that a workbench logs. */
export const voice = '[suite] ';
