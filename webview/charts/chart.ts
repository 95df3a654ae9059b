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

/** The actions of a chart's buttons. */
export interface ChartButtons {
  /** Switches the scale of the vertical axis. */
  toggleScale(scale: AxisScale): void;
  /** Exports a picture of the chart. */
  readonly picture: PictureActs;
  /** Saves its data; the host asks for a format and a place. */
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
