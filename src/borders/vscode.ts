/** Text on its way into the parts of VS Code that read a little language of their own. */
import { visible } from './visible.js';

/** In a message at the corner of the window, `[words](address)` is a link, and the address may be a command. */
export function notification(text: string): string {
  // A word joiner is not seen.
  return visible(text).replaceAll('](', ']\u2060(');
}

/** In the status bar, in a list to pick from and in a code lens, `$(name)` is an icon. */
export function label(text: string): string {
  return visible(text).replace(/\$\([a-z0-9-]+(?:~[a-z]+)?\)/gi, '\\$&');
}
