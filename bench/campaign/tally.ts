/** The results of a block of the campaign's instances, added up by family. Plain JSON, so that blocks can be kept and merged. */
import type { Family } from './instances.js';
import type { Judgement } from './judge.js';

export interface FamilyTally {
  instances: number;
  /** `always, proved` and the like → how many. */
  verdicts: Record<string, number>;
  explanations: Record<string, number>;
  starts: number;
  /** Reason → how many starts. */
  unsettled: Record<string, number>;
  refined: number;
  traps: number;
  trapsUntested: number;
  compared: number;
}

export interface Tally {
  families: Partial<Record<Family, FamilyTally>>;
  /** One sentence each, with the number of the instance. */
  wrong: string[];
  /** Unsettled starts that are worth a look, likewise. */
  suspected: string[];
}

export function add(tally: Tally, family: Family, number: number, judgement: Judgement): void {
  const { analysis, explanation, unsettled, wrong } = judgement;
  const found = familyOf(tally, family);
  found.instances++;
  count(found.verdicts, `${analysis.verdict.kind}, ${analysis.verdict.basis}`);
  if (explanation) count(found.explanations, explanation);
  for (const reason of unsettled) count(found.unsettled, reason);
  found.starts += judgement.starts;
  found.refined += judgement.refined;
  found.traps += judgement.traps;
  found.trapsUntested += judgement.trapsUntested;
  found.compared += judgement.compared;
  const sentence = (what: string) => `instance ${number} (${family}): ${what}`;
  tally.wrong.push(...wrong.map(sentence));
  tally.suspected.push(...judgement.suspected.map(sentence));
}

export function merge(tallies: readonly Tally[]): Tally {
  const sum: Tally = { families: {}, wrong: [], suspected: [] };
  for (const { families, wrong, suspected } of tallies) {
    for (const [family, part] of Object.entries(families)) {
      const found = familyOf(sum, family as Family);
      for (const key of ['instances', 'starts', 'refined', 'traps', 'trapsUntested', 'compared'] as const)
        found[key] += part[key];
      for (const key of ['verdicts', 'explanations', 'unsettled'] as const) {
        for (const [name, times] of Object.entries(part[key])) count(found[key], name, times);
      }
    }
    sum.wrong.push(...wrong);
    sum.suspected.push(...suspected);
  }
  return sum;
}

function familyOf(tally: Tally, family: Family): FamilyTally {
  const found = tally.families[family] ?? {
    instances: 0,
    verdicts: {},
    explanations: {},
    starts: 0,
    unsettled: {},
    refined: 0,
    traps: 0,
    trapsUntested: 0,
    compared: 0,
  };
  tally.families[family] = found;
  return found;
}

function count(counts: Record<string, number>, name: string, times = 1): void {
  counts[name] = (counts[name] ?? 0) + times;
}
