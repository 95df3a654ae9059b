/**
 * Compares one bandit's verdict and conditions with the limits of the flow from many starts, and the flow with plain iterations.
 * The flow does not use the conditions: it integrates ∇f and reports where the path ends.
 */
import { analyse } from '../../src/conditions/analyse.js';
import { type Arms, armsOf } from '../../src/conditions/arms.js';
import type { Analysis, Condition } from '../../src/conditions/types.js';
import { unsettledText } from '../../src/diagnostics/forecastWords.js';
import { Flow, type Limit } from '../../src/flow/flow.js';
import type { Bandit } from '../../src/model/bandit.js';
import { problemOf } from '../../src/model/problem.js';
import type { Random } from '../random.js';
import { iterationsDisagree } from './iterations.js';
import { alongTrap, alongWitness, freeStarts, sameArms } from './starts.js';

/** What the flow showed about a bandit whose verdict is `undecided`. */
export const EXPLANATIONS = [
  'a finite maximum or a face below the best was found',
  'a start ended at an action whose trap is undecided',
  'no start that settled ended below the best',
] as const;
export type Explanation = (typeof EXPLANATIONS)[number];

export interface Judgement {
  readonly analysis: Analysis;
  readonly explanation: Explanation | null;
  /** Each disagreement, in words. */
  readonly wrong: readonly string[];
  readonly starts: number;
  /** The reasons of starts whose limit the flow could not determine. */
  readonly unsettled: readonly string[];
  /** Unsettled starts that stay, as far as the flow shows, where the conditions say that nothing stays. */
  readonly suspected: readonly string[];
  /** How many starts were followed again with finer steps: next to the border of a basin, or in a thin one far out. */
  readonly refined: number;
  /** How many traps were predicted, and how many of those were out of the flow's reach or not settled. */
  readonly traps: number;
  readonly trapsUntested: number;
  /** How many starts were compared with plain iterations. */
  readonly compared: number;
}

export interface JudgeOptions {
  /** Are the flow's limits also compared with plain iterations, which is slow? */
  readonly iterations: boolean;
}

export function judge(bandit: Bandit, draw: Random, options: JudgeOptions): Judgement {
  return new Trial(bandit, draw).run(options);
}

/** Starts that settle at all do so within 500 steps; with the flow's own bound, most of the time would be spent on the others. */
const MAX_STEPS = 700;
/**
 * What seems wrong is followed again with these fractions of the usual error per step. Of those that keep the error of a step at the start
 * below one nat, the finest that settles decides. If none settles, as in a basin thinner than rounding, nothing is known.
 */
const FINER = [1e-3, 1e-6, 1e-9, 1e-12];
/** The usual error, as a fraction of the distance from 0. */
const USUAL = 3e-5;
const MAX_FINER_STEPS = 20_000;

/** Relative to ‖p‖². */
const HAIR = 0.01;

type Settled = Exclude<Limit, { kind: 'undecided' }>;

class Trial {
  private readonly arms: Arms;
  private readonly analysis: Analysis;
  private readonly flow: Flow;
  private readonly order: Condition;
  private readonly exposed: Condition;
  private readonly best: number;
  private readonly wrong: string[] = [];
  private readonly unsettled: string[] = [];
  private readonly suspected: string[] = [];
  private starts = 0;
  private refined = 0;
  private traps = 0;
  private untested = 0;
  private compared = 0;
  private belowBest = false;
  private atUndecidedTrap = false;

  constructor(
    private readonly bandit: Bandit,
    private readonly draw: Random,
  ) {
    this.arms = armsOf(bandit);
    this.analysis = analyse(bandit);
    this.flow = new Flow(problemOf(bandit));
    this.order = this.condition('order');
    this.exposed = this.condition('exposed');
    this.best = Math.max(...bandit.rewards.map(({ value }) => value));
  }

