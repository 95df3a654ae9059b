/** An error that whoever typed the command can mend; the message says how. */
export class MendableError extends Error {}
