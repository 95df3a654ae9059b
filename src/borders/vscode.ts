/** Text for the parts of VS Code that interpret a small markup of their own. */
import { visible } from './visible.js';

/** In a message at the corner of the window, `[words](address)` is a link, and the address may be a command. */
export function notification(text: string): string {
  // U+2060, the word joiner, is invisible.
  return visible(text).replaceAll('](', ']\u2060(');
}

/** In the status bar, in a quick pick and in a code lens, `$(name)` is an icon. */
export function label(text: string): string {
  return visible(text).replace(/\$\([a-z0-9-]+(?:~[a-z]+)?\)/gi, '\\$&');
}
