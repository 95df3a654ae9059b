/** The tally as text. */
import type { FamilyTally, Tally } from './tally.js';

export function report({ families, wrong, suspected }: Tally): string {
  const lines = Object.entries(families).flatMap(([family, tally]) => [
    '',
    `${family}: ${tally.instances} instances`,
    ...familyLines(tally).map((line) => `  ${line}`),
  ]);
  return [
    ...lines,
    '',
    `wrong: ${wrong.length}`,
    ...wrong.slice(0, 50).map((each) => `  ${each}`),
    `unsettled where nothing should stay: ${suspected.length} starts`,
    ...[...new Set(suspected)].slice(0, 50).map((each) => `  ${each}`),
  ].join('\n');
}

function familyLines(tally: FamilyTally): string[] {
  const lost = Object.values(tally.unsettled).reduce((sum, times) => sum + times, 0);
  return [
    ...greatestFirst(tally.verdicts).map(([verdict, times]) => `${verdict}: ${times}`),
    ...greatestFirst(tally.explanations).map(([what, times]) => `undecided, ${what}: ${times}`),
    `predicted traps: ${tally.traps}, out of the flow's reach or not settled: ${tally.trapsUntested}`,
    `starts: ${tally.starts}, followed again with finer steps: ${tally.refined}, compared with plain iterations: ${tally.compared}`,
    `unsettled: ${lost} (${((100 * lost) / tally.starts).toFixed(2)} %)`,
    ...greatestFirst(tally.unsettled).map(([reason, times]) => `  ${reason}: ${times}`),
  ];
}

const greatestFirst = (counts: Readonly<Record<string, number>>): [string, number][] =>
  Object.entries(counts).sort(([, a], [, b]) => b - a);
