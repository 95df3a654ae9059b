import { budgetOf } from '../../math/budget.js';
import { exactLiteral, ratioToNumber } from '../../math/ratio.js';
import type { Ratio } from '../../math/sparseSystem.js';
import { ratioOf } from '../../math/sparseSystem.js';
import { finish, type Work } from '../../math/work.js';
import { dimensionsOf, featureRow, type Mdp } from '../../model/mdp.js';
import type { Asked } from '../analyse.js';
import { type Arms, gatheringArms } from '../arms.js';
import { isExaminable } from '../sizes.js';
import type { Extent } from '../verdict.js';
import { Differences } from './differences.js';
import { type Exposed, enumerating } from './enumerate.js';
import { type ExactMdp, leadAlike, pairPolicyOf, readingExactly, visited } from './exactMdp.js';
import { Occupancies } from './occupancy.js';
import { type Optimum, optimizing, optimizingPairs, visitedByBest } from './optimum.js';
import { areEqual, type FixedOrder, fixedOrder, orderOf } from './order.js';
import type { ProcessProof } from './proofs.js';
import { inReach } from './reach.js';
import { stateVerdict } from './states.js';
import { isTabular } from './tabular.js';
import { type TrapSetting, trapOf } from './trap.js';
import type {
  MdpAnalysis,
  OptimalValues,
  PolicyCondition,
  PolicyValue,
  Quantified,
  StateVerdict,
} from './types.js';
import { advantage, compareReturns, type Evaluation, Evaluator, exactly, returnOf } from './values.js';
import { type ProblemFacts, verdictOf } from './verdict.js';

/** Exact arithmetic for one analysis, in estimated nanoseconds; a condition that needs more is numerical and says so. */
const PROOF_BUDGET = 1.5e9;
/**
 * The budgets of the search for coincidences, in the same unit: for each policy where the verdict depends on it; for all policies together where it
 * does not.
 */
const PATIENT_SEARCH = 5e8;
const BRIEF_SEARCH = 1e8;

export interface AskedOfMdp extends Asked {
  /** Are the bandits of the states examined as well, on which no verdict depends? Default: they are. */
  readonly withStates?: boolean;
}

/** Every condition of one contextual bandit or MDP, and the verdict that follows from them. */
export function analyseMdp(mdp: Mdp, asked: AskedOfMdp = {}): MdpAnalysis {
  return finish(analysingMdp(mdp, asked));
}

/** Yields, between short pieces of work, a look at what is known so far. */
export type AnalysingMdp = Generator<() => MdpAnalysis, MdpAnalysis>;

/** `analyseMdp` in short steps: the values first, then what is in reach, the order, the exposed policies, and for each whether it attracts. */
export function* analysingMdp(
  mdp: Mdp,
  { keepsProof = false, withStates = true }: AskedOfMdp = {},
): AnalysingMdp {
  const analysis = new Analysis(mdp, keepsProof, withStates);
  const work = analysis.work();
  for (;;) {
    const step = work.next();
    if (step.done) return analysis.state({ complete: true });
    yield () => analysis.state({ complete: false });
  }
}

/** A model, and its best and worst policies. */
interface Bounded {
  readonly model: ExactMdp;
  /** null: not asked for. */
  readonly rows: Arms | null;
  readonly choices: readonly number[];
  readonly greatest: Optimum;
  readonly least: Optimum;
}

class Analysis {
  readonly #budget = budgetOf(PROOF_BUDGET);
  readonly #conditions: PolicyCondition[] = [];
  readonly #states: StateVerdict[] = [];
  /** The model in which each pair is an arm by itself. */
  #whole: { model: ExactMdp; optimum: Optimum } | null = null;
  #values: OptimalValues | null = null;
  #known: ProblemFacts = { isTooLarge: false, isTabular: false, isTrapless: false, uncovered: null };
  #exposed: Exposed | null = null;
  #best: Evaluation | null = null;
  #model: ExactMdp | null = null;

  #bounded: Bounded | null = null;
  #bestOfAll: readonly Evaluation[] = [];

  constructor(
    private readonly mdp: Mdp,
    private readonly keepsProof: boolean,
    private readonly withStates: boolean,
  ) {}

