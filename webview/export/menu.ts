/** The menu of a picture: copy it, or save it as a file. */
import type { PictureOrder } from '../../src/shared/pictures.js';
import { createMenu, type MenuItem } from '../ui/menu.js';

export interface PictureActs {
  copy(inTheme: boolean): void;
  save(order: Pick<PictureOrder, 'format' | 'inTheme'>): void;
}

/** @param of what is shown, such as `the features`. @param tables what else it can be saved as */
export function createPictureMenu(
  of: string,
  { copy, save }: PictureActs,
  tables: readonly MenuItem[] = [],
): HTMLElement {
  let inTheme = false;
  return createMenu('picture ▾', `Copy or save a picture of ${of}`, [
    { words: 'Copy', act: () => copy(inTheme) },
    { words: 'Save as SVG…', act: () => save({ format: 'svg', inTheme }) },
    { words: 'Save as PNG…', act: () => save({ format: 'png', inTheme }) },
    { words: 'Save as PGFPlots…', act: () => save({ format: 'tex', inTheme }) },
    ...tables,
    {
      words: 'In the colours of the theme',
      isOn: () => inTheme,
      act: () => {
        inTheme = !inTheme;
      },
    },
  ]);
}
