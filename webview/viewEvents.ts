/** How the user's actions change the view. Pure. */
import { nearest } from './charts/navigate.js';
import {
  type AxisScale,
  type BandKind,
  CURVES,
  type CurveId,
  type Look,
  type Range,
  UNZOOMED,
  type View,
} from './view.js';

export type ViewEvent =
  | { readonly type: 'curveToggled'; readonly id: CurveId }
  | { readonly type: 'iterationScaleToggled' }
  /** @property scale the present scale of its vertical axis */
  | { readonly type: 'verticalScaleToggled'; readonly id: CurveId; readonly scale: AxisScale }
  | { readonly type: 'bandChosen'; readonly band: BandKind }
  /** null: one line for each label. */
  | { readonly type: 'labelChosen'; readonly label: string | null }
  /** By its name; null: all states together. */
  | { readonly type: 'stateChosen'; readonly state: string | null }
  | { readonly type: 'lineToggled'; readonly name: string }
  | { readonly type: 'zoomed'; readonly id: CurveId; readonly x: Range; readonly y: Range }
  | { readonly type: 'iterationsZoomed'; readonly x: Range | null }
  | { readonly type: 'verticallyZoomed'; readonly id: CurveId; readonly y: Range | null }
  | { readonly type: 'zoomReset' }
  | { readonly type: 'cursorMoved'; readonly iteration: number }
  /** By its position in the plan. */
  | { readonly type: 'runChosen'; readonly run: number }
  /** The mouse is at an iteration of a chart; the cursor goes to the nearest one of `recorded`. */
  | {
      readonly type: 'pointed';
      readonly id: CurveId;
      readonly iteration: number;
      readonly recorded: readonly number[];
    }
  | { readonly type: 'chartChosen'; readonly id: CurveId }
  /** Whose phase diagram is shown. */
  | { readonly type: 'numbersChosen'; readonly document: string; readonly numbers: readonly string[] };

/** @returns the same view if the event changes nothing */
export function viewAfter(view: View, event: ViewEvent): View {
  switch (event.type) {
    case 'cursorMoved':
      return { ...view, cursor: event.iteration };
    case 'runChosen':
      return { ...view, run: event.run };
    case 'pointed': {
      const cursor = nearest(event.recorded, event.iteration);
      return view.cursor === cursor && view.chart === event.id ? view : { ...view, cursor, chart: event.id };
    }
    case 'numbersChosen':
      return { ...view, phase: { document: event.document, numbers: event.numbers } };
    case 'chartChosen':
      return { ...view, chart: event.id };
    default: {
      const look = lookAfter(view.look, event);
      return look === view.look ? view : { ...view, look };
    }
  }
}

type LookEvent = Exclude<
  ViewEvent,
  { type: 'cursorMoved' | 'runChosen' | 'pointed' | 'chartChosen' | 'numbersChosen' }
>;

function lookAfter(look: Look, event: LookEvent): Look {
  const { zoom } = look;
  switch (event.type) {
    case 'curveToggled': {
      const isShown = (id: CurveId) => look.curves.includes(id) !== (id === event.id);
      const curves = CURVES.filter(isShown);
      return curves.length === 0 ? look : { ...look, curves };
    }
    case 'iterationScaleToggled':
      return { ...look, iterations: other(look.iterations), zoom: { ...zoom, x: null } };
    case 'verticalScaleToggled': {
      const { id, scale } = event;
      return {
        ...look,
        vertical: { ...look.vertical, [id]: other(scale) },
        zoom: { ...zoom, y: without(zoom.y, id) },
      };
    }
    case 'bandChosen':
      return { ...look, band: event.band };
    case 'labelChosen':
      return { ...look, label: event.label };
    case 'stateChosen':
      return event.state === look.state ? look : { ...look, state: event.state };
    case 'lineToggled': {
      const { name } = event;
      const others = look.hidden.filter((hidden) => hidden !== name);
      return { ...look, hidden: others.length < look.hidden.length ? others : [...others, name] };
    }
    case 'zoomed':
      return { ...look, zoom: { x: event.x, y: { ...zoom.y, [event.id]: event.y } } };
    case 'iterationsZoomed':
      return { ...look, zoom: { ...zoom, x: event.x } };
    case 'verticallyZoomed':
      return event.y === null ? look : { ...look, zoom: { ...zoom, y: { ...zoom.y, [event.id]: event.y } } };
    case 'zoomReset':
      return { ...look, zoom: UNZOOMED };
  }
}

const other = (scale: AxisScale): AxisScale => (scale === 'log' ? 'linear' : 'log');

function without(ranges: Look['zoom']['y'], id: CurveId): Look['zoom']['y'] {
  const { [id]: _, ...others } = ranges;
  return others;
}
