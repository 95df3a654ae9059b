/** Sorting the actions, scaling and shifting the features; docs/refactorings.md says what stays and what changes. */
import { CodeActionKind } from 'vscode-languageserver/node';
import { algorithmOf } from '../../engine/algorithms/catalogue.js';
import type { Work } from '../../math/work.js';
import { decimalOf } from '../../model/decimal.js';
import type { RunSection } from '../../model/run.js';
import {
  centred,
  isCentred,
  type Scaling,
  scaled,
  scalings,
  writtenRows,
} from '../../spec/rewrites/features.js';
import { literalOf } from '../../spec/rewrites/literals.js';
import { rewardOrder, sorted } from '../../spec/rewrites/sort.js';
import { edited, isWithin, type Place, type Refactoring } from './refactoring.js';

export function* problemRefactorings(place: Place): Work<Refactoring[]> {
  const { reading } = place;
  const { banditKey, contextsKey, mdpKey, runKey } = reading.source;
  const key = banditKey ?? contextsKey ?? mdpKey;
  if (key === null || !isWithin(place, key, runKey)) return [];
  const all: Refactoring[] = [];
  const kind = CodeActionKind.RefactorRewrite;
  if (rewardOrder(reading) !== null) {
    const title = `Sort the actions by reward, best first: the same verdict${isSampled(reading.run) ? '; sampled runs draw other actions' : ' and runs'}`;
    all.push({ id: 'sort', title, kind, make: () => edited(sorted(place)) });
  }
  const rows = writtenRows(reading);
  if (rows === null) return all;
  for (const scaling of scalings(rows)) {
    const make = () => edited(scaled(place, scaling.factor));
    all.push({ id: `scale ${scaling.of}`, title: titleOfScaling(scaling), kind, make });
  }
  if (!(yield* isCentred(rows))) {
    const title = `Shift the features so that their mean is 0: ${titleOfShift(reading.run)}`;
    all.push({ id: 'shift', title, kind, make: () => edited(centred(place)) });
  }
  return all;
}

function titleOfScaling({ of, factor }: Scaling): string {
  const goal = of === 'entry' ? 'the largest entry is 1' : 'no row is longer than 1';
  const [by, square] = [factor, factor.mul(factor)].map((each) => said(literalOf(each)));
  return `Scale the features by ${by}, so that ${goal}: the same verdict; a Lin-SPG step of the same rate moves the logits ${square} times as far`;
}

/** Longer numbers are rounded in a title. */
const LONGEST = 12;

function said(literal: string): string {
  return literal.length <= LONGEST ? literal : `≈ ${decimalOf(literal).text}`;
}

function titleOfShift(run: RunSection | null): string {
  const fits = run?.algorithm.filter((id) => !algorithmOf(id).shiftInvariant) ?? [];
  if (fits.length > 0) return `the same policies and verdict; ${fits.join(' and ')} takes other steps`;
  const usesFeatures = run?.algorithm.some((id) => !algorithmOf(id).tabular);
  return usesFeatures && run?.learningRate.some(({ kind }) => kind === 'theory')
    ? 'the same policies and verdict; `theory` is another step'
    : 'the same policies, verdict and runs';
}

function isSampled(run: RunSection | null): boolean {
  return run?.gradient.includes('sampled') === true;
}
