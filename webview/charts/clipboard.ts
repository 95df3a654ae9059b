/** Copies a picture to the clipboard, and shows on the page whether that worked. */
import { faultMessage } from '../../src/borders/fault.js';
import type { Picture } from '../../src/drawing/picture.js';
import { h, setText } from '../dom.js';
import { copyPicture } from '../export/picture.js';

export interface PictureCopier {
  /** The result, shown for a while. */
  readonly element: HTMLElement;
  copy(picture: Picture): void;
}

const MILLISECONDS_OF_A_CONFIRMATION = 8000;

export function createPictureCopier(): PictureCopier {
  const element = h('p', { class: 'note', role: 'status', id: 'copied' });
  let said: ReturnType<typeof setTimeout> | undefined;
  const say = (words: string) => {
    setText(element, words);
    clearTimeout(said);
    said = setTimeout(() => setText(element, ''), MILLISECONDS_OF_A_CONFIRMATION);
  };
  return {
    element,
    copy(picture) {
      copyPicture(picture).then(
        () => say('The picture is on the clipboard.'),
        (error: unknown) => say(`The picture could not be copied: ${faultMessage(error)}`),
      );
    },
  };
}
