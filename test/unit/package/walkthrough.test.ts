/** The walkthrough leads to what there is. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '../../..');

interface Step {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly media: { readonly svg: string; readonly altText: string };
  readonly completionEvents: readonly string[];
}

const { contributes, activationEvents } = JSON.parse(
  readFileSync(path.join(root, 'package.json'), 'utf8'),
) as {
  readonly activationEvents: readonly string[];
  readonly contributes: {
    readonly commands: readonly { readonly command: string }[];
    readonly walkthroughs: readonly { readonly steps: readonly Step[] }[];
  };
};
const steps = contributes.walkthroughs.flatMap((one) => one.steps);
const known = new Set([
  ...contributes.commands.map(({ command }) => command),
  ...activationEvents.map((event) => event.replace(/^onCommand:/, '')),
]);

/** The commands of the buttons of a step, with what they are given. */
const buttonsOf = ({ description }: Step) =>
  [...description.matchAll(/\]\(command:([\w.]+)(?:\?([^)]+))?\)/g)].map(([, command, given]) => ({
    command: command!,
    given: given === undefined ? [] : (JSON.parse(decodeURIComponent(given)) as string[]),
  }));

test('it has six steps, which end with a trap that is sprung and mended', () => {
  expect(steps).toHaveLength(6);
  expect(steps.slice(3).map(({ completionEvents }) => completionEvents)).toEqual([
    ['onContext:linspg.walkthrough.trap'],
    ['onCommand:linspg.walkthrough.showWhy', 'onCommand:linspg.walkthrough.readWhy'],
    ['onContext:linspg.walkthrough.mend'],
  ]);
});

test.each(steps.map((step) => [step.title, step] as const))(
  '%s: its buttons are commands that there are',
  (_, step) => {
    const buttons = buttonsOf(step);
    expect(buttons.length).toBeGreaterThan(0);
    for (const { command, given } of buttons) {
      expect(known).toContain(command);
      const [folder, ending] = command === 'linspg.openPage' ? ['docs', '.md'] : ['examples', ''];
      for (const name of given)
        expect([name, existsSync(path.join(root, folder, name + ending))]).toEqual([name, true]);
    }
    // Commands of the editor's titles and palette are about the text in front, and the walkthrough's page is in front of it.
    for (const { command } of buttons)
      expect(command).toMatch(/^linspg\.(walkthrough\.|newFromExample|openPage)/);
    for (const event of step.completionEvents) {
      const [, kind, name] = /^(onCommand|onContext):(.+)$/.exec(event)!;
      if (kind === 'onContext') expect(name).toBe(`linspg.walkthrough.${step.id}`);
      else expect(buttons.map(({ command }) => command)).toContain(name);
    }
    expect(step.description.replaceAll('``', '')).not.toContain('`');
    expect(existsSync(path.join(root, step.media.svg))).toBe(true);
    expect(step.media.altText).not.toBe('');
  },
);
