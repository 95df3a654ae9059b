/** Sorting the actions, scaling and shifting the features; docs/refactorings.md says what stays and what changes. */
import { CodeActionKind } from 'vscode-languageserver/node';
import { algorithmOf } from '../../engine/algorithms/catalogue.js';
import type { Work } from '../../math/work.js';
import type { Real } from '../../model/bandit.js';
import { decimalOf } from '../../model/decimal.js';
import type { Mdp } from '../../model/mdp.js';
import type { RunSection } from '../../model/run.js';
import { clip } from '../../spec/format.js';
import { parametersOfNumbers } from '../../spec/rewrites/expressions.js';
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
import type { Reading } from '../../spec/types.js';
import { edited, isWithin, type Place, type Refactoring } from './refactoring.js';

export function* problemRefactorings(place: Place): Work<Refactoring[]> {
  const { reading } = place;
  const { banditKey, contextsKey, mdpKey, runKey } = reading.source;
  const key = banditKey ?? contextsKey ?? mdpKey;
  if (key === null || !isWithin(place, key, runKey)) return [];
  const all: Refactoring[] = [];
  const kind = CodeActionKind.RefactorRewrite;
  all.push(...sortings(place));
  const rows = writtenRows(reading);
  if (rows === null) return all;
  const at = atParameters(
    rows.flatMap(({ features }) => features),
    reading,
  );
  for (const scaling of scalings(rows)) {
    const make = () => edited(scaled(place, scaling.factor));
    all.push({ id: `scale ${scaling.of}`, title: titleOfScaling(scaling, at), kind, make });
  }
  if (!(yield* isCentred(rows))) {
    const title = `Shift the features so that their mean is 0${at}: ${titleOfShift(reading.run)}`;
    all.push({ id: 'shift', title, kind, make: () => edited(centred(place)) });
  }
  return all;
}

/** Of all actions, and of those of the state at the place if others have to be sorted too. */
function sortings(place: Place): Refactoring[] {
  const { reading, at } = place;
  const { mdp, source } = reading;
  const order = rewardOrder(reading);
  if (order === null) return [];
  const what = mdp ? `the actions of each ${mdp.kind === 'mdp' ? 'state' : 'context'}` : 'the actions';
  const all = { id: 'sort', title: titleOfSort(what, reading), make: () => edited(sorted(place)) };
  const state = source.states.findIndex(({ name, value }) => name.start <= at.end && at.start <= value.end);
  const own = state < 0 ? null : rewardOrder(reading, state);
  const isPart = own?.some((pair, place) => pair !== order[place]);
  const one = {
    id: 'sort state',
    title: titleOfSort(`the actions of ${clip(mdp?.states[state]?.name ?? '')}`, reading),
    make: () => edited(sorted(place, state)),
  };
  return (isPart ? [all, one] : [all]).map((each) => ({ ...each, kind: CodeActionKind.RefactorRewrite }));
}

function titleOfSort(what: string, reading: Reading): string {
  const { bandit, mdp, run } = reading;
  const at = atParameters(bandit?.rewards ?? mdp?.pairs.map(({ reward }) => reward) ?? [], reading);
  const by = mdp?.kind === 'mdp' ? `immediate reward${at}, highest first` : `reward${at}, best first`;
  const stays = isSampled(run)
    ? '; sampled runs draw other actions'
    : drawsByAction(mdp, run)
      ? '; starts that are drawn are others'
      : ' and runs';
  return `Sort ${what} by ${by}: the same verdict${stays}`;
}

/** Is a start drawn with one entry an action? */
function drawsByAction(mdp: Mdp | null, run: RunSection | null): boolean {
  const isDrawn = run?.init.some(({ kind }) => kind === 'gaussian') === true;
  return (
    isDrawn && (mdp?.features.kind === 'one-hot' || run!.algorithm.some((id) => algorithmOf(id).tabular))
  );
}

function titleOfScaling({ of, factor }: Scaling, at: string): string {
  const goal = `${of === 'entry' ? 'the largest entry is 1' : 'no row is longer than 1'}${at}`;
  const [by, square] = [factor, factor.mul(factor)].map((each) => said(literalOf(each)));
  return `Scale the features by ${by}, so that ${goal}: the same verdict; a Lin-SPG step of the same rate moves the logits ${square} times as far`;
}

/** ` at t = 1/4`, if numbers are computed from parameters: what is aimed at holds of their present values. */
function atParameters(numbers: readonly Real[], reading: Reading): string {
  const parameters = parametersOfNumbers(numbers, reading);
  return parameters === null ? '' : ` at ${parameters}`;
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
