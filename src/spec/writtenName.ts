/** Words that some YAML reader does not take for a text. */
const RESERVED = /^(?:null|true|false|yes|no|on|off|y|n)$/i;
const PLAIN = /^[\p{L}_][\p{L}\p{M}\p{N}_.-]*$/u;

/** A name as it is written in YAML, wherever a key or a value may stand: in quotes if it needs them. */
export function writtenName(name: string): string {
  // YAML reads JSON's escapes in double quotes.
  return PLAIN.test(name) && !RESERVED.test(name) ? name : JSON.stringify(name);
}
