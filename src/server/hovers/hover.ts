/** One hover a place: what the word means, then what this text's numbers make of it, then where to read why. */
import { type Hover, type MarkupContent, MarkupKind, type Position } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Markdown } from '../../borders/markdown.js';
import type { DocumentAnalysis } from '../analyser.js';
import { rangeOf } from '../diagnostics.js';
import type { Meaning } from '../vocabulary/meaning.js';
import { actionHover } from './action.js';
import { banditHover } from './bandit.js';
import { featuresHover } from './features.js';
import { fileHover } from './file.js';
import { initHover } from './init.js';
import { learningRateHover } from './learningRate.js';
import { type Place, placeAt } from './place.js';
import { policyHover } from './policies.js';
import { rewardHover } from './reward.js';

export interface TextHover extends Hover {
  readonly contents: MarkupContent;
}

/** @param meaning what the language says there @param known undefined: nothing about the numbers */
export function hoverAt(
  document: TextDocument,
  known: DocumentAnalysis | undefined,
  position: Position,
  meaning: Meaning | null,
): TextHover | null {
  const place = known && placeAt(document.getText(), known.reading, document.offsetAt(position));
  const lines = place ? numbersAt(known, place) : [];
  const paragraphs = [...(meaning ? [meaning.markdown] : []), ...lines.map(({ source }) => source)];
  const range = place && lines.length > 0 ? place.range : meaning?.range;
  if (!range || paragraphs.length === 0) return null;
  return {
    contents: { kind: MarkupKind.Markdown, value: paragraphs.join('\n\n') },
    range: rangeOf(document, range),
  };
}

function numbersAt({ reading, analysis, policies }: DocumentAnalysis, place: Place): Markdown[] {
  if (place.at === 'file') return fileHover(place.file);
  const { bandit, mdp, run } = reading;
  if (mdp !== null && policies !== null) return policyHover(mdp, policies, run, place);
  if (bandit === null || analysis === null) return [];
  switch (place.at) {
    case 'bandit':
      return banditHover(bandit, analysis, run);
    case 'action':
      return actionHover(bandit, analysis, place.action);
    case 'reward':
      return rewardHover(bandit, analysis, place.action);
    case 'features':
      return featuresHover(bandit, analysis, place.action);
    case 'matrix':
      return featuresHover(bandit, analysis, null);
    case 'rewards':
      return [];
    case 'learning-rate':
      return learningRateHover(bandit, run);
    case 'init':
      return initHover(bandit, analysis, place.entry);
    case 'mdp':
    case 'contexts':
    case 'state':
    case 'pair':
      return [];
    case 'run':
      return reading.source.run.init ? [] : initHover(bandit, analysis, null);
  }
}
