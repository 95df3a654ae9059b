/** Whole experiments to begin with: the required keys, and keys that are often wanted. */

export interface Skeleton {
  readonly label: string;
  readonly about: string;
  /** The key that it begins with. */
  readonly problem: string;
  /** Lines of a template with places, as of a snippet. */
  readonly lines: readonly string[];
}

/** The snippet of a template: its places are visited in order. `$<a|b>` is a choice. */
export function snippetOf(template: string): string {
  let places = 0;
  return template.replace(/(?<!\\)\$<([^<>]*)>/g, (_, example: string) => {
    const place = ++places;
    if (example.includes('|')) return `\${${place}|${example.replaceAll('|', ',')}|}`;
    return example === '' ? `$${place}` : `\${${place}:${example}}`;
  });
}

const RUN = ['', 'run:', '  learning-rate: $<theory>', '  iterations: $<1e5>', ''];

export const SKELETONS: readonly Skeleton[] = [
  {
    label: 'bandit experiment',
    about: 'A bandit with its features, and an experiment.',
    problem: 'bandit',
    lines: [
      'bandit:',
      '  actions:',
      '    $<a1>: { reward: $<1>, features: [$<1>, $<0>] }',
      '    $<a2>: { reward: $<0.5>, features: [$<0.5>, $<1>] }',
      '    $<a3>: { reward: $<0>, features: [$<0>, $<0>] }',
      ...RUN,
    ],
  },
  {
    label: 'family of bandits',
    about: 'Random bandits; the experiment runs on each.',
    problem: 'generate',
    lines: [
      'generate:',
      '  actions: $<4>',
      '  dimensions: $<2>',
      '  count: $<20>',
      '  rewards: $<uniform>',
      ...RUN,
    ],
  },
  {
    label: 'family of MDPs',
    about: 'Random Markov decision processes; the experiment runs on each.',
    problem: 'generate',
    lines: [
      'generate:',
      '  states: $<4>',
      '  actions: $<3>',
      '  dimensions: $<2>',
      '  count: $<20>',
      '  discount: $<0.9>',
      '  transitions: { dirichlet: $<1> }',
      '  rewards: $<uniform>',
      ...RUN,
    ],
  },
  {
    label: 'contextual bandit',
    about: 'Contexts with a probability each and actions of their own, one `θ` for all, and an experiment.',
    problem: 'contexts',
    lines: [
      'contexts:',
      '  $<c1>:',
      '    probability: $<1/2>',
      '    actions:',
      '      $<a1>: { reward: $<1>, features: [$<1>, $<0>] }',
      '      $<a2>: { reward: $<0>, features: [$<0>, $<0>] }',
      '  $<c2>:',
      '    probability: $<1/2>',
      '    actions:',
      '      $<a1>: { reward: $<0>, features: [$<0>, $<0>] }',
      '      $<a2>: { reward: $<1>, features: [$<0>, $<1>] }',
      ...RUN,
    ],
  },
  {
    label: 'MDP experiment',
    about:
      'A Markov decision process: states, actions, where they lead and what they pay, and an experiment.',
    problem: 'mdp',
    lines: [
      'mdp:',
      '  discount: $<0.9>',
      '  start: $<s1>',
      '  states:',
      '    s1:',
      '      $<go>: { to: $<s2>, reward: $<1>, features: [$<1>, $<0>] }',
      '      $<stay>: { to: $<s1>, reward: $<0>, features: [$<0>, $<0>] }',
      '    s2:',
      '      $<go>: { to: $<end>, reward: $<2>, features: [$<1>, $<1>] }',
      '      $<back>: { to: $<s1>, reward: $<0>, features: [$<0>, $<1>] }',
      '    end: terminal',
      ...RUN,
    ],
  },
];
