/** What is known of a text without an editor, in the form that a panel receives. */
import { analyseBeforeRun } from '../experiment/analyseBeforeRun.js';
import { analyseMdpBeforeRun } from '../experiment/analyseMdpBeforeRun.js';
import { analysisView } from '../shared/analysisView.js';
import type { AnalysisView, Subject } from '../shared/messages.js';
import { subjectOf } from '../shared/subject.js';
import type { Reading } from '../spec/types.js';

export interface KnownProblem {
  readonly subject: Subject;
  readonly analysis: AnalysisView | null;
}

/** @param file its name. @returns null if the text has no problem, or one with errors */
export function knownProblem(file: string, reading: Reading): KnownProblem | null {
  const subject = subjectOf(file, reading);
  if (subject === null) return null;
  const { bandit, mdp, run } = reading;
  const analysis = bandit && analyseBeforeRun(bandit, run);
  const policies = mdp && analyseMdpBeforeRun(mdp, run);
  return { subject, analysis: analysisView(reading, analysis, policies) };
}