  run({ iterations }: JudgeOptions): Judgement {
    const free = [...freeStarts(this.flow.problem, this.draw)];
    for (const start of free) this.check(start, 'a free start');
    if (iterations) for (const start of free.slice(0, 4)) this.compare(start);
    this.checkTraps();
    this.checkExposed();
    return {
      analysis: this.analysis,
      explanation: this.analysis.verdict.kind === 'undecided' ? this.explanation() : null,
      wrong: this.wrong,
      starts: this.starts,
      unsettled: this.unsettled,
      suspected: this.suspected,
      refined: this.refined,
      traps: this.traps,
      trapsUntested: this.untested,
      compared: this.compared,
    };
  }

  private condition(id: 'order' | 'exposed'): Condition {
    return this.analysis.conditions.find((each) => each.id === id)!;
  }

  private trapOf(action: number): Condition | undefined {
    return this.analysis.conditions.find((each) => each.id === 'trap' && each.action === action);
  }

  /** Follows the flow and asks `objection` about its end. null: it did not settle. */
  private follow(
    start: Float64Array,
    objection: (limit: Settled) => string | null,
  ): { why: string | null } | null {
    this.starts++;
    const { limit } = this.flow.from(start, { maxSteps: MAX_STEPS });
    if (limit.kind === 'undecided') {
      this.unsettled.push(unsettledText(limit.reason));
      const suspicion = this.suspicion(limit.policy);
      if (suspicion) this.suspected.push(suspicion);
      return null;
    }
    if (objection(limit) === null) return { why: null };
    this.refined++;
    let finest: Settled | null = null;
    const distance = Math.hypot(...this.flow.problem.toReduced(start));
    for (const precision of FINER.filter((part) => part * USUAL * distance < 1)) {
      const { limit: finer } = this.flow.from(start, { maxSteps: MAX_FINER_STEPS, precision });
      if (finer.kind !== 'undecided') finest = finer;
    }
    if (finest) return { why: objection(finest) };
    this.unsettled.push('only finer steps could tell, and rounding keeps them from settling');
    return null;
  }

  /**
   * A path that is almost exactly at one level of reward below the best when the flow gives up, although the conditions say, with a clear margin,
   * that it goes on to something else. (With a tiny margin, the way out is longer than the flow is followed: on a boundary, exponentially.)
   */
  private suspicion(policy: Float64Array): string | null {
    const taken = [...policy.keys()].filter((action) => policy[action]! > 1e-9);
    const arms = [...new Set(taken.map((action) => this.arms.armOf[action]!))];
    const level = this.arms.levelOf[arms[0]!]!;
    if (level === 0 || arms.some((arm) => this.arms.levelOf[arm] !== level)) return null;
    const clear = arms.every((arm) => {
      const trap = this.trapOf(this.arms.members[arm]![0]!);
      const square = trap?.witness?.reduce((sum, w) => sum + w * w, 0) ?? 0;
      return trap?.holds === false && trap.margin !== null && trap.margin < -HAIR * square;
    });
    return clear
      ? `the flow was still at ${taken.map((a) => this.bandit.names[a]).join(', ')} when it gave up`
      : null;
  }

  private check(start: Float64Array, from: string): void {
    const why = this.follow(start, (limit) => this.objection(limit))?.why;
    if (why) this.wrong.push(`${from} ended at ${why}`);
  }

  /** What contradicts a condition that says that nothing ends there. */
  private objection(limit: Settled): string | null {
    const { kind } = this.analysis.verdict;
    const end = this.words(limit);
    if (limit.value === this.best) {
      return this.exposed.holds ? null : `${end}, though the optimum is said not to be exposed`;
    }
    if (kind === 'always') return `${end}, though the verdict is always`;
    const disordered = this.order.holds ? `${end}, though the order is said to be preserved` : null;
    this.belowBest ||= limit.kind === 'set' || (limit.kind === 'finite' && limit.maximum);
    if (limit.kind === 'finite') return disordered;
    const ends = limit.kind === 'set' ? limit.actions : [limit.action];
    const arms = [...new Set(ends.map((action) => this.arms.armOf[action]!))];
    const levels = new Set(arms.map((arm) => this.arms.levelOf[arm]!));
    if (levels.size !== 1) return disordered;
    // An arm of a best and a worse action is no trap; if its mean is the greatest, it is among the best arms.
    if (levels.has(0)) return null;
    const traps = arms.map((arm) => this.trapOf(this.arms.members[arm]![0]!)?.holds);
    if (traps.includes(null)) this.atUndecidedTrap = true;
    return traps.every((holds) => holds === false) ? `${end}, which is said to be no trap` : null;
  }

