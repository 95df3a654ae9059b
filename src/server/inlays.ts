/** Forecasts beside the starts: `init: [3, 3]` → ends at a2. */
import { type InlayHint, MarkupKind } from 'vscode-languageserver/node';
import { markdown } from '../borders/markdown.js';
import { visible } from '../borders/visible.js';
import type { StartForecast } from '../conditions/types.js';
import { placeOfStart } from '../diagnostics/forecastFindings.js';
import { forecastText } from '../diagnostics/forecastWords.js';
import { list } from '../diagnostics/format.js';
import type { Bandit } from '../model/bandit.js';
import type { DocumentAnalysis } from './analyser.js';
import { readMore } from './docs.js';

/** Ends that one hint names. */
const SHOWN = 4;

export function inlayHints({ document, reading, analysis }: DocumentAnalysis): InlayHint[] {
  const { bandit } = reading;
  if (bandit === null || !analysis?.forecasts) return [];
  const written = reading.source.run.init !== undefined;
  return analysis.forecasts.flatMap((forecast): InlayHint[] => {
    const range = placeOfStart(reading, forecast);
    if (range === null || forecast.impossible !== undefined) return [];
    // The key `run` is followed by a colon, where a default start is shown.
    const place = written ? range.end : range.end + 1;
    return [
      {
        position: document.positionAt(place),
        label: `${written ? '' : 'θ₀ = 0 '}→ ${visible(endsIn(bandit, forecast))}`,
        paddingLeft: true,
        tooltip: {
          kind: MarkupKind.Markdown,
          value: markdown`Forecast: ${forecastText(bandit, forecast)}.\n\n${readMore('forecast')}`.source,
        },
      },
    ];
  });
}

/** `a2`, or of several starts `a1: 106, a2: 94`. */
function endsIn(bandit: Bandit, { ends, total }: StartForecast): string {
  const named = ends.map(({ kind, actions, gap, count }) => {
    const end =
      kind === 'undecided'
        ? 'uncertain'
        : kind === 'finite'
          ? `a finite point${gap! > 0 ? '' : ' of the best reward'}`
          : list(
              actions.map((action) => bandit.names[action]!),
              3,
            );
    return total === 1 ? end : `${end}: ${count}`;
  });
  return named.length > SHOWN ? `${named.slice(0, SHOWN).join(', ')}, …` : named.join(', ');
}
