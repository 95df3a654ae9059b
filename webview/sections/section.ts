import type { PanelState } from '../../src/shared/messages.js';

/** A part of the panel. */
export interface Section {
  readonly element: HTMLElement;
  update(state: PanelState): void;
}
