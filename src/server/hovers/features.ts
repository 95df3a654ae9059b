import { code, Markdown, markdown } from '../../borders/markdown.js';
import type { ConditionId } from '../../conditions/catalogue.js';
import type { Analysis } from '../../conditions/types.js';
import { shifted } from '../../diagnostics/approximationError.js';
import { equal, short, withReward } from '../../diagnostics/format.js';
import type { Bandit, Real } from '../../model/bandit.js';
import { roleOf } from './action.js';
import type { Parts } from './parts.js';

/** Longer rows are not written out. */
const MOST_WRITTEN = 8;

/** What a feature, or a row of features, adds to the logit, and the role of its action; at the key, what the features can express. */
export function featuresHover(
  bandit: Bandit,
  analysis: Analysis,
  action: number | null,
  feature: number | null,
): Parts {
  const of = (id: ConditionId) => analysis.conditions.find((condition) => condition.id === id);
  const rank = of('rank');
  const realizable = of('realizable');
  const angle = of('gradient-angle')?.values?.at(-1);
  const size = `${bandit.names.length}×${bandit.features[0]!.length}`;
  const ofRank = rank
    ? [
        markdown`X is ${size} of rank ${rank.values![0]!.value}, with singular values from ${short(rank.values![1]!.value)} down to ${short(rank.values![2]!.value)}.`,
      ]
    : [];
  const figures = [
    ...(action === null ? [] : ofRank),
    ...(angle
      ? [
          markdown`At θ₀ the gradient in logits, \`(diag π − ππᵀ) r\`, makes an angle of ${short(angle.value)}° with the span of the features.`,
        ]
      : []),
    ...(realizable
      ? [
          realizable.holds
            ? markdown`The features represent the rewards exactly: \`r̂ = X X⁺ r = r\`.`
            : markdown`\`r̂ = X X⁺ r\` misses r by ‖r̂ − r‖₂ ${equal(realizable.values![0]!.value)}, which does not decide convergence.${new Markdown(shifted(realizable))}`,
        ]
      : []),
  ];
  const pages = ['realizable', 'rank', 'gradient-angle'] as const;
  if (action === null) return { answer: ofRank, figures, pages };
  const { role, basis } = roleOf(analysis, action);
  return {
    answer: featureAnswer(`x(${bandit.names[action]})`, bandit.features[action]!, feature),
    reason:
      role === null
        ? []
        : [
            markdown`With these features ${withReward(bandit, action)} is ${role}${basis ? ` (${basis})` : ''}.`,
          ],
    figures,
    pages,
  };
}

/** @param symbol that of the row @param feature null: all features */
export function featureAnswer(symbol: string, row: readonly Real[], feature: number | null): Markdown[] {
  const ofRow =
    row.length <= MOST_WRITTEN
      ? [
          markdown`${code(`${symbol} = (${row.map(({ literal }) => literal).join(', ')})`)}, ‖${symbol.slice(0, 1)}‖ ${equal(Math.hypot(...row.map(({ value }) => value)))}; logit ${code(`${symbol}ᵀθ`)}`,
        ]
      : [];
  if (feature === null) return ofRow;
  const entry = row[feature]!;
  return [
    markdown`**Feature ${feature + 1} of ${row.length}: ${code(entry.literal)}**, so the logit ${code(`${symbol}ᵀθ`)} has the term ${code(`${entry.literal}·θ${subscript(feature + 1)}`)}.`,
    ...ofRow,
  ];
}

function subscript(n: number): string {
  return [...String(n)].map((digit) => '₀₁₂₃₄₅₆₇₈₉'[Number(digit)]).join('');
}
