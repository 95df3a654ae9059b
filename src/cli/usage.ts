import { MendableError } from './mendable.js';

/** The command line is wrong; the message says how. */
export class UsageError extends MendableError {
  override readonly name = 'UsageError';

  /** @param shown lines that are shown below the message, such as the place that is wrong */
  constructor(
    message: string,
    readonly shown: readonly string[] = [],
  ) {
    super(message);
  }
}
