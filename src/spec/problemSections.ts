/** The section of a text with its problem: `bandit`, `contexts`, `mdp` or `generate`. */
import type { Bandit } from '../model/bandit.js';
import { type Family, rowsOfFamily } from '../model/family.js';
import { dimensionsOf, type Mdp } from '../model/mdp.js';
import { type BanditReading, readBandit } from './bandit.js';
import { aboutFamily, readGenerate } from './generate.js';
import { type MdpReading, readContextual, readMdp } from './mdp/mdp.js';
import { aboutUnreachable } from './mdp/reachable.js';
import type { Entry, Reader } from './nodes.js';
import type { RunContext } from './runContext.js';
import type { SpecSource } from './types.js';

/** A file has exactly one of these keys. */
export const PROBLEM_KEYS = ['bandit', 'contexts', 'mdp', 'generate'] as const;

/** At most one of the problems; a problem is null if it has an error or is not written. */
export interface ProblemReading {
  readonly bandit: Bandit | null;
  readonly family: Family | null;
  readonly mdp: Mdp | null;
  readonly source: Omit<SpecSource, 'parameters' | 'expressions' | 'runKey' | 'run'>;
  /** What `run` must fit. */
  readonly context: RunContext;
}

const NO_BANDIT: BanditReading = {
  names: [],
  bandit: null,
  actions: [],
  noise: null,
  unwritten: null,
  areRewardsInFile: false,
};

const NO_STATES: MdpReading = {
  mdp: null,
  layout: null,
  states: [],
  table: [],
  unwritten: null,
  beside: {},
  noise: null,
  mentions: [],
};

/**
 * Reads the section of the problem. Two of them are an error of the file, and the first of `PROBLEM_KEYS` is read.
 *
 * @param isIntact whether a section's syntax is right; a problem of another section is not used.
 */
export function readProblem(
  reader: Reader,
  sections: ReadonlyMap<string, Entry>,
  isIntact: (key: string) => boolean,
): ProblemReading {
  const problemKey = PROBLEM_KEYS.find((key) => sections.has(key));
  const entryOf = (key: (typeof PROBLEM_KEYS)[number]) =>
    key === problemKey ? sections.get(key) : undefined;
  const [banditEntry, generateEntry] = [entryOf('bandit'), entryOf('generate')];
  const [contextsEntry, mdpEntry] = [entryOf('contexts'), entryOf('mdp')];
  const isUsed = problemKey !== undefined && isIntact(problemKey);
  const sound = <T>(value: T | null) => (isUsed ? value : null);

  const ofBandit = readWhole(reader, banditEntry, NO_BANDIT, readBandit, ({ bandit }) => bandit);
  const generated = readWhole(reader, generateEntry, null, readGenerate, (family) => family);
  const readStates = contextsEntry ? readContextual : readMdp;
  const ofStates = readWhole(reader, contextsEntry ?? mdpEntry, NO_STATES, readStates, ({ mdp }) => mdp);
  const { actions, areRewardsInFile } = ofBandit.reading;
  const { states, table, beside, mentions } = ofStates.reading;
  const [bandit, family, mdp] = [sound(ofBandit.problem), sound(generated.problem), sound(ofStates.problem)];
  if (family && generateEntry) reader.report(aboutFamily(family, generateEntry.key));
  if (mdp) for (const fact of aboutUnreachable(mdp, { states, beside })) reader.report(fact);
  return {
    bandit,
    family,
    mdp,
    source: {
      banditKey: banditEntry?.key ?? null,
      generateKey: generateEntry?.key ?? null,
      contextsKey: contextsEntry?.key ?? null,
      mdpKey: mdpEntry?.key ?? null,
      actions,
      states,
      table,
      unwritten: ofStates.reading.unwritten ?? ofBandit.reading.unwritten,
      areRewardsInFile,
      beside,
      mentions,
      noise: ofBandit.reading.noise ?? ofStates.reading.noise,
    },
    context: {
      names: ofBandit.reading.names,
      bandit,
      family,
      mdp,
      layout: ofStates.reading.layout,
      shape: bandit ? shapeOf(bandit) : mdp ? shapeOfMdp(mdp) : family && shapeOfFamily(family),
      kind: mdpEntry ? 'mdp' : contextsEntry ? 'contexts' : generateEntry ? 'family' : 'bandit',
      hasStates: contextsEntry !== undefined || mdpEntry !== undefined || family?.dynamics !== undefined,
      instances: family?.count ?? 1,
      instancesKey: generateEntry?.key ?? null,
    },
  };
}

/** What is read of a section, and its problem, if the section has no error. @param nothing what is read of a section that is not written */
function readWhole<R, P>(
  reader: Reader,
  entry: Entry | undefined,
  nothing: R,
  read: (reader: Reader, entry: Entry) => R,
  problemOf: (reading: R) => P | null,
): { readonly reading: R; readonly problem: P | null } {
  if (!entry) return { reading: nothing, problem: null };
  const { reading, isSound } = reader.judged(() => read(reader, entry));
  return { reading, problem: isSound ? problemOf(reading) : null };
}

function shapeOf({ names, features, noise }: Bandit): RunContext['shape'] {
  return { actions: names.length, dimensions: features[0]?.length ?? 0, noise };
}

function shapeOfFamily(family: Family): RunContext['shape'] {
  return { actions: rowsOfFamily(family), dimensions: family.dimensions, noise: family.noise };
}

function shapeOfMdp(mdp: Mdp): RunContext['shape'] {
  return { actions: mdp.pairs.length, dimensions: dimensionsOf(mdp), noise: mdp.noise };
}
