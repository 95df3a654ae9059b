/** What was read of a `.linspg` text, and the places of its parts. */
import type { Bandit, Real } from '../model/bandit.js';
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
  /** The range of the action's name; in the two-table form, of its row in `features`. */
  readonly name: TextRange;
  readonly reward: TextRange;
}

export interface RowSource {
  /** The range of the whole feature row. */
  readonly row: TextRange;
  /** The ranges of its d entries. */
  readonly features: readonly TextRange[];
}

/**
 * An action of a state. If its row is in a table beside the states, `row` is its range there; if its features are not written, the range of its
 * name.
 */
export interface PairSource extends ActionSource {
  /** null in a contextual bandit, and if it is missing. */
  readonly to: TransitionsSource | null;
}

export interface TransitionsSource {
  readonly key: TextRange;
  readonly value: TextRange;
  /** Only for states that exist, in the order of the text. `probability` is null if the state is certain to follow. */
  readonly entries: readonly {
    readonly state: number;
    readonly name: TextRange;
    readonly probability: TextRange | null;
  }[];
}

/** A state, or a context. */
export interface StateSource {
  readonly name: TextRange;
  /** The value at its name: its actions, or `terminal`. */
  readonly value: TextRange;
  /** One for each of its pairs, in order; none for a terminal state. */
  readonly actions: readonly PairSource[];
  /** The probability of a context. */
  readonly probability: TextRange | null;
}

/** A place where the name of a state, of an action or of a parameter is mentioned, other than its own key. */
export interface Mention {
  readonly range: TextRange;
  /** What the index counts: states, pairs of an `Mdp` (actions of a bandit), or parameters. */
  readonly of: 'state' | 'action' | 'parameter';
  readonly index: number;
}

/** A parameter: its name, and where its number stands. */
export interface ParameterSource {
  readonly name: string;
  /** null: it is broken. */
  readonly value: Real | null;
  /** What a phase diagram goes through, where the text says so. */
  readonly from: Real | null;
  readonly to: Real | null;
  readonly key: TextRange;
  /** The key where it has no number. */
  readonly number: TextRange;
}

/** A number that is written as an expression, and its exact value. */
export interface ExpressionSource {
  readonly range: TextRange;
  readonly expression: string;
  readonly literal: string;
}

/** The places of everything in the text. */
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
  /** For contexts and MDPs, in the order of the model; none for an environment. */
  readonly states: readonly StateSource[];
  /** For an environment with a table of features: the place of each pair's row; null: it has none. Otherwise empty. */
  readonly table: readonly (RowSource | null)[];
  /** If the numbers of the features are not written: their source. */
  readonly unwritten: Unwritten | null;
  /** For a bandit: are its rewards in a file? */
  readonly areRewardsInFile: boolean;
  /** The keys of `mdp` and `contexts` beside the states, by name. */
  readonly beside: Readonly<
    Partial<Record<BesideKey, { readonly key: TextRange; readonly value: TextRange }>>
  >;
  readonly mentions: readonly Mention[];
  /** Of `let`, in the order of the text. */
  readonly parameters: readonly ParameterSource[];
  /** The numbers that are computed from parameters, in the order of the reading. */
  readonly expressions: readonly ExpressionSource[];
  /** The key `noise` inside the problem, and its value. */
  readonly noise: { readonly key: TextRange; readonly value: TextRange } | null;
  /** The key `run`. */
  readonly runKey: TextRange | null;
  /** For each key of `run` in the text, by its name in `RunSection` or the name of a parameter. */
  readonly run: Readonly<Record<string, KeySource>>;
}

export type BesideKey = 'environment' | 'file' | 'discount' | 'start' | 'features';

/** The place of a key of `run`: the key (kebab-case in the text), its value, and the items of a sweep. */
export interface KeySource {
  readonly key: TextRange;
  readonly value: TextRange;
  readonly items: readonly TextRange[];
}

export type Severity = 'error' | 'warning' | 'information' | 'hint';

/** Replaces the text in a range. */
export interface TextEdit {
  readonly range: TextRange;
  readonly newText: string;
}

/** Edits that do not overlap and mend an issue. */
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
  /** Alternatives, one of which may be chosen instead of `fix`. */
  readonly otherFixes?: readonly TextFix[];
}

/** A file that the text names. */
export interface NamedFile {
  /** The path as the text has it. */
  readonly path: string;
  /** Identifies its content; null: it was not read. */
  readonly hash: string | null;
  /** Why it was not read. */
  readonly refused: FileRefusal['code'] | null;
  /** The arrays in it with their lengths; none if it was not read or has another content. */
  readonly arrays: readonly { readonly name: string; readonly shape: readonly number[] }[];
  /** The range of its path. */
  readonly range: TextRange;
}

/** All that could be read. A section with errors is null; the other sections remain. */
export interface Reading {
  readonly title: string | null;
  readonly bandit: Bandit | null;
  /** The random family, if the text has one instead of a bandit. */
  readonly family: Family | null;
  /** A contextual bandit, or a Markov decision process. */
  readonly mdp: Mdp | null;
  /** null if it is absent or broken. */
  readonly run: RunSection | null;
  readonly source: SpecSource;
  /** The files that the text names, in the order in which they were read. */
  readonly namedFiles: readonly NamedFile[];
  readonly issues: readonly SpecIssue[];
  /** The fault of this program that ended the reading; one of `issues` reports it. */
  readonly fault?: Error;
}
