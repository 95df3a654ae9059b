/** What `linspg check` says about a family: of how many of its instances each condition holds. */
import { analyse } from '../conditions/analyse.js';
import { CONDITION_IDS } from '../conditions/catalogue.js';
import type { Analysis } from '../conditions/types.js';
import { CLAIM_OF_MANY } from '../diagnostics/verdictWords.js';
import { generate } from '../experiment/generate/family.js';
import { tables } from '../experiment/json.js';
import { PlanError } from '../experiment/planError.js';
import type { Bandit } from '../model/bandit.js';
import type { Reading, SpecIssue } from '../spec/types.js';

export interface FamilyAnalysis {
  readonly instances: readonly { readonly bandit: Bandit; readonly analysis: Analysis }[];
  /** How many draws it took to find them. */
  readonly tries: number;
}

/** A family whose `keep` cannot be satisfied is an issue of the text. */
export function analyseFamily({ family, source }: Reading): {
  family: FamilyAnalysis | null;
  issues: SpecIssue[];
} {
  if (!family) return { family: null, issues: [] };
  try {
    const { instances, tries } = generate(family);
    const analysed = instances.map((bandit) => ({ bandit, analysis: analyse(bandit) }));
    return { family: { instances: analysed, tries }, issues: [] };
  } catch (error) {
    if (!(error instanceof PlanError)) throw error;
    const range = source.generateKey!;
    return {
      family: null,
      issues: [{ severity: 'error', code: 'keep', message: error.message, range }],
    };
  }
}

const VERDICTS = ['always', 'depends', 'undecided', 'never'] as const;

/** Does the condition hold of the instance; for `trap`: of some action. Absent where it does not apply. */
function holds({ conditions }: Analysis, id: string): boolean | null | undefined {
  const found = conditions.filter((condition) => condition.id === id);
  if (id !== 'trap') return found[0]?.holds;
  return found.some((each) => each.holds) || (found.some((each) => each.holds === null) ? null : false);
}

function counts({ instances }: FamilyAnalysis) {
  return CONDITION_IDS.flatMap((id) => {
    const all = instances.map(({ analysis }) => holds(analysis, id));
    if (all.includes(undefined)) return [];
    return [
      { id, holds: all.filter((each) => each).length, undecided: all.filter((h) => h === null).length },
    ];
  });
}

export function familyLines(family: FamilyAnalysis): string[] {
  const n = family.instances.length;
  const verdicts = VERDICTS.flatMap((kind) => {
    const some = family.instances.filter(({ analysis }) => analysis.verdict.kind === kind).length;
    return some > 0 ? [`${some} ${CLAIM_OF_MANY[kind]}`] : [];
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
    instances: family.instances.map(({ bandit, analysis: { verdict } }) => ({
      ...tables(bandit),
      verdict: { kind: verdict.kind, basis: verdict.basis },
      optimal: verdict.optimal.map((a) => bandit.names[a]!),
      traps: verdict.traps.map((a) => bandit.names[a]!),
    })),
  };
}
