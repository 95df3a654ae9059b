/** Code lenses: commands above the lines that they are about, and only commands that the client executes. */
import type { CodeLens, Command } from 'vscode-languageserver/node';
import { trapPairs } from '../diagnostics/policyFindings.js';
import { refusalTitle } from '../diagnostics/refusal.js';
import { cannotRun, errorCount } from '../model/runnable.js';
import { PLANE_COMMAND, RATES_COMMAND, RUN_COMMAND, TRAPS_COMMAND } from '../shared/protocol.js';
import { count } from '../spec/format.js';
import type { TextRange } from '../spec/types.js';
import type { DocumentAnalysis } from './analyser.js';
import { rangeOf } from './diagnostics.js';

/**
 * Running is the same command in every case: if the text has not been corrected by then, it says why nothing can run.
 *
 * @param executes the commands that the client executes
 */
export function codeLenses(known: DocumentAnalysis, executes: readonly string[]): CodeLens[] {
  const { document, reading, found } = known;
  const { runKey, banditKey, mdpKey, contextsKey } = reading.source;
  const { uri } = document;
  const reason = cannotRun(errorCount(found), reading);
  const above = (range: TextRange | null, commands: readonly Command[]): CodeLens[] =>
    range === null
      ? []
      : commands
          .filter(({ command }) => executes.includes(command))
          .map((command) => ({ range: rangeOf(document, range), command }));
  const isDrawn = reading.bandit !== null || reading.mdp !== null;
  const traps = trapsOf(known);
  const { length = 0 } = (known.analysis ?? known.policies)?.verdict.traps ?? [];
  return [
    ...above(banditKey ?? mdpKey ?? contextsKey, [
      ...(isDrawn ? [{ title: 'Plane', command: PLANE_COMMAND, arguments: [uri] }] : []),
      ...(traps.length > 0
        ? [
            {
              title: count(length, 'trap'),
              command: TRAPS_COMMAND,
              arguments: [uri, traps.map((range) => rangeOf(document, range))],
            },
          ]
        : []),
    ]),
    ...above(runKey, [
      { title: reason === null ? '▶ Run' : refusalTitle(reason), command: RUN_COMMAND, arguments: [uri] },
      ...(reason === null ? [{ title: 'Compare rates', command: RATES_COMMAND, arguments: [uri] }] : []),
    ]),
  ];
}

/** The places of the actions that are known to trap, each once; for a process, those by which a trap differs from the best policy. */
function trapsOf({ reading, analysis, policies }: DocumentAnalysis): TextRange[] {
  const { mdp, source } = reading;
  if (analysis) return analysis.verdict.traps.flatMap((action) => source.actions[action]?.name ?? []);
  if (mdp === null || policies === null) return [];
  return trapPairs(mdp, policies).flatMap((pair) => {
    const state = mdp.stateOf[pair]!;
    return source.states[state]?.actions[pair - mdp.states[state]!.first]?.name ?? [];
  });
}
