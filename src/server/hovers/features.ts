import { code, Markdown, markdown } from '../../borders/markdown.js';
import type { ConditionId } from '../../conditions/catalogue.js';
import type { Analysis } from '../../conditions/types.js';
import { shifted } from '../../diagnostics/approximationError.js';
import { equal, short } from '../../diagnostics/format.js';
import type { Bandit } from '../../model/bandit.js';
import { readMore } from '../docs.js';

/** What the feature matrix can express: its rank and conditioning, and the rewards' distance from its column space. */
export function featuresHover(bandit: Bandit, { conditions }: Analysis, action: number | null): Markdown[] {
  const of = (id: ConditionId) => conditions.find((condition) => condition.id === id);
  const rank = of('rank');
  const realizable = of('realizable');
  const angle = of('gradient-angle')?.values?.at(-1);
  const row = action === null ? null : bandit.features[action]!;
  return [
    ...(row && row.length <= 8
      ? [
          markdown`${code(`x(${bandit.names[action!]}) = (${row.map(({ literal }) => literal).join(', ')})`)}, ‖x‖ ${equal(Math.hypot(...row.map(({ value }) => value)))}; logit ${code(`x(${bandit.names[action!]})ᵀθ`)}`,
        ]
      : []),
    ...(rank
      ? [
          markdown`X is ${bandit.names.length}×${bandit.features[0]!.length} of rank ${rank.values![0]!.value}, with singular values from ${short(rank.values![1]!.value)} down to ${short(rank.values![2]!.value)}.`,
        ]
      : []),
    ...(realizable
      ? [
          realizable.holds
            ? markdown`The features represent the rewards exactly: \`r̂ = X X⁺ r = r\`.`
            : markdown`\`r̂ = X X⁺ r\` misses r by ‖r̂ − r‖₂ ${equal(realizable.values![0]!.value)}, which does not decide convergence.${new Markdown(shifted(realizable))}`,
        ]
      : []),
    ...(angle
      ? [
          markdown`At θ₀ the gradient in logits, \`(diag π − ππᵀ) r\`, makes an angle of ${short(angle.value)}° with the span of the features.`,
        ]
      : []),
    readMore('realizable', 'rank', 'gradient-angle'),
  ];
}
