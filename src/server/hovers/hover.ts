/** One hover a place: what the word means, then what this text's numbers make of it, then where to read why. */
import { type Hover, MarkupContent, MarkupKind, type Position } from 'vscode-languageserver/node';
import type { Markdown } from '../../borders/markdown.js';
import { banditSchema, meaningOf, runSchema, specSchema } from '../../spec/schema.js';
import type { DocumentAnalysis } from '../analyser.js';
import { rangeOf } from '../diagnostics.js';
import { actionHover } from './action.js';
import { banditHover } from './bandit.js';
import { featuresHover } from './features.js';
import { initHover } from './init.js';
import { learningRateHover } from './learningRate.js';
import { type Place, placeAt } from './place.js';
import { policyHover } from './policies.js';
import { rewardHover } from './reward.js';

/** @param vocabulary what the language's own schema says there */
export function hoverAt(known: DocumentAnalysis, position: Position, vocabulary: Hover | null): Hover | null {
  const { document, reading } = known;
  const place = placeAt(document.getText(), reading, document.offsetAt(position));
  const lines = place ? numbersAt(known, place) : [];
  if (!place || lines.length === 0) return vocabulary && { ...vocabulary, contents: meaning(vocabulary) };
  const about = wordOf(place) ?? meaning(vocabulary).value;
  return {
    contents: {
      kind: MarkupKind.Markdown,
      value: [about, ...lines.map(({ source }) => source)].filter(Boolean).join('\n\n'),
    },
    range: rangeOf(document, place.range),
  };
}

function numbersAt({ reading, analysis, policies }: DocumentAnalysis, place: Place): Markdown[] {
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

/** Where the schema's validator cannot tell a key from its value, the words of the key. */
function wordOf({ at }: Place): string | null {
  switch (at) {
    case 'learning-rate':
    case 'init':
      return meaningOf(runSchema.shape[at]);
    case 'bandit':
    case 'mdp':
    case 'contexts':
    case 'run':
      return meaningOf(specSchema.shape[at]);
    case 'matrix':
      return meaningOf(banditSchema.shape.features);
    default:
      return null;
  }
}

/** The schema's words without the line that names the schema. */
function meaning(hover: Hover | null): MarkupContent {
  const contents = hover?.contents;
  const value = MarkupContent.is(contents) ? contents.value : '';
  return { kind: MarkupKind.Markdown, value: value.replace(/\s*Source: \[[^\]]*\]\([^)]*\)\s*$/, '') };
}
