/** The phase diagram: asked for only while it is in sight, and not while a text changes. The mark changes the text. */
import type { Picture } from '../../src/drawing/picture.js';
import { isRational, numberOf } from '../../src/phase/format.js';
import { phasePicture } from '../../src/phase/picture.js';
import { changesOf } from '../../src/phase/rows.js';
import type { Change } from '../../src/shared/fromPanel.js';
import type { FromPanel, PanelState } from '../../src/shared/messages.js';
import type { PhaseAnswered } from '../../src/shared/requests.js';
import { onceAFrame } from '../dom.js';
import type { Edits } from '../edits.js';
import type { PictureActs } from '../export/menu.js';
import { movement } from '../features/movement.js';
import { resolution, snapped } from '../features/snap.js';
import type { PictureColours } from '../pictures/colours.js';
import { phaseColours } from '../pictures/phaseColours.js';
import { createStore } from '../store.js';
import type { View } from '../view.js';
import type { ViewEvent } from '../viewEvents.js';
import { SIDE } from './bar.js';
import { sideOf } from './map.js';
import { axesOf, isOpen, isWanting, keyOf, NO_PHASES, presentOf, reduce } from './state.js';
import { createPhaseView } from './view.js';

/** A text that changes with every key is not asked about: this long it has to stay. Milliseconds. */
const STILL = 300;
/** In pixels: this near to an exact change, or to the number that is in the text, that is meant. Less than a step of the keyboard. */
const NEAR = 2.5;
/** Characters of a literal that the hand writes. */
const LONGEST = 40;

export interface PhaseSection {
  readonly element: HTMLElement;
  /** For export; null: nothing is drawn. */
  picture(colours: PictureColours): Picture | null;
  update(state: PanelState, view: View, news: PhaseAnswered | null): void;
}

export function createPhase(
  send: (message: FromPanel) => void,
  edits: Edits,
  look: (event: ViewEvent) => void,
  takeAlong: PictureActs,
): PhaseSection {
  let isInSight = false;
  let waiting: ReturnType<typeof setTimeout> | undefined;
  let waitsFor = '';
  let isInFile = false;
  const drawSoon = onceAFrame(() => view.draw(store.state, isFixed()));
  const store = createStore(NO_PHASES, reduce, drawSoon);

  const isFixed = () =>
    isInFile &&
    store.state.shown !== null &&
    axesOf(store.state.shown.phases).some(({ name, words }) => name !== words);
  /** In pixels per unit, of each axis. */
  const scales = (): number[] => {
    const { shown, width } = store.state;
    if (shown === null) return [1];
    const size = shown.phases.kind === 'bar' ? width - 2 * SIDE : sideOf(width);
    return axesOf(shown.phases).map(({ from, to }) => size / (numberOf(to) - numberOf(from)));
  };
  const changeTo = (literals: readonly string[]): Change => ({
    kind: 'numbers',
    entries: axesOf(store.state.shown!.phases).map(({ words }, n) => ({ words, literal: literals[n]! })),
  });
  /** An end of the axis, or an exact change nearby, in the place of a rounded number. */
  const exactly = (n: number, value: number): string | null => {
    const phases = store.state.shown!.phases;
    const axis = axesOf(phases)[n]!;
    if (value <= numberOf(axis.from)) return axis.from;
    if (value >= numberOf(axis.to)) return axis.to;
    const scale = scales()[n]!;
    const changes = phases.kind === 'bar' ? changesOf(phases.rows) : [];
    const exact = [axis.value, ...changes.filter(isRational).map(([literal]) => literal)];
    const isNear = (literal: string) => Math.abs(numberOf(literal) - value) * scale < NEAR;
    return exact.find((literal) => literal.length <= LONGEST && isNear(literal)) ?? null;
  };
  const literalAt = (n: number, value: number): string =>
    exactly(n, value) ?? snapped(value, resolution(scales()[n]!));
  const writeAt = (literals: readonly string[]) => {
    store.dispatch({ type: 'moved', literals });
    edits.begin().end(changeTo(literals));
    store.dispatch({ type: 'released' });
  };

  const view = createPhaseView(
    store.dispatch,
    {
      mark: phaseMovement(),
      point(parts) {
        const axes = axesOf(store.state.shown!.phases);
        writeAt(
          axes.map(({ from, to }, n) => {
            const [low, high] = [numberOf(from), numberOf(to)];
            return literalAt(n, low + parts[n]! * (high - low));
          }),
        );
      },
      toEnd: (end) => writeAt([axesOf(store.state.shown!.phases)[0]![end]]),
      choose: (numbers) => look({ type: 'numbersChosen', document: store.state.document, numbers }),
      saveTable: (format) => send({ type: 'savePhases', format }),
    },
    takeAlong,
  );
  view.draw(store.state, false);
  new IntersectionObserver(([entry]) => {
    isInSight = entry!.isIntersecting;
    askSoon();
  }).observe(view.element);

  function phaseMovement() {
    return movement(edits, {
      isFixed: () => isFixed() || store.state.shown === null,
      values: () => presentOf(store.state).map(numberOf),
      scale: (n) => scales()[n]!,
      instead: exactly,
      change(literals) {
        const now = presentOf(store.state);
        const next = now.map((literal, n) => literals.get(n) ?? literal);
        store.dispatch({ type: 'moved', literals: next });
        return changeTo(next);
      },
      held(values) {
        if (values === null) store.dispatch({ type: 'released' });
      },
    });
  }

  function stop(): void {
    if (!isOpen(store.state)) return;
    send({ type: 'stopPhases' });
    store.dispatch({ type: 'stopped' });
  }

  /** At once for the first diagram; of a text that changes, when it has been still for a while. */
  function askSoon(): void {
    const key = keyOf(store.state);
    if (!isInSight || store.state.numbers === null) stop();
    if (!isInSight || !isWanting(store.state) || edits.pending) {
      clearTimeout(waiting);
      waitsFor = '';
      return;
    }
    stop();
    if (waitsFor === key) return;
    clearTimeout(waiting);
    waitsFor = key;
    waiting = setTimeout(ask, store.state.shown === null ? 0 : STILL);
  }

  function ask(): void {
    waitsFor = '';
    const { numbers } = store.state;
    if (!isInSight || numbers === null || !isWanting(store.state) || edits.pending) return;
    // Requests of an earlier page may still be unanswered.
    const request = Math.max((store.state.asked?.request ?? 0) + 1, Date.now());
    store.dispatch({ type: 'asked', request });
    send({ type: 'phases', request, numbers });
  }

  return {
    element: view.element,
    picture(colours) {
      const { shown } = store.state;
      if (shown === null) return null;
      const values = presentOf(store.state);
      return phasePicture(withValues(shown.phases, values), phaseColours(colours));
    },
    update({ document, subject, textVersion }, { phase }, news) {
      if (subject !== null) isInFile = subject.unwritten === 'file' || subject.areRewardsInFile === true;
      const chosen = phase !== null && phase.document === document ? phase.numbers : null;
      store.dispatch({ type: 'received', document, textVersion, subject, chosen, news });
      // What is scrolled to has to be there at once.
      view.element.hidden = store.state.numbers === null;
      askSoon();
    },
  };
}

function withValues<P extends Parameters<typeof phasePicture>[0]>(phases: P, values: readonly string[]): P {
  return phases.kind === 'bar'
    ? { ...phases, axis: { ...phases.axis, value: values[0]! } }
    : { ...phases, across: { ...phases.across, value: values[0]! }, up: { ...phases.up, value: values[1]! } };
}
