/** How much work something is, counted and not timed: the same on every machine and at every load. */

import type { Profiler } from 'node:inspector';
import { Session } from 'node:inspector';

/**
 * Blocks of program text that were executed while `work` ran, and characters that were handed to regular expressions. The engine
 * counts the blocks; the work of one regular expression is not seen, hence the second term. The count misses what the engine has
 * thrown away by then: it is never too great, and of two the greater is better.
 */
export function operationsOf(work: () => void): number {
  const session = new Session();
  session.connect();
  try {
    session.post('Profiler.enable');
    session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
    const characters = charactersGivenToPatterns(work);
    let blocks = 0;
    session.post('Profiler.takePreciseCoverage', (_, { result }: Profiler.TakePreciseCoverageReturnType) => {
      for (const { url, functions } of result)
        if (/\/src\/|yaml/.test(url))
          for (const { ranges } of functions) for (const { count } of ranges) blocks += count;
    });
    session.post('Profiler.stopPreciseCoverage');
    return blocks + characters;
  } finally {
    session.disconnect();
  }
}

function charactersGivenToPatterns(work: () => void): number {
  const { exec } = RegExp.prototype;
  let characters = 0;
  RegExp.prototype.exec = function (this: RegExp, text: string) {
    const from = this.global || this.sticky ? this.lastIndex : 0;
    const found = exec.call(this, text);
    // Up to the end of what was found: the rest was not looked at. A sticky pattern looks at one place.
    characters += found ? found.index + found[0].length - from : this.sticky ? 1 : String(text).length - from;
    return found;
  } as typeof exec;
  try {
    work();
  } finally {
    RegExp.prototype.exec = exec;
  }
  return characters;
}
