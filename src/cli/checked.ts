/** What is reported about one file: everything wrong with it, the conditions and the verdict. */
import type { MdpAnalysis } from '../conditions/policies/types.js';
import type { Analysis } from '../conditions/types.js';
import { findings, findingsOfFault } from '../diagnostics/findings.js';
import { policyWords } from '../diagnostics/policyWords.js';
import { verdictWords } from '../diagnostics/verdictWords.js';
import { analyseBeforeRun } from '../experiment/analyseBeforeRun.js';
import { analyseMdpBeforeRun, type Wanted } from '../experiment/analyseMdpBeforeRun.js';
import type { Bandit } from '../model/bandit.js';
import type { Mdp } from '../model/mdp.js';
import type { ReadText } from '../server/edits.js';
import { readSpec } from '../spec/read.js';
import type { Reading } from '../spec/types.js';
import { type Diagnostic, diagnosticsOf, type Found } from './diagnostics.js';
import { analyseFamily, type FamilyAnalysis } from './family.js';
import { filesOf, type Input } from './input.js';

export interface Checked extends ReadText {
  readonly input: Input;
  readonly bandit: Bandit | null;
  /** null: there is no bandit, or it has errors. */
  readonly analysis: Analysis | null;
  readonly mdp: Mdp | null;
  /** For a contextual bandit or an MDP. */
  readonly policies: MdpAnalysis | null;
  /** The verdict in words. */
  readonly sentence: string | null;
  readonly diagnostics: readonly Diagnostic[];
  /** The diagnostics with their fixes, in offsets of the text. */
  readonly found: readonly Found[];
  /** null: the file has no family, or one with errors. */
  readonly family: FamilyAnalysis | null;
}

/** Never throws: a fault of this program is a diagnostic of its own. */
export function checkedOf(input: Input, wanted?: Wanted): Checked {
  const files = filesOf(input);
  const reading = readSpec(input.text, files);
  const { bandit, mdp, run } = reading;
  const { analysis, policies, family, found } = examined(reading, wanted);
  const all = [...input.issues, ...found];
  return {
    input,
    reading,
    files,
    bandit,
    analysis,
    mdp,
    policies,
    sentence:
      bandit && analysis
        ? verdictWords(bandit, analysis, run).sentence
        : mdp && policies && policyWords(mdp, policies, run).sentence,
    family,
    diagnostics: diagnosticsOf(input, all),
    found: all,
  };
}

function examined(
  reading: Reading,
  wanted: Wanted | undefined,
): Pick<Checked, 'analysis' | 'policies' | 'family'> & {
  readonly found: readonly Found[];
} {
  try {
    const analysis = reading.bandit && analyseBeforeRun(reading.bandit, reading.run);
    const policies = reading.mdp && analyseMdpBeforeRun(reading.mdp, reading.run, wanted);
    const { family, issues } = analyseFamily(reading);
    return { analysis, policies, family, found: [...findings(reading, analysis, policies), ...issues] };
  } catch (fault) {
    return { analysis: null, policies: null, family: null, found: findingsOfFault(reading, fault) };
  }
}
