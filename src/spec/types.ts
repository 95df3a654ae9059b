/** What was read of a `.linspg` text, and where it stands in it. */
import type { Bandit } from '../model/bandit.js';
import type { Family } from '../model/family.js';
import type { Mdp } from '../model/mdp.js';
import type { RunSection } from '../model/run.js';
import type { Unwritten } from '../model/written.js';
import type { FileRefusal } from './files/port.js';
import type { IssueCode } from './issueCodes.js';

/** Half-open range of UTF-16 offsets into the text. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

export interface ActionSource extends RowSource {
  /** The action's name; for the two-table form, its row in `features`. */
  readonly name: TextRange;
  readonly reward: TextRange;
}

export interface RowSource {
  /** The whole feature row. */
  readonly row: TextRange;
  /** d entries. */
  readonly features: readonly TextRange[];
}

/** An action of a state. Its row may stand in a table beside the states; then, or where its features are not written, `row` is there or its name. */
export interface PairSource extends ActionSource {
  /** null in a contextual bandit, and where it is missing. */
  readonly to: TransitionsSource | null;
}

export interface TransitionsSource {
  readonly key: TextRange;
  readonly value: TextRange;
  /** In the order of the text, those of states that are known. `probability` is null where the state is reached for certain. */
  readonly entries: readonly {
    readonly state: number;
    readonly name: TextRange;
    readonly probability: TextRange | null;
  }[];
}

/** A state, or a context. */
export interface StateSource {
  readonly name: TextRange;
  /** What stands at its name: its actions, or `terminal`. */
  readonly value: TextRange;
  /** Of its pairs, in their order; none for a terminal state. */
  readonly actions: readonly PairSource[];
  /** Of a context. */
  readonly probability: TextRange | null;
}

/** A place, other than the key of its own, where the name of a state or of an action is written. */
export interface Mention {
  readonly range: TextRange;
  /** The index is of a state, of a pair of an `Mdp`, or of an action of a bandit. */
  readonly of: 'state' | 'action';
  readonly index: number;
}

/** Where everything stands in the text. */
export interface SpecSource {
  /** The key `bandit`. */
  readonly banditKey: TextRange | null;
  readonly actions: readonly ActionSource[];
  /** The key `generate`. */
  readonly generateKey: TextRange | null;
  /** The key `contexts`. */
  readonly contextsKey: TextRange | null;
  /** The key `mdp`. */
  readonly mdpKey: TextRange | null;
  /** Of contexts and MDPs, in the order of the model; none for an environment. */
  readonly states: readonly StateSource[];
  /** Of an environment with a table of features: where the row of each pair stands; null: it has none. Else no entries. */
  readonly table: readonly (RowSource | null)[];
  /** Of features whose numbers are not written: where they come from. */
  readonly unwritten: Unwritten | null;
  /** Of a bandit: do its rewards stand in a file? */
  readonly areRewardsInFile: boolean;
  /** Keys of `mdp` and `contexts` that stand beside the states, by their names. */
  readonly beside: Readonly<
    Partial<Record<BesideKey, { readonly key: TextRange; readonly value: TextRange }>>
  >;
  readonly mentions: readonly Mention[];
  /** The key `noise` inside the problem, and its value. */
  readonly noise: { readonly key: TextRange; readonly value: TextRange } | null;
  /** The key `run`. */
  readonly runKey: TextRange | null;
  /** For each key of `run` that is written, by its name in `RunSection` or the name of a parameter. */
  readonly run: Readonly<Record<string, KeySource>>;
}

export type BesideKey = 'environment' | 'file' | 'discount' | 'start' | 'features';

/** Where a key of `run` stands: the key (kebab-case in the text), its value, and the items of a sweep. */
export interface KeySource {
  readonly key: TextRange;
  readonly value: TextRange;
  readonly items: readonly TextRange[];
}

export type Severity = 'error' | 'warning' | 'information' | 'hint';

/** What stands at a range becomes another text. */
export interface TextEdit {
  readonly range: TextRange;
  readonly newText: string;
}

/** Edits, which do not overlap, that mend an issue. */
export interface TextFix {
  readonly title: string;
  readonly edits: readonly TextEdit[];
}

/** Something wrong in the text, at the narrowest range that is wrong. */
export interface SpecIssue {
  readonly severity: Severity;
  /** The kind of issue. */
  readonly code: IssueCode;
  /** What was expected, what was found, how to mend it. */
  readonly message: string;
  readonly range: TextRange;
  readonly fix?: TextFix;
  /** Others, of which one may be chosen in the place of `fix`. */
  readonly otherFixes?: readonly TextFix[];
}

/** A file that the text names. */
export interface NamedFile {
  /** As the text has it. */
  readonly path: string;
  /** Names its content; null: it is not read. */
  readonly hash: string | null;
  /** Why not. */
  readonly refused: FileRefusal['code'] | null;
  /** What arrays it holds, and their lengths; none if it is not read, or holds something else. */
  readonly arrays: readonly { readonly name: string; readonly shape: readonly number[] }[];
  /** Where its path stands. */
  readonly range: TextRange;
}

/** All that could be read. A section with errors is null; the other section still stands. */
export interface Reading {
  readonly title: string | null;
  readonly bandit: Bandit | null;
  /** The random family that stands in place of a bandit. */
  readonly family: Family | null;
  /** A contextual bandit, or a Markov decision process. */
  readonly mdp: Mdp | null;
  /** null when absent or broken. */
  readonly run: RunSection | null;
  readonly source: SpecSource;
  /** The files that the text names, in the order of the reading. */
  readonly namedFiles: readonly NamedFile[];
  readonly issues: readonly SpecIssue[];
  /** The fault of ours that ended the reading; one of `issues` says so. */
  readonly fault?: Error;
}
