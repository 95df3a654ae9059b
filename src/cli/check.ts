import { json } from '../borders/json.js';
import { below, terminal } from '../borders/terminal.js';
import type { MdpAnalysis } from '../conditions/policies/types.js';
import type { Analysis, Condition, StartForecast } from '../conditions/types.js';
import type { Finding } from '../diagnostics/finding.js';
import { findings, findingsOfFault } from '../diagnostics/findings.js';
import { forecastText } from '../diagnostics/forecastWords.js';
import { policyWords } from '../diagnostics/policyWords.js';
import { quantityName } from '../diagnostics/quantities.js';
import { reasonText } from '../diagnostics/reasons.js';
import { verdictWords } from '../diagnostics/verdictWords.js';
import { analyseBeforeRun } from '../experiment/analyseBeforeRun.js';
import { analyseMdpBeforeRun } from '../experiment/analyseMdpBeforeRun.js';
import type { Bandit } from '../model/bandit.js';
import type { Mdp } from '../model/mdp.js';
import { FAULT, readSpec } from '../spec/read.js';
import type { Reading, SpecIssue } from '../spec/types.js';
import { type Diagnostic, diagnosticLines, diagnosticsOf, hasErrors } from './diagnostics.js';
import { analyseFamily, type FamilyAnalysis, familyJson, familyLines } from './family.js';
import { FAULT_STATUS } from './fault.js';
import { filesOf, type Input, read, UnreadableFile } from './input.js';
import { complain, forProgram, print } from './output.js';
import { policiesJson } from './policies.js';
import { styleFor } from './style.js';

interface Checked {
  readonly file: string;
  readonly bandit: Bandit | null;
  /** null: there is no bandit, or it has errors. */
  readonly analysis: Analysis | null;
  readonly mdp: Mdp | null;
  /** Of a contextual bandit or an MDP. */
  readonly policies: MdpAnalysis | null;
  /** The verdict in words. */
  readonly sentence: string | null;
  readonly diagnostics: readonly Diagnostic[];
  /** null: the file has no family, or one with errors. */
  readonly family: FamilyAnalysis | null;
}

/**
 * `linspg check`. It looks at every file, also when nobody reads what it prints any more.
 * A fault of ours in one file leaves the others their verdicts.
 * @returns the exit status. @throws OutputError
 */
export async function check(files: readonly string[], format: 'text' | 'json'): Promise<number> {
  const style = styleFor(process.stdout);
  const checked: Checked[] = [];
  let unreadable = 0;
  for (const file of files) {
    try {
      const one = checkedOf(await read(file));
      checked.push(one);
      if (format === 'text') {
        const lines = diagnosticLines(file, one.diagnostics, style);
        if (one.family) lines.push(...familyLines(one.family).map((line) => terminal`  ${line}`));
        await print(below(lines));
      }
    } catch (error) {
      if (!(error instanceof UnreadableFile)) throw error;
      complain(terminal`linspg: ${error.message}`);
      unreadable++;
    }
  }
  await print(
    format === 'json' ? forProgram(`${json(checked.map(toJson))}\n`) : terminal`${total(checked)}\n`,
  );
  if (checked.some(({ diagnostics }) => diagnostics.some(({ code }) => code === FAULT))) return FAULT_STATUS;
  if (unreadable > 0) return 2;
  return checked.some(({ diagnostics }) => hasErrors(diagnostics)) ? 1 : 0;
}

function checkedOf(input: Input): Checked {
  const reading = readSpec(input.text, filesOf(input));
  const { bandit, mdp, run } = reading;
  const { analysis, policies, family, found } = examined(reading);
  return {
    file: input.file,
    bandit,
    analysis,
    mdp,
    policies,
    sentence:
      bandit && analysis
        ? verdictWords(bandit, analysis, run).sentence
        : mdp && policies && policyWords(mdp, policies, run).sentence,
    family,
    diagnostics: diagnosticsOf(input, [...input.issues, ...found]),
  };
}

function examined(reading: Reading): Pick<Checked, 'analysis' | 'policies' | 'family'> & {
  readonly found: readonly (SpecIssue & Partial<Pick<Finding, 'related'>>)[];
} {
  try {
    const analysis = reading.bandit && analyseBeforeRun(reading.bandit, reading.run);
    const policies = reading.mdp && analyseMdpBeforeRun(reading.mdp, reading.run);
    const { family, issues } = analyseFamily(reading);
    return { analysis, policies, family, found: [...findings(reading, analysis, policies), ...issues] };
  } catch (fault) {
    return { analysis: null, policies: null, family: null, found: findingsOfFault(reading, fault) };
  }
}

/** spec-language, "Machine-readable results": actions by name. */
function toJson(checked: Checked): object {
  const { file, bandit, analysis, mdp, policies, sentence, family, diagnostics } = checked;
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

function total(checked: readonly Checked[]): string {
  const count = (severity: Diagnostic['severity'], noun: string) => {
    const n = checked.flatMap((c) => c.diagnostics).filter((d) => d.severity === severity).length;
    return `${n} ${noun}${n === 1 ? '' : 's'}`;
  };
  const files = `${checked.length} file${checked.length === 1 ? '' : 's'}`;
  return `${files}: ${count('error', 'error')}, ${count('warning', 'warning')}`;
}
