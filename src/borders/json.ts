/** JSON on one line, with invisible characters escaped as `\uXXXX`. A reader gets the same value back. */
import { HIDDEN } from './visible.js';

export function json(value: object): string {
  return JSON.stringify(value).replace(HIDDEN, (one) =>
    one
      .split('')
      .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
      .join(''),
  );
}
