/**
 * The title of a repair of a contextual bandit or an MDP, one line of a menu: what it changes and by how much, what it gains and with what margin,
 * and what it costs.
 */
import type { MdpAnalysis, PolicyCondition } from '../conditions/policies/types.js';
import { featureRow, type Mdp, pairName } from '../model/mdp.js';
import { policyCostOf } from '../repair/policies/effect.js';
import { isAlike } from '../repair/policies/goals.js';
import type { PolicyGoal, PolicyRepair, PolicyScope } from '../repair/policies/types.js';
import { short } from './format.js';
import { equals, policyName } from './policyFormat.js';
import { POLICY_CLAIM } from './policyWords.js';

/** Rows up to this length are written out. */
const WRITTEN_OUT = 4;

/** @param before the analysis of the text as it is now */
export function policyTitleOf(mdp: Mdp, before: MdpAnalysis, repair: PolicyRepair): string {
  const { goal, analysis, reaches } = repair;
  const by = marginOf(repair);
  const margin = by === null ? '' : `, by a margin of ${brief(by)}`;
  const gain = reaches
    ? `Lin-SPG then ${POLICY_CLAIM.always} to ${equals('J*', analysis.verdict.value)}`
    : gained(mdp, before, goal);
  const rest = [
    ...(reaches ? [] : [remaining(analysis)]),
    ...costs(before, analysis).map((cost) => `at the cost that ${cost}`),
  ];
  return `${changeOf(mdp, repair)}: ${[`${gain}${margin}`, ...rest].join(', ')}`;
}

function changeOf(mdp: Mdp, { scope, changes, size, mdp: after }: PolicyRepair): string {
  const first = changes[0]!;
  const name = pairName(mdp, first.action);
  if (scope === 'one reward')
    return `Change the reward of ${name} from ${first.from.literal} to ${first.to.literal}`;
  const row = featureRow(after, first.action);
  const what =
    row.length <= WRITTEN_OUT
      ? `the features of ${name} to [${row.map(({ literal }) => literal).join(', ')}]`
      : `${changes.length === 1 ? 'a feature' : `${changes.length} features`} of ${name}`;
  return `Change ${what} (by ${brief(size)})`;
}

function gained(
  mdp: Mdp,
  { verdict, conditions }: Pick<MdpAnalysis, 'verdict' | 'conditions'>,
  goal: PolicyGoal,
): string {
  switch (goal.id) {
    case 'verdict':
      return 'the verdict is then always';
    case 'exposed':
      return 'the optimum is then in reach';
    case 'order':
      return 'the order of the actions is then preserved';
    case 'trap': {
      const trap = conditions.find(({ policy }) => policy && isAlike(goal, policy))!.policy!;
      return `${policyName(mdp, trap, verdict.best)} then no longer traps`;
    }
  }
}

/** The least margin of the conditions that the gain rests on; null: they hold without a number. */
function marginOf({ goal, reaches, analysis: { conditions } }: PolicyRepair): number | null {
  const isOfGoal = ({ id, policy }: PolicyCondition) =>
    reaches
      ? id === 'order' || id === 'trap'
      : id === goal.id && (goal.id !== 'trap' || isAlike(goal, policy!));
  const margins = conditions.filter(isOfGoal).flatMap((each) => lengthOf(each) ?? []);
  return margins.length === 0 ? null : Math.min(...margins);
}

/** A margin as a length, in the units of the features. */
function lengthOf({ id, margin, witness }: PolicyCondition): number | null {
  if (margin === null || id !== 'trap') return margin;
  // For a trap the margin is ‖p‖ times the distance of the better action beyond its face.
  return witness ? -margin / Math.hypot(...witness) : null;
}

function remaining({ verdict: { kind, basis, traps } }: MdpAnalysis): string {
  switch (kind) {
    case 'always':
      return `and the verdict is always, ${basis === 'proved' ? 'but by less than the margin' : 'though not proved'}`;
    case 'depends':
      return `but ${traps.length === 1 ? 'another policy traps' : `${traps.length} other policies trap`}`;
    case 'never':
      return 'but the optimum stays out of reach';
    default:
      return 'but a finite local maximum is not excluded, or a boundary case is open';
  }
}

function costs(before: MdpAnalysis, after: MdpAnalysis): string[] {
  const cost = policyCostOf(before, after);
  if (cost === null) return [];
  const { traps, optimum } = cost;
  return [
    ...(traps > 0
      ? [`${traps === 1 ? 'a policy traps that does' : `${traps} policies trap that do`} not now`]
      : []),
    ...(optimum === null ? [] : [`${equals('J*', optimum[0])} becomes ${short(optimum[1].value)}`]),
  ];
}

/** A size with two significant digits. */
const brief = (size: number) => short(Number(size.toPrecision(2)));

const CHANGES: Readonly<Record<PolicyScope, string>> = {
  'one row': "one action's features",
  'one reward': 'one reward',
};

/** `Search for a small change of one reward: …`: the title of a search that begins when it is chosen. */
export function policyTitleOfSearch(
  mdp: Mdp,
  analysis: MdpAnalysis,
  goal: PolicyGoal,
  scope: PolicyScope,
): string {
  const aim = goal.id === 'verdict' ? `Lin-SPG then ${POLICY_CLAIM.always}` : gained(mdp, analysis, goal);
  return `Search for a small change of ${CHANGES[scope]}: ${aim}`;
}
