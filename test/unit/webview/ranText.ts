/** Runs a text as the host does: subject, plan, runs, and what is known of a process. */
import { runBatch } from '../../../src/engine/batch.js';
import { emptyRecording, extend } from '../../../src/engine/recording.js';
import type { Ending } from '../../../src/engine/types.js';
import { problemsOf } from '../../../src/experiment/generate/problems.js';
import { plan } from '../../../src/experiment/plan.js';
import { isMdp } from '../../../src/model/numericMdp.js';
import { optimalRows, optimumNumbers } from '../../../src/model/processNumbers.js';
import type { ChartedExperiment, ChartedRun } from '../../../src/shared/messages.js';
import { subjectOf } from '../../../src/shared/subject.js';
import { readSpec } from '../../../src/spec/read.js';
import { charted } from '../charted.js';

export function ranText(text: string): ChartedExperiment {
  const reading = readSpec(text);
  const { cells } = plan(problemsOf(reading), reading.run!);
  const recordings = cells.map(() => emptyRecording());
  const endings: Ending[] = [];
  runBatch(cells, {
    recorded: (task, _from, piece) => extend(recordings[task]!, piece),
    progress: () => {},
    ended: (task, how) => {
      endings[task] = how;
    },
  });
  const results = cells.map(
    ({ facts }, i): ChartedRun => ({
      facts,
      recording: recordings[i]!,
      ending: endings[i]!,
      milliseconds: 1,
    }),
  );
  const subject = subjectOf('file:///a.linspg', reading)!;
  const { problem } = cells[0]!;
  if (!isMdp(problem)) return charted(1, results, { subject });
  const optimum = optimumNumbers(problem.optimum);
  return charted(1, results, { subject: { ...subject, optimal: optimalRows(optimum) }, optimum });
}
