/** The colours of the editor's theme, for a picture. */
import { hexOf, type PictureColours } from '../pictures/colours.js';
import { rgbOf } from '../plane/colour.js';
import type { Theme } from '../theme.js';

export function themeColours(theme: Theme): PictureColours {
  const hex = (css: string) => hexOf(rgbOf(css));
  return {
    palette: theme.palette.map(hex),
    pins: theme.pins.map(hex),
    foreground: hex(theme.foreground),
    muted: hex(theme.muted),
    grid: hex(theme.grid),
    background: hex(theme.background),
  };
}
