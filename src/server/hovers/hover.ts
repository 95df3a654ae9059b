/** One hover for each place: what the numbers of this text say about the word, why, what the word means in the language, and where to read more. */
import { type Hover, type MarkupContent, MarkupKind, type Position } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { DocumentAnalysis } from '../analyser.js';
import { rangeOf } from '../diagnostics.js';
import type { Meaning } from '../vocabulary/meaning.js';
import { actionHover } from './action.js';
import { banditHover } from './bandit.js';
import { familyHover } from './family.js';
import { featuresHover } from './features.js';
import { fileHover } from './file.js';
import { initHover } from './init.js';
import { learningRateHover } from './learningRate.js';
import { parameterHover } from './parameter.js';
import { NOTHING, type Parts, paragraphsOf } from './parts.js';
import { type Place, placeAt } from './place.js';
import { policyHover } from './policies.js';
import { rewardHover } from './reward.js';

export interface TextHover extends Hover {
  readonly contents: MarkupContent;
}

/** @param meaning the meaning of the word in the language @param known undefined: nothing is known about the numbers */
export function hoverAt(
  document: TextDocument,
  known: DocumentAnalysis | undefined,
  position: Position,
  meaning: Meaning | null,
): TextHover | null {
  const offset = document.offsetAt(position);
  const place = known && placeAt(document.getText(), known.reading, offset);
  const computed = known && parameterHover(known.reading, offset);
  const ofPlace = place ? partsAt(known, place) : NOTHING;
  const parts = { ...ofPlace, answer: [...(computed?.lines ?? []), ...ofPlace.answer] };
  const paragraphs = paragraphsOf(parts, meaning?.markdown ?? null);
  const range = computed?.range ?? (place && parts.answer.length > 0 ? place.range : meaning?.range);
  if (!range || paragraphs.length === 0) return null;
  return {
    contents: { kind: MarkupKind.Markdown, value: paragraphs.join('\n\n') },
    range: rangeOf(document, range),
  };
}

function partsAt({ reading, analysis, policies }: DocumentAnalysis, place: Place): Parts {
  if (place.at === 'file') return fileHover(place.file);
  const { bandit, mdp, family, run } = reading;
  if (family !== null && place.at === 'generate') return familyHover(family);
  if (mdp !== null && policies !== null) return policyHover(mdp, policies, reading, place);
  if (bandit === null || analysis === null) return NOTHING;
  switch (place.at) {
    case 'bandit':
      return banditHover(bandit, analysis, run);
    case 'action':
      return actionHover(bandit, analysis, place.action);
    case 'reward':
      return rewardHover(bandit, analysis, place.action);
    case 'features':
      return featuresHover(bandit, analysis, place.action, place.feature);
    case 'matrix':
      return featuresHover(bandit, analysis, null, null);
    case 'learning-rate':
      return learningRateHover(bandit, run, place.entry);
    case 'init':
      return initHover(bandit, analysis, place.entry);
    case 'run':
      return reading.source.run.init ? NOTHING : initHover(bandit, analysis, null);
    default:
      return NOTHING;
  }
}
