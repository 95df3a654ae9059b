/** What `linspg check` reports about a family: for how many of its instances each condition holds. */
import { CONDITION_IDS } from '../conditions/catalogue.js';
import { outcomesBy } from '../conditions/outcomes.js';
import { analyseMdp } from '../conditions/policies/analyse.js';
import { holdsOf } from '../conditions/policies/keep.js';
import { POLICY_CONDITION_IDS } from '../conditions/policies/types.js';
import type { Basis, VerdictKind } from '../conditions/types.js';
import { policyName } from '../diagnostics/policyFormat.js';
import { POLICY_CLAIM_OF_MANY } from '../diagnostics/policyWords.js';
import { CLAIM_OF_MANY } from '../diagnostics/verdictWords.js';
import { type Drawn, nameOfDrawn } from '../experiment/generate/drawn.js';
import { drawnOf } from '../experiment/generate/family.js';
import { instanceJson } from '../experiment/json.js';
import { PlanError } from '../experiment/planError.js';
import { pairName } from '../model/mdp.js';
import type { WrittenProblem } from '../model/written.js';
import type { Reading, SpecIssue } from '../spec/types.js';

/** One instance with its verdict. */
interface Decided {
  readonly instance: WrittenProblem;
  readonly verdict: { readonly kind: VerdictKind; readonly basis: Basis };
  /** Names of actions; for a process, of the optimal pairs, and of the policies that attract. */
  readonly optimal: readonly string[];
  readonly traps: readonly string[];
  /** Does the condition hold; for `trap`: for some action or policy? Conditions that do not apply are missing. */
  readonly holds: ReadonlyMap<string, boolean | null>;
}

export interface FamilyAnalysis {
  readonly instances: readonly Decided[];
  /** Are they processes? */
  readonly hasStates: boolean;
  /** How many draws were needed to find the instances. */
  readonly tries: number;
}

/** If `keep` cannot be satisfied, that is an issue of the text. */
export function analyseFamily({ family, source }: Reading): {
  family: FamilyAnalysis | null;
  issues: SpecIssue[];
} {
  if (!family) return { family: null, issues: [] };
  try {
    const { drawn, tries } = drawnOf(family);
    const hasStates = family.dynamics !== undefined;
    return { family: { instances: drawn.map(decided), hasStates, tries }, issues: [] };
  } catch (error) {
    if (!(error instanceof PlanError)) throw error;
    const range = source.generateKey!;
    return {
      family: null,
      issues: [{ severity: 'error', code: 'keep', message: error.message, range }],
    };
  }
}

function decided(drawn: Drawn): Decided {
  if (drawn.hasStates) {
    const { instance } = drawn;
    const analysis = analyseMdp(instance);
    const { kind, basis, optimal, traps, best } = analysis.verdict;
    return {
      instance,
      verdict: { kind, basis },
      optimal: optimal.flatMap((pairs) => pairs.map((pair) => pairName(instance, pair))),
      traps: traps.map((policy) => policyName(instance, policy, best)),
      holds: new Map(POLICY_CONDITION_IDS.map((id) => [id, holdsOf(analysis, id)])),
    };
  }
  const { verdict, holds } = outcomesBy(drawn.certain, () => drawn.instance);
  const { kind, basis, optimal, traps } = verdict;
  return {
    // Not every report asks for the numbers.
    get instance() {
      return drawn.instance;
    },
    verdict: { kind, basis },
    optimal: optimal.map(nameOfDrawn),
    traps: traps.map(nameOfDrawn),
    holds,
  };
}

const VERDICTS = ['always', 'depends', 'undecided', 'never'] as const;

function counts({ instances }: FamilyAnalysis) {
  return CONDITION_IDS.flatMap((id) => {
    const all = instances.map(({ holds }) => holds.get(id));
    if (all.includes(undefined)) return [];
    return [
      { id, holds: all.filter((each) => each).length, undecided: all.filter((h) => h === null).length },
    ];
  });
}

export function familyLines(family: FamilyAnalysis): string[] {
  const n = family.instances.length;
  const claims = family.hasStates ? POLICY_CLAIM_OF_MANY : CLAIM_OF_MANY;
  const verdicts = VERDICTS.flatMap((kind) => {
    const some = family.instances.filter(({ verdict }) => verdict.kind === kind).length;
    return some > 0 ? [`${some} ${claims[kind]}`] : [];
  });
  const draws = family.tries === n ? '' : `, found in ${family.tries} draws`;
  const rows = counts(family);
  const width = Math.max(...rows.map(({ id }) => id.length));
  const digits = String(n).length;
  return [
    `${n} instance${n === 1 ? '' : 's'}${draws}; verdicts: ${verdicts.join(', ')}`,
    'each condition holds of',
    ...rows.map(
      ({ id, holds: of, undecided }) =>
        `${id.padEnd(width)}  ${String(of).padStart(digits)} of ${n}${undecided > 0 ? ` (${undecided} undecided)` : ''}`,
    ),
  ];
}

export function familyJson(family: FamilyAnalysis): object {
  return {
    tries: family.tries,
    conditions: counts(family),
    instances: family.instances.map(({ instance, verdict, optimal, traps }) => ({
      ...instanceJson(instance),
      verdict,
      optimal,
      traps,
    })),
  };
}
