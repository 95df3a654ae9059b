/** How many instances of a family have which verdict, as a picture. Pure. */
import type { Mark, Picture, Tick } from '../../src/drawing/picture.js';
import type { InstanceVerdict } from '../../src/experiment/instanceVerdicts.js';
import { count, percent } from '../format.js';
import type { PictureColours } from './colours.js';

const SIZE = { width: 420, height: 280 };
/** As a fraction of the room of a bar. */
const BAR = 0.6;

export interface JudgedFamily {
  /** The number of instances. */
  readonly count: number;
  readonly verdicts: readonly Pick<InstanceVerdict, 'kind'>[];
}

const KINDS: readonly { readonly kind: InstanceVerdict['kind']; readonly colour: number }[] = [
  { kind: 'always', colour: 2 },
  { kind: 'depends', colour: 4 },
  { kind: 'never', colour: 1 },
  { kind: 'undecided', colour: 3 },
];

/** @returns null: no verdict is known */
export function familyPicture(
  { count: all, verdicts }: JudgedFamily,
  colours: PictureColours,
): Picture | null {
  if (verdicts.length === 0) return null;
  const bars = KINDS.map(({ kind, colour }) => ({
    kind,
    colour: colours.palette[colour]!,
    number: verdicts.filter((one) => one.kind === kind).length,
  }));
  const most = Math.max(...bars.map(({ number }) => number));
  const known = verdicts.length < all ? `${count(verdicts.length)} of ${count(all)}` : count(all);
  return {
    title: `Verdicts on ${known} instances`,
    ...SIZE,
    x: {
      name: 'verdict',
      scale: 'linear',
      min: 0,
      max: KINDS.length,
      ticks: bars.map(({ kind }, n): Tick => ({ value: n + 0.5, words: kind })),
    },
    y: { name: 'instances', scale: 'linear', min: 0, max: 1.12 * most, ticks: 'numbers' },
    frame: 'box',
    marks: bars.flatMap(({ colour, number }, n): Mark[] => {
      const [left, right] = [n + 0.5 - BAR / 2, n + 0.5 + BAR / 2];
      const ring = [
        [left, 0],
        [right, 0],
        [right, number],
        [left, number],
      ] as const;
      const words = `${count(number)} (${percent(number / verdicts.length)})`;
      return [
        ...(number === 0
          ? []
          : [
              {
                kind: 'area',
                rings: [ring],
                fill: { colour, opacity: 0.5 },
                stroke: { colour, width: 1 },
              } as const,
            ]),
        { kind: 'label', at: [n + 0.5, number], shift: [0, -9], words, colour: colours.foreground, size: 12 },
      ];
    }),
    legend: [],
    colours: null,
    paper: colours,
  };
}
