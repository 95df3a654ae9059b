/** Words that some reader of YAML takes for something else than a text. */
const RESERVED = /^(?:null|true|false|yes|no|on|off|y|n)$/i;
const PLAIN = /^[\p{L}_][\p{L}\p{M}\p{N}_.-]*$/u;

/** A name as it stands in a text of YAML, wherever a key or a value may stand: in quotes where it needs them. */
export function writtenName(name: string): string {
  // What JSON escapes, YAML reads in double quotes.
  return PLAIN.test(name) && !RESERVED.test(name) ? name : JSON.stringify(name);
}
