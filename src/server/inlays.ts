/** Inlay hints: where a start ends; how probable an action is at the start and was at the end of the last run; the margin of a trap. */
import { type InlayHint, type MarkupContent, MarkupKind } from 'vscode-languageserver/node';
import { markdown } from '../borders/markdown.js';
import { visible } from '../borders/visible.js';
import type { StartForecast } from '../conditions/types.js';
import { placeOfStart } from '../diagnostics/forecastFindings.js';
import { forecastText } from '../diagnostics/forecastWords.js';
import { list, short } from '../diagnostics/format.js';
import { startPolicy } from '../experiment/startPolicy.js';
import type { Bandit } from '../model/bandit.js';
import { relation } from '../model/decimal.js';
import type { OutcomeParams } from '../shared/protocol.js';
import { rowSources } from '../spec/rowSources.js';
import type { ActionSource } from '../spec/types.js';
import type { DocumentAnalysis } from './analyser.js';
import { readMore } from './docs.js';
import type { HintSettings } from './settings.js';

/** The most ends that one hint names. */
const SHOWN = 4;

/** @param outcome that of the last run, if it is known */
export function inlayHints(
  known: DocumentAnalysis,
  settings: HintSettings,
  outcome: OutcomeParams | null,
): InlayHint[] {
  return [...(settings.forecast ? forecastHints(known) : []), ...rowHints(known, settings, outcome)];
}

/** `init: [3, 3]` → ends at a2. */
function forecastHints({ document, reading, analysis }: DocumentAnalysis): InlayHint[] {
  const { bandit } = reading;
  if (bandit === null || !analysis?.forecasts) return [];
  const written = reading.source.run.init !== undefined;
  return analysis.forecasts.flatMap((forecast): InlayHint[] => {
    const range = placeOfStart(reading, forecast);
    if (range === null || forecast.impossible !== undefined) return [];
    // A default start is shown at the key `run`, behind its colon.
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

/** Behind the name of each action: everything about it in one hint. */
function rowHints(
  known: DocumentAnalysis,
  settings: HintSettings,
  outcome: OutcomeParams | null,
): InlayHint[] {
  const { document, reading, analysis } = known;
  const rows = rowSources(reading.source);
  const problem = reading.bandit ?? reading.mdp;
  const start =
    settings.startProbability && problem && reading.run ? startPolicy(problem, reading.run) : null;
  const isOfThis = outcome?.version === document.version && outcome.least.length === rows.length;
  const end = settings.finalProbability && isOfThis ? outcome : null;
  const margins = new Map(
    (settings.trapMargin ? (analysis?.conditions ?? []) : []).flatMap(({ id, holds, action, margin }) =>
      id === 'trap' && holds && action !== undefined && margin !== null ? [[action, margin]] : [],
    ),
  );
  return rows.flatMap((places, row): InlayHint[] => {
    if (places === null) return [];
    const margin = margins.get(row);
    const said = [
      ...(start ? [`π₀ ${rounded(start[row]!)}`] : []),
      ...(end ? [`π_T ${between(end.least[row]!, end.greatest[row]!)}`] : []),
      ...(margin === undefined ? [] : [`trap by ${short(margin)}`]),
    ];
    if (said.length === 0) return [];
    return [
      {
        position: document.positionAt(behind(document.getText(), places)),
        label: said.join(' · '),
        paddingLeft: true,
        tooltip: tooltip({ isStart: start !== null, runs: end?.runs ?? 0, isTrap: margin !== undefined }),
      },
    ];
  });
}

/** Behind the closing brace of an action, if it is on the same line; otherwise behind its name and colon. */
function behind(text: string, { name, reward, row }: ActionSource): number {
  const end = Math.max(name.end, reward.end, row.end);
  if (!text.slice(name.start, end).includes('\n'))
    return end + (/^[ \t]*\}/.exec(text.slice(end, end + LOOKED_AT))?.[0].length ?? 0);
  return text.indexOf(':', name.end) + 1;
}

/** In characters: how far behind an action its brace is looked for. */
const LOOKED_AT = 200;

function rounded(probability: number): string {
  const short = Number(probability.toPrecision(3));
  return `${relation(short === probability)} ${short}`;
}

function between(least: number, greatest: number): string {
  if (least === greatest) return rounded(least);
  return `${rounded(least)} to ${Number(greatest.toPrecision(3))}`;
}

function tooltip({
  isStart,
  runs,
  isTrap,
}: {
  readonly isStart: boolean;
  /** 0: nothing is known of them. */
  readonly runs: number;
  readonly isTrap: boolean;
}): MarkupContent {
  const lines = [
    ...(isStart ? ['`π₀`: its probability at the start of the experiment.'] : []),
    ...(runs > 0
      ? [
          `\`π_T\`: its probability at the end of the last run, as observed${runs > 1 ? `: the least and the greatest of ${runs} runs` : ''}.`,
        ]
      : []),
    ...(isTrap
      ? [`\`trap\`: it attracts, and its condition holds with this margin.\n\n${readMore('trap').source}`]
      : []),
  ];
  return { kind: MarkupKind.Markdown, value: lines.join('\n\n') };
}

/** `a2`; for several starts `a1: 106, a2: 94`. */
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
