/** A phase diagram as a picture: a bar, or of two parameters a map, with a colour and a hatching for each kind of verdict. */
import type { Fill, Hatching, LegendEntry, Mark, Paper, Picture, Tick } from '../drawing/picture.js';
import { clip } from '../spec/format.js';
import { endText, numberOf, verdictText } from './format.js';
import { type Axis, type Bar, changesOf, type Phases, type Verdict, type VerdictMap } from './rows.js';

export type PhaseKind = Verdict['verdict'] | 'unknown';

/** All as #rrggbb. */
export interface PhaseColours extends Paper {
  readonly verdicts: Readonly<Record<PhaseKind, string>>;
}

/** For white paper. */
export const PHASE_PRINT: PhaseColours = {
  background: '#ffffff',
  foreground: '#1f2328',
  muted: '#59636e',
  grid: '#d1d9e0',
  verdicts: {
    always: '#1a7f37',
    depends: '#bc4c00',
    never: '#a40e26',
    undecided: '#0969da',
    invalid: '#59636e',
    unknown: '#59636e',
  },
};

/** Kinds are told apart without colours too. */
export const PHASE_HATCHINGS: Readonly<Record<PhaseKind, Hatching | null>> = {
  always: null,
  depends: 'rising',
  never: 'falling',
  undecided: 'dots',
  invalid: 'crossed',
  unknown: 'level',
};

/** Narrower segments than this part of the bar are drawn as a line of their own. */
const VISIBLE = 1 / 500;

/** Pixels of a bar, and about those of a letter. */
const WIDTH = 640;
const LETTER = 8;

/** What is proved is drawn full, the rest pale; hatchings of the same colour stand out of both. */
const FULL = 0.4;
const PALE = 0.12;

type Said = Pick<Verdict, 'traps' | 'basis'> & { readonly verdict: Verdict['verdict'] | null };

export function phasePicture(phases: Phases, colours: PhaseColours = PHASE_PRINT): Picture {
  return phases.kind === 'bar' ? barPicture(phases, colours) : mapPicture(phases, colours);
}

function barPicture({ axis, rows }: Bar, colours: PhaseColours): Picture {
  const { min, max } = endsOf(axis);
  const present = numberOf(axis.value);
  return {
    title: `The verdict as ${namedAxis(axis)} changes`,
    width: WIDTH,
    height: 90,
    x: { name: clip(axis.name), scale: 'linear', min, max, ticks: ticksOf(axis, rows) },
    y: { name: '', scale: 'linear', min: 0, max: 1.1, ticks: 'none' },
    frame: 'box',
    marks: [
      ...rows.map((row): Mark => {
        const [left, right] = [middleOf(row.from), middleOf(row.to)];
        const colour = colours.verdicts[row.verdict ?? 'unknown'];
        if (right - left < VISIBLE * (max - min)) {
          const middle = (left + right) / 2;
          return upright(middle, 1.08, { colour, width: 1.5 });
        }
        return {
          kind: 'area',
          rings: [box(left, right, 0, 1)],
          fill: fillOf(row, colours),
          stroke: { colour, width: 1 },
        };
      }),
      ...(present < min || present > max
        ? []
        : [
            upright(present, 1.1, { colour: colours.foreground, width: 2 }),
            {
              kind: 'markers',
              points: [[present, 1.1]],
              shape: 'circle',
              colour: colours.foreground,
              radius: 4,
            } as const,
          ]),
    ],
    legend: legendOf(rows, colours),
    colours: null,
    paper: colours,
  };
}

/** Both ends, and the changes that have room between them, as exact as they are known. */
function ticksOf({ from, to }: Axis, rows: Bar['rows']): Tick[] {
  const [min, max] = [numberOf(from), numberOf(to)];
  const ends = [from, to].map((literal): Tick => ({ value: numberOf(literal), words: literal }));
  const ticks: Tick[] = [...ends];
  for (const end of changesOf(rows)) {
    const tick = { value: middleOf(end), words: endText(end) };
    const isFree = (other: Tick) =>
      (Math.abs(tick.value - other.value) / (max - min)) * WIDTH > roomOf(tick) + roomOf(other);
    if (ticks.every(isFree)) ticks.push(tick);
  }
  return ticks.sort((a, b) => a.value - b.value);
}

