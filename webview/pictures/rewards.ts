/** The rewards of a bandit, or what stands for them in a state of a process, as bars. Pure. */
import type { Mark, Picture } from '../../src/drawing/picture.js';
import { lineStyle } from '../charts/style.js';
import { barsTitle, rewardWord } from '../features/sentences.js';
import { type FeaturesState, rewardsOf } from '../features/state.js';
import { digitsApart, figure } from '../format.js';
import { clipped } from '../labels.js';
import type { PictureColours } from './colours.js';

/** Pixels. */
const WIDTH = 420;
const ROW = 24;
const LETTERS = 13;
const NAMES = 200;
/** The fraction of the axis that is kept for the number at the end of the longest bar. */
const NUMBERS = 0.2;
/** The fraction of its row that a bar takes. */
const BAR = 0.6;

/** @returns null: there is nothing to be drawn */
export function rewardsPicture(state: FeaturesState, colours: PictureColours): Picture | null {
  const { subject, bars, place } = state;
  if (subject === null || bars.length === 0) return null;
  const rewards = rewardsOf(state, subject);
  const shown = bars.map((action) => rewards[action]!);
  const [least, greatest] = [Math.min(0, ...shown), Math.max(0, ...shown)];
  const room = NUMBERS * (greatest - least || 1);
  const digits = digitsApart(rewards, 4);
  const heightOf = (position: number): number => bars.length - position - 0.5;
  const marks = bars.flatMap((action, position): Mark[] => {
    const { colour, marker } = lineStyle({ index: action }, colours);
    const [reward, y] = [rewards[action]!, heightOf(position)];
    const ring = [
      [0, y - BAR / 2],
      [reward, y - BAR / 2],
      [reward, y + BAR / 2],
      [0, y + BAR / 2],
    ] as const;
    const isOptimal = subject.optimal.includes(action);
    return [
      { kind: 'area', rings: [ring], fill: { colour, opacity: 0.5 }, stroke: { colour, width: 1 } },
      {
        kind: 'markers',
        points: [[reward, y]],
        shape: marker === 'none' ? 'circle' : marker,
        colour,
        radius: 5,
      },
      {
        kind: 'label',
        at: [Math.max(0, reward), y],
        shift: [12, 0],
        align: 'start',
        words: `${figure(reward, digits)}${isOptimal ? ' ★' : ''}`,
        colour: colours.foreground,
      },
    ];
  });
  return {
    title: barsTitle(place),
    width: WIDTH,
    height: ROW * bars.length,
    x: {
      name: rewardWord(place),
      scale: 'linear',
      min: least - (least < 0 ? room / 4 : 0),
      max: greatest + room,
      ticks: 'numbers',
    },
    y: {
      name: '',
      scale: 'linear',
      min: 0,
      max: bars.length,
      ticks: bars.map((action, position) => ({
        value: heightOf(position),
        words: clipped(subject.actions[action]!, NAMES, LETTERS),
      })),
    },
    frame: 'box',
    marks,
    legend: [],
    colours: null,
    paper: colours,
  };
}
