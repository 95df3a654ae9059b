/** The diagnostics about θ_0: only where a start ends below the best reward, or where there is no such start. */

import type { Analysis, StartForecast } from '../conditions/types.js';
import type { Reading, TextRange } from '../spec/types.js';
import type { Finding } from './finding.js';
import { forecastText } from './forecastWords.js';

export function forecastFindings(reading: Reading, analysis: Analysis): Finding[] {
  const { bandit } = reading;
  if (bandit === null) return [];
  return (analysis.forecasts ?? []).flatMap((forecast): Finding[] => {
    const range = placeOfStart(reading, forecast);
    if (range === null) return [];
    if (forecast.impossible !== undefined) {
      return [
        { severity: 'error', code: 'no-trap', message: forecastText(bandit, forecast), range, related: [] },
      ];
    }
    const worse = forecast.ends.filter(({ gap }) => gap !== null && gap > 0);
    if (worse.length === 0) return [];
    return [
      {
        severity: isNews(reading, analysis, forecast) ? 'warning' : 'information',
        code: 'forecast',
        message: `Forecast for ${exact(reading) ? 'small steps' : 'exact gradients and small steps'}: ${forecastText(bandit, forecast)}.`,
        range,
        related: worse
          .flatMap(({ actions }) => actions)
          .slice(0, 8)
          .flatMap((action) => {
            const place = reading.source.actions[action];
            return place ? [{ range: place.name, message: 'the forecast ends here' }] : [];
          }),
      },
    ];
  });
}

/** Where a start is written: at its entry of `init`, otherwise at the key `run`. */
export function placeOfStart({ source }: Reading, { init }: Pick<StartForecast, 'init'>): TextRange | null {
  const written = source.run.init;
  return written ? (written.items[init] ?? written.value) : source.runKey;
}

/**
 * It is no news that a start put into a trap ends there, that a policy that cannot be optimal does not become so, or that one of many starts ends
 * below the best.
 */
function isNews(reading: Reading, { verdict }: Analysis, { init, total }: StartForecast): boolean {
  return (
    exact(reading) && total === 1 && verdict.kind !== 'never' && reading.run?.init[init]?.kind !== 'trap'
  );
}

function exact({ run }: Reading): boolean {
  return run?.gradient.includes('exact') === true;
}
