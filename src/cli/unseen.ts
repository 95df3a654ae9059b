/** The program that draws the panel's pictures, which lies beside this one. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { UnseenPictures } from '../shared/unseen.js';

export async function unseenPictures(): Promise<UnseenPictures> {
  const { default: pictures } = (await import(pathToFileURL(join(__dirname, 'pictures.cjs')).href)) as {
    readonly default: UnseenPictures;
  };
  return pictures;
}
