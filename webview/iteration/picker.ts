/** Chooses a run and one of its recorded iterations: a slider, its present value, and the names of the runs. */
import { h, setAttribute, setText } from '../dom.js';
import { createDropdown } from '../ui/controls.js';
import type { ViewEvent } from '../viewEvents.js';
import { iterationWords, type Looked, runNamed } from './looked.js';

export interface IterationPicker {
  readonly element: HTMLElement;
  update(looked: Looked): void;
}

/** @param id that of the slider */
export function createIterationPicker(id: string, dispatch: (event: ViewEvent) => void): IterationPicker {
  let recorded: readonly number[] = [];
  const run = createDropdown('Run', (name) => dispatch({ type: 'runChosen', run: runNamed(name) }));
  const slider = h('input', { type: 'range', min: 0, step: 1, id, 'aria-label': 'Iteration' });
  slider.addEventListener('input', () => {
    const iteration = recorded[Number(slider.value)];
    if (iteration !== undefined) dispatch({ type: 'cursorMoved', iteration });
  });
  const at = h('output', { for: id, class: 'iteration-at' });
  return {
    element: h('div', { class: 'iteration-head' }, slider, at, run.element),
    update(looked) {
      recorded = looked.recorded;
      slider.max = String(Math.max(0, recorded.length - 1));
      slider.value = String(looked.position);
      const words = iterationWords(looked);
      setAttribute(slider, 'aria-valuetext', words);
      setText(at, words);
      run.element.hidden = looked.names.length < 2;
      run.update(looked.names, looked.name);
    },
  };
}