  private checkTraps(): void {
    const flowArm = sameArms(this.flow.problem, this.arms);
    if (!flowArm) return;
    this.arms.members.forEach((members, arm) => {
      const trap = this.trapOf(members[0]!);
      if (!trap || this.arms.levelOf[arm] === 0) return;
      if (trap.holds) {
        this.traps++;
        this.checkTrap(members, flowArm[arm]!);
        return;
      }
      for (const nats of [20, 60]) {
        const start = alongTrap(this.flow.problem, this.draw, flowArm[arm]!, nats, { isTrap: false });
        if (start) this.check(start, `a start along p of ${this.bandit.names[members[0]!]}`);
      }
    });
  }

  /** Far enough along p, the flow has to end at the trap. */
  private checkTrap(members: readonly number[], arm: number): void {
    const name = this.bandit.names[members[0]!];
    const elsewhere = (limit: Settled) => {
      const ends = limit.kind === 'set' ? limit.actions : limit.kind === 'action' ? [limit.action] : [];
      return ends.length > 0 && ends.every((action) => members.includes(action)) ? null : this.words(limit);
    };
    let why: string | null = null;
    for (let nats = 60; nats <= 6e5; nats *= 10) {
      const start = alongTrap(this.flow.problem, this.draw, arm, nats, { isTrap: true });
      if (!start) break;
      const end = this.follow(start, elsewhere);
      if (end?.why === null) return;
      why = end?.why ?? why;
    }
    if (why) this.wrong.push(`${name} is said to be a trap, but along its p the flow ends at ${why}`);
    else this.untested++;
  }

  /** Far enough along the witness, the flow has to end at the best reward. */
  private checkExposed(): void {
    const { holds, margin, witness } = this.exposed;
    if (!holds || !witness || !margin) return;
    // ⟨w, x_o − x_s⟩ ≥ ‖w‖² = margin² for the worse actions s.
    const start = alongWitness(witness, margin ** 2, 40);
    const end =
      start && this.follow(start, (limit) => (limit.value === this.best ? null : this.words(limit)));
    if (end?.why) this.wrong.push(`along the witness of exposed the flow ended at ${end.why}`);
  }

  private compare(start: Float64Array): void {
    const { limit } = this.flow.from(start, { precision: 1e-3, maxSteps: MAX_FINER_STEPS });
    if (limit.kind === 'undecided') return;
    this.compared++;
    const why = iterationsDisagree(this.flow, this.bandit, start, limit);
    if (why)
      this.wrong.push(`from θ = (${start.join(', ')}) the flow ends at ${this.words(limit)}, but ${why}`);
  }

  private explanation(): Explanation {
    return EXPLANATIONS[this.belowBest ? 0 : this.atUndecidedTrap ? 1 : 2];
  }

  private words(limit: Settled): string {
    const names = (actions: readonly number[]) => actions.map((a) => this.bandit.names[a]).join(', ');
    const at = `value ${limit.value}, best ${this.best}`;
    switch (limit.kind) {
      case 'action':
        return `${names([limit.action])} (${at})`;
      case 'set':
        return `{${names(limit.actions)}} (${at})`;
      case 'finite':
        return `a finite ${limit.maximum ? 'maximum' : 'stationary point'} (${at})`;
    }
  }
}
