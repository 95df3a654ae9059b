/** The choices that all charts share: which of them are shown, over which axis, and what summarizes several runs. */
import type { ChartedExperiment, Subject } from '../../src/shared/messages.js';
import { h, memo, setText } from '../dom.js';
import { count } from '../format.js';
import { createDropdown, createToggle } from '../ui/controls.js';
import { BANDS, type Look, type View } from '../view.js';
import type { ViewEvent } from '../viewEvents.js';
import { bandOf, stateLooked } from './drawingOf.js';
import { QUANTITIES, type Shown, shownQuantities } from './quantities.js';
import { labels } from './series.js';

export interface Toolbar {
  readonly element: HTMLElement;
  update(experiment: ChartedExperiment | null, view: View, charted: { readonly isPinned: boolean }): void;
}

const EVERY_LABEL = 'every line';
const EVERY_STATE = 'all states';
const inState = (name: string): string => `in ${name}`;

/** At most this many states can be chosen by name; the others can be chosen in the pictures. */
const MOST_STATES = 200;

const NOTHING_SHOWN: Shown = { subject: null, byAction: false, state: null };

/** @param pin keeps the charted run visible beside later ones, or no longer */
export function createToolbar(dispatch: (event: ViewEvent) => void, pin: () => void): Toolbar {
  const chips = QUANTITIES.map(({ id, short, title }) =>
    createToggle(short(NOTHING_SHOWN), `Show ${title(NOTHING_SHOWN)}`, () =>
      dispatch({ type: 'curveToggled', id }),
    ),
  );
  const logIterations = createToggle('log t', 'Logarithmic iteration axis', () =>
    dispatch({ type: 'iterationScaleToggled' }),
  );
  const band = createDropdown('What stands for several runs', (value) => {
    const chosen = BANDS.find((each) => each === value);
    if (chosen) dispatch({ type: 'bandChosen', band: chosen });
  });
  const label = createDropdown('Actions of', (value) =>
    dispatch({ type: 'labelChosen', label: value === EVERY_LABEL ? null : value }),
  );
  const state = createDropdown('State', (value) =>
    dispatch({ type: 'stateChosen', state: value === EVERY_STATE ? null : value.slice(inState('').length) }),
  );
  const pinned = createToggle('pin', 'Keep this run in sight beside the next ones', pin);
  const reset = h('button', { type: 'button', class: 'link', id: 'reset-zoom' }, 'Reset zoom');
  reset.addEventListener('click', () => dispatch({ type: 'zoomReset' }));
  const readout = h('span', { class: 'muted readout', id: 'cursor' });
  const element = h(
    'div',
    { class: 'toolbar', role: 'toolbar', 'aria-label': 'Curves' },
    h('div', { class: 'chips', role: 'group', 'aria-label': 'Charts' }, ...chips.map((chip) => chip.element)),
    logIterations.element,
    band.element,
    state.element,
    label.element,
    pinned.element,
    h('div', { class: 'readout-line' }, readout, reset),
  );

  const draw = memo((look: Look, experiment: ChartedExperiment | null) => {
    const names = experiment ? labels(experiment) : [];
    const shown = experiment ? shownQuantities(look.curves, experiment.subject) : [];
    QUANTITIES.forEach((quantity, i) => {
      const { element: chip, update } = chips[i]!;
      chip.hidden = experiment !== null && !quantity.isOf(experiment.subject);
      setText(chip, quantity.short({ ...NOTHING_SHOWN, subject: experiment?.subject ?? null }));
      update(shown.includes(quantity));
    });
    logIterations.update(look.iterations === 'log');
    const hasSeveralRuns = experiment !== null && experiment.results.length > names.length;
    band.element.hidden = !hasSeveralRuns;
    band.update(BANDS, bandOf(look, experiment));
    // In a family, actions with the same name are different in each instance.
    label.element.hidden = names.length < 2 || experiment?.family != null;
    label.update([EVERY_LABEL, ...names], names.includes(look.label ?? '') ? look.label! : EVERY_LABEL);
    const choices = experiment ? statesWithChoice(experiment.subject) : [];
    const looked = experiment && stateLooked(experiment.subject, look);
    const chosen = looked === null ? EVERY_STATE : inState(experiment!.subject.process!.states[looked]!);
    state.element.hidden = choices.length < 2;
    state.update([...new Set([EVERY_STATE, ...choices.slice(0, MOST_STATES).map(inState), chosen])], chosen);
    reset.hidden = look.zoom.x === null && Object.keys(look.zoom.y).length === 0;
  });

  return {
    element,
    update(experiment, { look, cursor }, { isPinned }) {
      pinned.update(isPinned);
      draw(look, experiment);
      setText(readout, cursor === null ? '' : `at iteration ${count(cursor)}`);
    },
  };
}

/** The names of the states that have a choice. */
function statesWithChoice({ process, offsets, family }: Subject): string[] {
  // In a family, states with the same name are different in each instance.
  return process && !family ? process.states.filter((_, s) => offsets[s + 1]! - offsets[s]! > 1) : [];
}