/** Half of the width of a label. */
const roomOf = ({ words }: Tick): number => (LETTER * (words.length + 1)) / 2;

function mapPicture(map: VerdictMap, colours: PhaseColours): Picture {
  const { across, up, columns, rows, verdicts, cells } = map;
  const [x, y] = [endsOf(across), endsOf(up)];
  const at = ({ min, max }: { min: number; max: number }, n: number, count: number) =>
    min + ((max - min) * n) / count;
  const marks = cells.map((verdict, n): Mark => {
    const [column, row] = [n % columns.length, Math.floor(n / columns.length)];
    return {
      kind: 'area',
      rings: [
        box(
          at(x, column, columns.length),
          at(x, column + 1, columns.length),
          at(y, row, rows.length),
          at(y, row + 1, rows.length),
        ),
      ],
      fill: fillOf(verdicts[verdict]!, colours),
    };
  });
  const present = [numberOf(across.value), numberOf(up.value)] as const;
  return {
    title: `The verdict over ${namedAxis(across)} and ${namedAxis(up)}: observed at the centre of each cell`,
    width: 420,
    height: 420,
    x: { name: clip(across.name), scale: 'linear', ...x, ticks: 'numbers' },
    y: { name: clip(up.name), scale: 'linear', ...y, ticks: 'numbers' },
    frame: 'box',
    marks: [
      ...marks,
      ...(isWithin(present[0], x) && isWithin(present[1], y)
        ? [
            {
              kind: 'markers',
              points: [present],
              shape: 'circle',
              colour: colours.foreground,
              radius: 5,
              inside: colours.background,
            } as const,
          ]
        : []),
    ],
    legend: legendOf(verdicts, colours),
    colours: null,
    paper: colours,
  };
}

/** `t`, or `x (reward of a1)`. */
function namedAxis({ name, words }: Axis): string {
  return name === words ? clip(name) : `${clip(name)} (${clip(words)})`;
}

function endsOf({ from, to }: Axis): { readonly min: number; readonly max: number } {
  return { min: numberOf(from), max: numberOf(to) };
}

function isWithin(value: number, { min, max }: { readonly min: number; readonly max: number }): boolean {
  return min <= value && value <= max;
}

/** Between the two numbers around an end. */
export function middleOf([low, high]: readonly [string, string]): number {
  return (numberOf(low) + numberOf(high)) / 2;
}

function upright(at: number, height: number, stroke: { colour: string; width: number }): Mark {
  return {
    kind: 'line',
    points: [
      [at, 0],
      [at, height],
    ],
    stroke,
  };
}

function fillOf({ verdict, basis }: Said, { verdicts }: PhaseColours): Fill {
  const kind = verdict ?? 'unknown';
  return {
    colour: verdicts[kind],
    hatching: PHASE_HATCHINGS[kind],
    opacity: basis === 'proved' ? FULL : PALE,
  };
}

function legendOf(all: readonly Said[], colours: PhaseColours): LegendEntry[] {
  return distinct(all).map((said) => ({ words: legendText(said), fill: fillOf(said, colours) }));
}

/** Each verdict once with each basis. */
export function distinct<T extends Said>(all: readonly T[]): T[] {
  const found = new Map<string, T>();
  for (const said of all) {
    const key = legendText(said);
    if (!found.has(key)) found.set(key, said);
  }
  return [...found.values()];
}

/** `depends (a2)`, and whether that is proved if it is not. */
export function legendText(said: Said): string {
  const words = verdictText(said);
  return said.basis === 'proved' || said.verdict === null ? words : `${words}, ${said.basis}`;
}

function box(left: number, right: number, bottom: number, top: number) {
  return [
    [left, bottom],
    [right, bottom],
    [right, top],
    [left, top],
  ] as const;
}
