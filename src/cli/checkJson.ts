/** The JSON that `check --format json` prints about a file, for other programs. */
import type { Condition, StartForecast } from '../conditions/types.js';
import { forecastText } from '../diagnostics/forecastWords.js';
import { quantityName } from '../diagnostics/quantities.js';
import { reasonText } from '../diagnostics/reasons.js';
import type { Bandit } from '../model/bandit.js';
import type { Checked } from './checked.js';
import { familyJson } from './family.js';
import { policiesJson } from './policies.js';

/** The JSON of one file: actions by name. */
export function toJson(checked: Checked): object {
  const { input, bandit, analysis, mdp, policies, sentence, family, diagnostics } = checked;
  const { file } = input;
  if (mdp && policies) return { file, ...policiesJson(mdp, policies, sentence), diagnostics };
  const names = bandit?.names ?? [];
  const named = (actions: readonly number[]) => actions.map((a) => names[a]!);
  const condition = (whole: Condition) => {
    const { id, action, holds, basis, margin, actions, certificate, reason: _, values, ...rest } = whole;
    const reason = reasonText(names, whole);
    return {
      id,
      ...(action !== undefined && { action: names[action] }),
      holds,
      basis,
      margin,
      actions: named(actions),
      ...(certificate && {
        certificate: certificate.map(({ from, to, ...weight }) => ({
          from: names[from],
          to: names[to],
          ...weight,
        })),
      }),
      ...rest,
      ...(values && { values: values.map((one) => ({ name: quantityName(one), value: one.value })) }),
      ...(reason && { reason }),
    };
  };
  return {
    file,
    verdict: analysis && {
      kind: analysis.verdict.kind,
      basis: analysis.verdict.basis,
      optimal: named(analysis.verdict.optimal),
      traps: named(analysis.verdict.traps),
      text: sentence,
    },
    conditions: analysis?.conditions.map(condition) ?? [],
    ...(bandit &&
      analysis?.forecasts && { forecasts: analysis.forecasts.map((one) => forecastJson(bandit, one)) }),
    ...(analysis?.maxima && {
      maxima: {
        ...analysis.maxima,
        actions: analysis.maxima.actions.map(({ action, starts }) => ({ action: names[action], starts })),
      },
    }),
    ...(family && { family: familyJson(family) }),
    diagnostics,
  };
}

function forecastJson(bandit: Bandit, forecast: StartForecast): object {
  const { init, followed, total, ends, impossible } = forecast;
  const text = forecastText(bandit, forecast);
  return {
    init,
    followed,
    total,
    text,
    ...(impossible && { impossible: text }),
    ends: ends.map(({ kind, actions, gap, count }) => ({
      kind,
      actions: actions.map((action) => bandit.names[action]!),
      gap,
      count,
    })),
  };
}
