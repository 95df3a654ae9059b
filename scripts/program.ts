/**
 * Runs a script's `main`: its result becomes the exit code, an error becomes a sentence, and on a signal the
 * `exit` handlers that end child processes still run.
 *
 * @param main resolves with whether everything is well.
 */
export async function program(main: () => Promise<boolean>): Promise<void> {
  process.once('SIGINT', () => process.exit(130));
  process.once('SIGTERM', () => process.exit(143));
  try {
    process.exitCode = (await main()) ? 0 : 1;
  } catch (error) {
    console.error(process.env.DEBUG ? error : error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
