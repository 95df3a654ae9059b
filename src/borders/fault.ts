/** What was thrown, in words: whatever it is, there are some. */
export function faultMessage(thrown: unknown): string {
  return (thrown instanceof Error ? thrown.message : String(thrown)).trim();
}
