/** The exit status where something failed that is no matter of the text or of the command. */
export const FAULT_STATUS = 3;
