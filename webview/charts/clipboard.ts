/** Puts a picture of a chart on the clipboard, and says on the page how it went. */
import { faultMessage } from '../../src/borders/fault.js';
import type { ChartedExperiment } from '../../src/shared/messages.js';
import { h, setText } from '../dom.js';
import { copyPicture } from '../export/picture.js';
import type { Drawing } from './drawing.js';

export interface PictureCopier {
  /** How it went. */
  readonly element: HTMLElement;
  copy(drawing: Drawing, experiment: ChartedExperiment): void;
}

export function createPictureCopier(): PictureCopier {
  const element = h('p', { class: 'note', role: 'status', id: 'copied' });
  return {
    element,
    copy(drawing, experiment) {
      copyPicture(drawing, experiment).then(
        () => setText(element, 'A picture of the chart is on the clipboard.'),
        (error: unknown) => setText(element, `The picture could not be copied: ${faultMessage(error)}`),
      );
    },
  };
}
