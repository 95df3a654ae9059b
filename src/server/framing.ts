/**
 * Checks the frames of the base protocol on the standard input: `Content-Length: n`, an empty line, n bytes. After a wrong frame a client
 * can never be understood again, and would wait for answers for ever.
 */
import type { Readable } from 'node:stream';

/** In bytes; no client sends longer headers. */
const LONGEST_HEADER = 4096;
/** In milliseconds: how long to wait for the next part of a message that has begun. */
const PATIENCE = 10_000;

/** Watches the input; at the first invalid frame, calls back once and says what is wrong. */
export function watchFrames(input: Readable, broken: (reason: string) => void, patience = PATIENCE): void {
  let header = Buffer.alloc(0);
  /** The number of bytes of the body that are still to come; 0: a header comes next. */
  let missing = 0;
  let waiting: ReturnType<typeof setTimeout> | undefined;
  let isBroken = false;
  const fail = (reason: string) => {
    if (!isBroken) broken(reason);
    isBroken = true;
  };
  input.on('data', (data: Buffer) => {
    clearTimeout(waiting);
    let rest = data;
    while (rest.length > 0 && !isBroken) {
      if (missing > 0) {
        const taken = Math.min(missing, rest.length);
        missing -= taken;
        rest = rest.subarray(taken);
        continue;
      }
      header = Buffer.concat([header, rest.subarray(0, LONGEST_HEADER)]);
      const end = header.indexOf('\r\n\r\n');
      if (end < 0) {
        if (header.length >= LONGEST_HEADER || rest.length > LONGEST_HEADER)
          fail(`expected \`Content-Length: n\` and an empty line, found ${shown(header)}`);
        break;
      }
      const length = lengthIn(header.subarray(0, end).toString('latin1'));
      if (typeof length === 'string') fail(length);
      else missing = length;
      const used = end + 4 - (header.length - Math.min(rest.length, LONGEST_HEADER));
      rest = rest.subarray(used);
      header = Buffer.alloc(0);
    }
    if (missing > 0 || header.length > 0) {
      waiting = setTimeout(() => {
        fail(
          missing > 0
            ? `the last message is ${missing} bytes shorter than its Content-Length`
            : `expected \`Content-Length: n\` and an empty line, found ${shown(header)}`,
        );
      }, patience);
      waiting.unref();
    }
  });
}

/** The length of the body, or what is wrong with the header. */
function lengthIn(header: string): number | string {
  const field = header
    .split('\r\n')
    .map((line) => /^content-length\s*:\s*(.*?)\s*$/i.exec(line)?.[1])
    .find((value) => value !== undefined);
  if (field === undefined) return `expected a header \`Content-Length: n\`, found ${shown(header)}`;
  const length = Number(field);
  if (!/^\d+$/.test(field) || length === 0 || !Number.isSafeInteger(length))
    return `expected the number of bytes of the message as Content-Length, found ${shown(field)}`;
  return length;
}

function shown(text: Buffer | string): string {
  const words = text.toString('latin1');
  return JSON.stringify(words.length > 60 ? `${words.slice(0, 60)}…` : words);
}
