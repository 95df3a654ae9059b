/** Why a condition of policies is undecided, or which case applies: a sentence for each code. */
import type { PolicyCondition, Undecided } from '../conditions/policies/types.js';
import { type Mdp, pairName } from '../model/mdp.js';
import { grouped } from '../spec/format.js';
import { list } from './format.js';
import { reasonText } from './reasons.js';

/** One or two sentences; undefined if a condition has nothing to add. */
export function policyReason(mdp: Mdp, condition: PolicyCondition): string | undefined {
  const { reason, ...rest } = condition;
  const pair = (n: number) => pairName(mdp, n);
  if (reason === undefined) return reasonText([], rest);
  switch (reason.code) {
    case 'choices-left':
      return `Not all choices of optimal actions were looked at: ${grouped(reason.lookedAt)} were.`;
    case 'tabular':
      return 'Each action of each state has a feature of its own, so every policy is in reach.';
    case 'other-optima-alike':
      return 'The same is true of every other choice of optimal actions.';
    case 'order-not-fixed':
      return `Which of ${list(reason.pairs.map(pair))} is better may change with the policy: bounds of the values do not tell.`;
    case 'no-choice':
      return 'No state has a choice that matters.';
    case 'nothing-worse':
      return 'No action of a state that it visits is worse, and J never falls along the flow.';
    case 'cancels':
      return `Boundary case: ${list(reason.pairs.map(pair))} change the logits alike, and their gains and losses cancel.`;
    case 'unvisited':
      return `Along p it does not attract, but it leaves ${list(
        reason.states.map((state) => mdp.states[state]!.name),
        3,
      )} unvisited, and what the policy does there can hold it: not decided.`;
    case 'tied':
      return `Boundary case: ${pair(reason.pair)} is exactly as good, and both may attract together.`;
    case 'values-too-large':
      return 'Its values are too large to be worked out exactly.';
    default:
      return reasonText(
        mdp.pairs.map((_, n) => pair(n)),
        { ...rest, reason },
      );
  }
}

/** Why the verdict is undecided: each reason as the second half of a sentence. */
export function undecidedText(mdp: Mdp, why: Undecided): string {
  switch (why.code) {
    case 'too-large':
      return `${grouped(why.pairs)} actions of all states with ${grouped(why.dimensions)} features are too many for the conditions`;
    case 'exposed-open':
      return 'it is open whether the optimum is in reach';
    case 'not-all-policies':
      return `${grouped(why.lookedAt)} deterministic policies in reach were looked at, which are not all`;
    case 'trap-open':
      return 'some policy may trap Lin-SPG: a case that the conditions leave open';
    case 'order-not-fixed':
      return `which of ${list(why.pairs.map((n) => pairName(mdp, n)))} is better may change with the policy, so a finite local maximum is not excluded`;
    case 'order-not-preserved':
      return 'no direction orders the actions of all states as they are better and worse, so a finite local maximum is not excluded';
    case 'start-not-everywhere':
      return `each action has a feature of its own, but ${mdp.states[why.state]!.name} is no start, and the theorem for such features asks that every state with a choice is one`;
  }
}
