import { markdown } from '../../borders/markdown.js';
import type { ConditionId } from '../../conditions/catalogue.js';
import type { MdpAnalysis } from '../../conditions/policies/types.js';
import type { Analysis } from '../../conditions/types.js';
import { forecastText } from '../../diagnostics/forecastWords.js';
import { equal } from '../../diagnostics/format.js';
import { policyForecastText } from '../../diagnostics/policyForecast.js';
import { quantityName } from '../../diagnostics/quantities.js';
import type { Bandit } from '../../model/bandit.js';
import type { Mdp } from '../../model/mdp.js';
import type { Parts } from './parts.js';

/** Where the starts end by the flow of small steps, and the figures of θ_0. @param entry one of several, or null for all. */
export function initHover(bandit: Bandit, { forecasts, conditions }: Analysis, entry: number | null): Parts {
  const wanted = (forecasts ?? []).filter(({ init }) => entry === null || init === entry);
  const figures = (['gradient-angle', 'fisher'] as const satisfies readonly ConditionId[]).flatMap(
    (id) => conditions.find((condition) => condition.id === id)?.values ?? [],
  );
  return {
    answer: wanted.map((forecast) => {
      const text = forecastText(bandit, forecast);
      return forecast.impossible ? markdown`**${text}**` : markdown`**Forecast: ${text}.**`;
    }),
    reason: wanted.length > 0 ? [BY_THE_FLOW] : [],
    figures:
      figures.length > 0
        ? [
            markdown`At θ₀: ${figures.map((one) => `${quantityName(one).replace(' at θ₀', '')} ${equal(one.value)}`).join(', ')}.`,
          ]
        : [],
    pages: ['forecast', 'gradient-angle', 'fisher'],
  };
}

/** `initHover` for starts of processes. */
export function policyInitHover(mdp: Mdp, analysis: MdpAnalysis, entry: number | null): Parts {
  const wanted = (analysis.forecasts ?? []).filter(({ init }) => entry === null || init === entry);
  return {
    answer: wanted.map((forecast) => {
      const text = policyForecastText(mdp, analysis, forecast);
      return forecast.impossible ? markdown`**${text}**` : markdown`**Forecast: ${text}.**`;
    }),
    reason: wanted.length > 0 ? [BY_THE_FLOW_OF_J] : [],
    pages: wanted.length > 0 ? ['forecast', 'policies'] : [],
  };
}

const BY_THE_FLOW = markdown`By the flow \`θ′ = ∇f(θ)/‖∇f(θ)‖\`, the limit of small steps with exact gradients.`;
const BY_THE_FLOW_OF_J = markdown`By the flow \`θ′ = ∇J(θ)/‖∇J(θ)‖\`, the limit of small steps with exact gradients.`;
