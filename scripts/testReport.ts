/** What is read of reports in the form of Jest’s, and what two attempts at a step say together. */

/** One attempt at a step. */
export interface Attempt {
  readonly ok: boolean;
  readonly files: Report['testResults'];
}

export interface Assertion {
  readonly status: string;
  readonly fullName: string;
  /** Of a test that was tried again, also what the first attempt said. */
  readonly failureMessages: readonly string[];
}

/** What is read of a report in the form of Jest's. */
export interface Report {
  readonly testResults: readonly {
    /** The file, and what stopped it where it did not come to its tests. */
    readonly name: string;
    readonly status: 'passed' | 'failed';
    readonly message?: string;
    readonly assertionResults: readonly Assertion[];
  }[];
}

/** Of a failure's message, as many lines as show the counterexample of a property or the two sides of a comparison. */
const messageLines = 12;

/** What became of a step: of the files that were tried again, each test as it was then, with what the first attempt said of it. */
export function joined(first: Attempt, second: Attempt): Attempt {
  const again = new Map(second.files.map((file) => [file.name, file]));
  const files = first.files.map((file) => {
    const then = again.get(file.name);
    again.delete(file.name);
    if (then === undefined) return file;
    const before = new Map(file.assertionResults.map((test) => [test.fullName, test.failureMessages]));
    const assertionResults = then.assertionResults.map((test) => ({
      ...test,
      failureMessages: [...(before.get(test.fullName) ?? []), ...test.failureMessages],
    }));
    return { ...then, assertionResults };
  });
  return { ok: second.ok, files: [...files, ...again.values()] };
}

/** A file that did not come to its tests is one failure. */
export function failuresOf({
  name,
  message = '',
  status,
  assertionResults,
}: Report['testResults'][number]): string[] {
  const failed = assertionResults.filter((test) => test.status === 'failed');
  return failed.length === 0 && status === 'failed' ? [shortened(name, message)] : failed.map(told);
}

export const told = ({ fullName, failureMessages }: Assertion) =>
  shortened(fullName, failureMessages.join('\n'));

function shortened(title: string, message: string): string {
  return [title, ...message.split('\n').slice(0, messageLines)].join('\n    ');
}
