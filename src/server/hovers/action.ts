import { code, type Markdown, markdown } from '../../borders/markdown.js';
import type { Analysis, Basis, Condition } from '../../conditions/types.js';
import { direction, equal, list, mixture, short, withReward } from '../../diagnostics/format.js';
import { reasonText } from '../../diagnostics/reasons.js';
import type { Bandit } from '../../model/bandit.js';
import type { Parts } from './parts.js';

/** For the best action whether it can be reached, for another one whether it attracts; with the numbers that decide this. */
export function actionHover(bandit: Bandit, analysis: Analysis, action: number): Parts {
  const { conditions, verdict } = analysis;
  const identical = conditions.find(({ id, actions }) => id === 'identical-rows' && actions.includes(action));
  const together =
    identical?.holds === true
      ? [
          markdown`Same features as ${list(
            identical.actions.filter((other) => other !== action).map((other) => bandit.names[other]!),
          )}: one arm with the mean reward ${short(identical.values![0]!.value)}.`,
        ]
      : [];
  const also = together.length > 0 ? (['identical-rows'] as const) : [];
  const { role, basis } = roleOf(analysis, action);
  const name = withReward(bandit, action);
  const heading = role === null ? markdown`**${name}**` : markdown`**${name}, ${role}**`;
  const answer = [basis === null ? heading : markdown`${heading} _(${basis})_`];
  if (verdict.optimal.includes(action)) {
    const exposed = conditions.find(({ id }) => id === 'exposed');
    const why = exposed && !exposed.tooLarge ? exposedLines(bandit, exposed) : [];
    return { answer, reason: [...why, ...together], pages: ['exposed', ...also] };
  }
  const trap = trapOf(analysis, action);
  return {
    answer,
    reason: [...(trap ? trapLines(bandit, trap) : []), ...together],
    pages: ['trap', ...also],
  };
}

/** The role of an action for Lin-SPG, to follow its name; null: not known. */
export function roleOf(
  analysis: Analysis,
  action: number,
): { readonly role: string | null; readonly basis: Basis | null } {
  const { optimal } = analysis.verdict;
  if (optimal.includes(action))
    return { role: optimal.length > 1 ? 'one of the best actions' : 'the best action', basis: null };
  const trap = trapOf(analysis, action);
  return trap ? { role: outcomeOf(trap), basis: trap.basis } : { role: null, basis: null };
}

function trapOf({ conditions }: Analysis, action: number): Condition | undefined {
  return conditions.find((one) => one.id === 'trap' && one.action === action);
}

function outcomeOf({ holds, unlessCoincidence }: Condition): string {
  return `${OUTCOME[String(holds)]!}${unlessCoincidence ? ' unless features coincide exactly' : ''}`;
}

const OUTCOME: Readonly<Record<string, string>> = {
  true: 'a trap',
  false: 'no trap',
  null: 'perhaps a trap',
};

/** Whether the best action can be reached, and the numbers that show it. */
export function exposedLines(bandit: Bandit, exposed: Condition): Markdown[] {
  const best = bandit.names[exposed.actions[0]!]!;
  if (exposed.holds === false) {
    return [
      markdown`Out of reach: ${code(`x(${best}) ${mixture(bandit, exposed.certificate ?? [])}`)}, so sup_θ π_θ(${best}) < 1.`,
    ];
  }
  return exposed.witness
    ? [
        markdown`In reach: along ${code(direction('w', exposed))} its logit leads every worse one, so π_θ(${best}) → 1; x(${best}) is ${short(exposed.margin!)} away from their convex hull.`,
      ]
    : [];
}

function trapLines(bandit: Bandit, trap: Condition): Markdown[] {
  const reason = reasonText(bandit.names, trap);
  const name = bandit.names[trap.action!]!;
  const square = trap.witness?.reduce((sum, entry) => sum + entry * entry, 0);
  return [
    markdown`It attracts if every better b has ${code(`⟨x(${name}) − x(b), p⟩ > ‖p‖²`)}, where p is the point nearest to 0 of the convex hull of ${code(`{x(${name}) − x(j) : r_j < r(${name})}`)}.`,
    ...(square !== undefined && trap.margin !== null
      ? [
          markdown`Here ${code(direction('p', trap))}, ${code(`‖p‖² ${equal(square)}`)}, and the least ${code(`⟨x(${name}) − x(b), p⟩`)} is ${short(square + trap.margin)}: margin ${short(trap.margin)}.`,
        ]
      : []),
    ...(trap.certificate
      ? [
          markdown`Here \`p = 0\`: ${code(`x(${name}) ${mixture(bandit, trap.certificate)}`)}, a mixture of worse actions.`,
        ]
      : []),
    ...(reason && !trap.certificate ? [markdown`${reason}`] : []),
  ];
}