  state({ complete }: Extent): MdpAnalysis {
    const whole = this.#whole;
    return {
      values: this.#values,
      conditions: [...this.#conditions],
      states: [...this.#states],
      verdict: verdictOf({
        mdp: this.mdp,
        optimal: whole
          ? whole.optimum.best.map((arms, s) => arms.map((a) => this.mdp.states[s]!.first + a))
          : [],
        visited: whole ? visitedByBest(whole.model, whole.optimum.best) : [],
        value: whole ? quantified(whole.optimum.evaluation) : { value: Number.NaN },
        valueBasis: whole?.optimum.basis ?? 'numerical',
        best: this.#best && this.#named(this.#best),
        conditions: this.#conditions,
        lookedAt: this.#exposed?.policies.length ?? 0,
        isAll: this.#exposed?.isAll === true,
        isListProved: this.#exposed?.isProved === true,
        known: this.#known,
        complete,
      }),
      ...(this.keepsProof && complete && this.#proof()),
    };
  }

  #proof(): { readonly proof?: ProcessProof } {
    const bounded = this.#bounded;
    if (bounded === null) return {};
    const { model, rows, choices, least, greatest } = bounded;
    const budget = budgetOf(PROOF_BUDGET);
    const whole = this.#whole!;
    const exact = (of: ExactMdp, { evaluation }: Optimum) => finish(exactly(of, evaluation, budget));
    const isListed = this.#exposed?.isAll && this.#exposed.isProved;
    return {
      proof: {
        model,
        rows,
        optimum: exact(whole.model, whole.optimum),
        least: exact(model, least),
        greatest: exact(model, greatest),
        choices,
        isTabular: this.#known.isTabular,
        tree: isListed ? this.#exposed!.tree : null,
        best: this.#bestOfAll,
      },
    };
  }

  *work(): Work<void> {
    const { mdp } = this;
    const budget = this.#budget;
    const { model: whole, optimum, cost } = yield* optimizingPairs(mdp);
    budget.take(cost);
    this.#whole = { model: whole, optimum };
    yield;
    this.#values = yield* optimalValues(whole, optimum);

    const isSmall = isExaminable({ actions: mdp.pairs.length, dimensions: dimensionsOf(mdp) });
    const rows = isSmall ? yield* rowsOf(mdp) : null;
    if (rows === null && mdp.features.kind === 'rows') {
      this.#known = { ...this.#known, isTooLarge: true };
      return;
    }
    const rowOf = rows?.armOf ?? (mdp.features.kind === 'one-hot' ? mdp.features.coordinates : []);
    const model = yield* readingExactly(mdp, rowOf);
    this.#model = model;
    yield;
    const isOfPairs = model.arms.every((arms) => arms.every(({ pairs }) => pairs.length === 1));
    const greatest = isOfPairs ? optimum : yield* optimizing(model, budget);
    yield;
    const least = yield* optimizing(model, budget, 'least');
    yield;
    const bounds = { least: least.evaluation.values, greatest: greatest.evaluation.values };
    const isSeen = visited(model, null);
    const choices = model.arms.flatMap((arms, state) =>
      isSeen[state] && !arms.every((arm) => areEqual(arm, arms[0]!, bounds)) ? [state] : [],
    );
    const isVisitFixed = choices.every((state) =>
      model.arms[state]!.every((arm) => leadAlike(arm, model.arms[state]![0]!)),
    );
    const tabular = choices.length > 0 && isTabular(model, choices);
    const isStart = new Set(model.start.map(([state]) => state));
    const uncovered = isVisitFixed ? undefined : choices.find((state) => !isStart.has(state));
    this.#known = {
      ...this.#known,
      isTooLarge: rows === null && !tabular,
      isTabular: tabular,
      isTrapless: tabular && uncovered === undefined,
      uncovered: tabular ? (uncovered ?? null) : null,
    };
    if (this.#known.isTooLarge) return;
    this.#bounded = { model, rows, choices, greatest, least };

    const reach = yield* inReach(model, tabular ? null : rows, choices, optimum, budget, this.keepsProof);
    this.#conditions.push(reach);
    yield;
    if (!tabular && rows) yield* this.#policies({ model, rows, choices, greatest, least });
    else if (reach.holds) this.#best = optimum.evaluation;
    yield;
    if (rows === null || !this.withStates) return;
    for (const state of choices) {
      this.#states.push(yield* stateVerdict(whole, optimum, state));
      yield;
    }
  }

  *#policies({ model, rows, choices, greatest, least }: Bounded & { readonly rows: Arms }): Work<void> {
    const budget = this.#budget;
    const bounds = { least: least.evaluation.values, greatest: greatest.evaluation.values };
    const order: FixedOrder = yield* fixedOrder(model, choices, bounds);
    const isBounded = least.basis === 'proved' && greatest.basis === 'proved';
    const basis = isBounded ? 'proved' : 'numerical';
    const preserved = yield* orderOf(model, rows, order, basis, budget, this.keepsProof);
    this.#conditions.push(preserved);
    yield;

    const preferred: number[][] = [];
    for (const [state, arms] of model.arms.entries()) {
      const leads = arms.map((arm) => advantage(greatest.evaluation, state, arm));
      preferred.push([...arms.keys()].sort((a, b) => leads[b]! - leads[a]!));
      if (state % 5 === 4) yield;
    }
    const differences = new Differences(model, rows);
    const exposed = yield* enumerating(model, rows, differences, choices, preferred, budget);
    this.#exposed = exposed;
    const evaluator = new Evaluator(model);
    const evaluations: Evaluation[] = [];
    for (const policy of exposed.policies) {
      const evaluation = yield* evaluator.evaluating(policy, budget);
      evaluations.push(evaluation);
      if (this.#best === null || isBelow(this.#best, evaluation)) this.#best = evaluation;
      yield;
    }
    const best = this.#best;
    if (best === null) return;
    // In a problem of one state, tied arms may attract together although they are not exposed.
    if (choices.length === 1) {
      const [state] = choices as [number];
      const known = new Set(exposed.policies.map((policy) => policy[state]));
      for (const [arm] of model.arms[state]!.entries()) {
        if (known.has(arm)) continue;
        const policy = model.arms.map((_, n) => (n === state ? arm : 0));
        evaluations.push(yield* evaluator.evaluating(policy, budget));
      }
    }
    const brief = budgetOf(BRIEF_SEARCH);
    const setting: TrapSetting = {
      model,
      rows,
      differences,
      occupancies: new Occupancies(model),
      choices,
      bounds,
      isOrderFixed: order.isFixed && isBounded,
      budget,
      search: () => (preserved.holds && exposed.isAll ? budgetOf(PATIENT_SEARCH) : brief),
      keepsProof: this.keepsProof,
    };
    this.#bestOfAll = evaluations.filter((evaluation) => !isBelow(evaluation, best));
    for (const evaluation of evaluations) {
      if (!isBelow(evaluation, best)) continue;
      const found = yield* trapOf(setting, evaluation);
      this.#conditions.push({ ...found, policy: this.#named(evaluation) });
      yield;
    }
  }

  #named(evaluation: Evaluation): PolicyValue {
    // If tabular features reach the best of all, the policy that does so is a policy of pairs.
    const model = this.#model!;
    const isOfPairs = evaluation === this.#whole!.optimum.evaluation;
    const from = isOfPairs ? this.#whole!.model : model;
    return {
      policy: pairPolicyOf(from, evaluation.policy),
      visited: visited(from, evaluation.policy),
      value: quantified(evaluation),
      gap: gapOf(this.#whole!.optimum.evaluation, evaluation),
    };
  }
}

function* optimalValues({ arms }: ExactMdp, { evaluation }: Optimum): Work<OptimalValues> {
  const { numerators, denominator } = evaluation.values;
  const advantages: number[] = [];
  for (const [state, options] of arms.entries()) {
    for (const arm of options) advantages.push(advantage(evaluation, state, arm));
    if (state % 5 === 4) yield;
  }
  return { states: numerators.map((above) => ratioToNumber(above, denominator)), advantages };
}

/** J(a) < J(b), decided exactly, or in doubles where the bounds leave it open. */
function isBelow(a: Evaluation, b: Evaluation): boolean {
  const sign = compareReturns(a, b);
  if (sign !== null) return sign < 0;
  const [x, y] = [returnOf(a), returnOf(b)];
  return x < y - 1e-9 * Math.max(Math.abs(x), Math.abs(y));
}

function quantified(evaluation: Evaluation): Quantified {
  const { low, high } = evaluation;
  if (low !== high) return { value: returnOf(evaluation) };
  return asQuantified(low);
}

function asQuantified({ above, below }: Ratio): Quantified {
  const exact = exactLiteral(above, below);
  return { value: ratioToNumber(above, below), ...(exact !== null && { exact }) };
}

function gapOf(best: Evaluation, other: Evaluation): Quantified {
  if (best.low !== best.high || other.low !== other.high) return { value: returnOf(best) - returnOf(other) };
  const [a, b] = [best.low, other.low];
  return asQuantified(ratioOf(a.above * b.below - b.above * a.below, a.below * b.below));
}

/** All rows of features; pairs with identical features share one row, across all states. */
function* rowsOf(mdp: Mdp): Work<Arms> {
  return yield* gatheringArms({
    names: mdp.pairs.map(({ name }) => name),
    rewards: mdp.pairs.map(({ reward }) => reward),
    features: mdp.pairs.map((_, pair) => featureRow(mdp, pair)),
    noise: { kind: 'none' },
  });
}
