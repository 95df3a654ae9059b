/** One chart with its own controls. */
import type { ChartedExperiment } from '../../src/shared/messages.js';
import { h, memo } from '../dom.js';
import { createPictureMenu, type PictureActs } from '../export/menu.js';
import type { Theme } from '../theme.js';
import { createToggle } from '../ui/controls.js';
import type { AxisScale, Look } from '../view.js';
import { drawingOf, type Pinned, scaleOf } from './drawingOf.js';
import { type ChartActs, type ChartFrame, createChartFrame } from './frame.js';
import type { Quantity } from './quantities.js';

export interface QuantityChart {
  readonly frame: ChartFrame;
  draw(experiment: ChartedExperiment | null, pinned: readonly Pinned[], look: Look, theme: Theme): void;
}

/** What the buttons of a chart ask for. */
export interface ChartButtons {
  /** The vertical axis divided otherwise than it is. */
  toggleScale(scale: AxisScale): void;
  /** A picture of it to take along. */
  readonly picture: PictureActs;
  /** A file of its data, in a format and a place that are asked for. */
  save(): void;
}

export function createQuantityChart(
  quantity: Quantity,
  acts: ChartActs,
  buttons: ChartButtons,
): QuantityChart {
  const frame = createChartFrame(quantity.id, acts);
  let scale: AxisScale = quantity.scale;
  const log = createToggle('log', 'Logarithmic vertical axis', () => buttons.toggleScale(scale));
  const picture = createPictureMenu('this chart', buttons.picture);
  const save = button('export…', 'Export this chart or its data', buttons.save);
  frame.controls.append(log.element, picture, save);
  return {
    frame,
    draw: memo((experiment, pinned, look, theme) => {
      scale = scaleOf(quantity, look);
      log.update(scale === 'log');
      frame.update(drawingOf(quantity, experiment, pinned, look), theme);
    }),
  };
}

function button(words: string, title: string, onClick: () => void): HTMLElement {
  const element = h('button', { type: 'button', class: 'chip', title }, words);
  element.addEventListener('click', onClick);
  return element;
}
