/** The experiment cannot be run as written; the message says what to change. */
export class PlanError extends Error {
  override readonly name = 'PlanError';
}
