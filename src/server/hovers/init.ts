import { type Markdown, markdown } from '../../borders/markdown.js';
import type { ConditionId } from '../../conditions/catalogue.js';
import type { Analysis } from '../../conditions/types.js';
import { forecastText } from '../../diagnostics/forecastWords.js';
import { equal } from '../../diagnostics/format.js';
import { quantityName } from '../../diagnostics/quantities.js';
import type { Bandit } from '../../model/bandit.js';
import { readMore } from '../docs.js';

/** Where the starts end by the flow of small steps, and the figures of θ_0. `entry`: one of several, or null for all. */
export function initHover(
  bandit: Bandit,
  { forecasts, conditions }: Analysis,
  entry: number | null,
): Markdown[] {
  const wanted = (forecasts ?? []).filter(({ init }) => entry === null || init === entry);
  const figures = (['gradient-angle', 'fisher'] as const satisfies readonly ConditionId[]).flatMap(
    (id) => conditions.find((condition) => condition.id === id)?.values ?? [],
  );
  return [
    ...wanted.map((forecast) => {
      const text = forecastText(bandit, forecast);
      return forecast.impossible ? markdown`**${text}**` : markdown`**Forecast: ${text}.**`;
    }),
    ...(wanted.length > 0
      ? [markdown`By the flow \`θ′ = ∇f(θ)/‖∇f(θ)‖\`, the limit of small steps with exact gradients.`]
      : []),
    ...(figures.length > 0
      ? [
          markdown`At θ₀: ${figures.map((one) => `${quantityName(one).replace(' at θ₀', '')} ${equal(one.value)}`).join(', ')}.`,
        ]
      : []),
    readMore('forecast', 'gradient-angle', 'fisher'),
  ];
}
