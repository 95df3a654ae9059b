/** Parameters and expressions: `let: { t: 1/2 }`, and `1 - t` wherever a number of the problem stands. */
import fc from 'fast-check';
import { Fraction } from 'fraction.js';
import { describe, expect, it } from 'vitest';
import { toFraction } from '../../../src/model/rational.js';
import { computedRows } from '../../../src/shared/computed.js';
import { applied } from '../../../src/spec/applied.js';
import { featuresEdit, rewardEdit } from '../../../src/spec/edit.js';
import { readSpec } from '../../../src/spec/read.js';

/** A bandit of which one reward and one row are given. */
function bandit(reward: string, row: string, parameters = 't: 1/2'): string {
  return `let: { ${parameters} }\nbandit:\n  actions:\n    a1: { reward: ${reward}, features: [${row}] }\n    a2: { reward: t - t, features: [1, 0] }\n`;
}

/** What is wrong: what stands there, and the sentence. */
function wrong(text: string): [string, string][] {
  return readSpec(text).issues.map(({ range, message }) => [text.slice(range.start, range.end), message]);
}

const literals = (text: string): string[] => {
  const { bandit: read, issues } = readSpec(text);
  expect(issues).toEqual([]);
  return [read!.rewards[0]!, ...read!.features[0]!].map(({ literal }) => literal);
};

describe('an expression', () => {
  it('has its exact value, as a fraction where one is written, else as a decimal', () => {
    expect(literals(bandit('t', '1 - t, 2*t/3'))).toEqual(['1/2', '1/2', '1/3']);
    expect(literals(bandit('(1-t)*(1+t)', '-t, -(t - 3)'))).toEqual(['3/4', '-1/2', '5/2']);
    expect(literals(bandit('1 - t', '"t*0.1", t-1e-3', 't: 0.3'))).toEqual(['0.7', '0.03', '0.299']);
    expect(literals(bandit('t/7', '1/t/t, 1/(t/t)', 't: 2'))).toEqual(['2/7', '1/4', '1']);
  });

  it('agrees with fractions, whatever is computed', () => {
    const atom = fc.oneof(
      fc.constant({ text: 't', value: new Fraction(3, 7) }),
      fc.integer({ min: 0, max: 9 }).map((n) => ({ text: String(n), value: new Fraction(n) })),
    );
    type Node = { text: string; value: Fraction | null };
    const { tree } = fc.letrec<{ tree: Node }>((tie) => ({
      tree: fc.oneof(
        { maxDepth: 4 },
        atom,
        fc.tuple(tie('tree'), fc.constantFrom('+', '-', '*', '/'), tie('tree')).map(([a, sign, b]) => {
          const text = `(${a.text} ${sign} ${b.text})`;
          if (a.value === null || b.value === null) return { text, value: null };
          if (sign === '+') return { text, value: a.value.add(b.value) };
          if (sign === '-') return { text, value: a.value.sub(b.value) };
          if (sign === '*') return { text, value: a.value.mul(b.value) };
          return { text, value: b.value.equals(0) ? null : a.value.div(b.value) };
        }),
      ),
    }));
    fc.assert(
      fc.property(tree, ({ text, value }) => {
        if (text.length > 190) return;
        const { bandit: read, issues } = readSpec(bandit(`t*0 + ${text}`, '0, 1', 't: 3/7'));
        if (value === null) expect(issues.map(({ code }) => code)).toEqual(['expression']);
        else expect(toFraction(read!.rewards[0]!).equals(value)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  it.each([
    ['s + 1', 's', /no parameter `s` in `let`\. Did you mean `t`\?/],
    ['1/(t - 1/2)', '(t - 1/2)', /division by 0: `\(t - 1\/2\)` is 0 at t = 1\/2/],
    ['2t', 't', /expected one of \+ - \* \/ before `t`\. Did you mean `2\*t`\?/],
    ['t^2', '^', /Write a power as a product, such as `t\*t`/],
    ['1 − t', '−', /Did you mean `1 - t`\?/],
    ['(1 - t', '(', /`\(` without the bracket that closes it/],
    ['1 - t)', ')', /`\)` without the bracket that opens it/],
    ['t +', '', /expected a number or a parameter, found nothing/],
    ['t*1e200*1e200', 't*1e200*1e200', /more than 200 digits/],
    ['t*1e199*1e-199 + 01', '01', /expected a number or a parameter, found `01`/],
  ])('that is none is told at its place: %s', (expression, place, message) => {
    const [[found, said]] = wrong(bandit(expression, '0, 1')) as [[string, string]];
    expect(found).toBe(place);
    expect(said).toMatch(message);
    expect(wrong(bandit(expression, '0, 1'))).toHaveLength(1);
  });

  it('may have 200 characters, and brackets as deep as that', () => {
    const nested = `${'('.repeat(99)}t${')'.repeat(99)}`;
    expect(literals(bandit(nested, '0, 1'))).toEqual(['1/2', '0', '1']);
    expect(wrong(bandit(`(${nested})+0`, '0, 1'))[0]![1]).toMatch(/may have 200 characters, found 203/);
  });

  it('stands wherever a number of the problem does, and probabilities sum exactly', () => {
    const { mdp, issues } = readSpec(
      'let:\n  g: 0.9\n  p: 1/3\nmdp:\n  discount: g\n  start: { s1: p, s2: 1 - p }\n  states:\n    s1: { go: { to: { s1: p/2, s2: 1 - p/2 }, reward: p, features: [g, 0] }, stay: { to: s1, reward: 0, features: [p, 1] } }\n    s2: terminal\n',
    );
    expect(issues).toEqual([]);
    expect(mdp!.discount.value).toBe(0.9);
    expect(mdp!.start.map(({ literal }) => literal)).toEqual(['1/3', '2/3']);
    expect(mdp!.pairs[0]!.to.map(({ probability }) => probability.literal)).toEqual(['1/6', '5/6']);
  });

  it.each([
    ['init: [2*t, 0]', '2*t', 'entry 1 of `init`', '1'],
    ['learning-rate: t', 't', '`learning-rate`', '1/2'],
    ['learning-rate: 3*t/7', '3*t/7', '`learning-rate`', '3/14'],
    ['learning-rate: theory*t', 't', '`learning-rate`', '1/2'],
    ['learning-rate: "theory * (1 + t)"', '(1 + t)', '`learning-rate`', '3/2'],
    ['learning-rate: { normalized: t }', 't', '`normalized`', '1/2'],
    ['iterations: 100*t', '100*t', '`iterations`', '50'],
    ['stop: { gap: t }', 't', '`gap`', '1/2'],
  ])('may not stand in an experiment, and is told with its number: %s', (run, place, name, number) => {
    const text = `${bandit('t', '0, 1')}run: { ${run} }\n`;
    expect(wrong(text)).toEqual([
      [
        place,
        `${name}: found \`${place}\`, but parameters of \`let\` may stand only in numbers of the problem. Write the number, ${number}.`,
      ],
    ]);
    const [issue] = readSpec(text).issues;
    const at = text.lastIndexOf(place);
    expect(applied(text, issue!.fix!.edits)).toBe(text.slice(0, at) + number + text.slice(at + place.length));
  });

  it('in an experiment that names no parameter is a word like others', () => {
    expect(wrong(`${bandit('t', '0, 1')}run: { learning-rate: s, seed: s + 1 }\n`)).toEqual([
      ['s', expect.stringContaining('expected theory')],
      ['s + 1', expect.stringContaining('expected a whole number')],
    ]);
  });
});

describe('a text without `let`', () => {
  it('is read as before', () => {
    const text = bandit('1', '0, 1').replace(/^let.*\n/, '');
    expect(wrong(text.replace('t - t', 't'))).toEqual([
      ['t', '`reward` of a2: expected a number, found `t`: it is not a number such as 9, -0.5, 1e-6 or 1/3.'],
    ]);
    expect(wrong(text.replace('t - t', '2').replace('[0, 1]', '[1 -2]'))[0]![1]).toMatch(
      /Did you mean `1, -2`/,
    );
  });
});

describe('a parameter', () => {
  it('is a number, or a number with what a phase diagram goes through', () => {
    const { source } = readSpec(bandit('t', '0, u', 't: { value: 1/2, from: -2, to: 3 }, u: 4'));
    expect(source.parameters[0]).toMatchObject({
      name: 't',
      value: { literal: '1/2' },
      from: { literal: '-2' },
      to: { literal: '3' },
    });
    expect(source.parameters[1]).toMatchObject({ name: 'u', value: { literal: '4' }, from: null });
  });

  it.each([
    ['t: { value: 2, from: 0, to: 1 }', '2 is greater than `to`, 1', 't: { value: 2, from: 0, to: 2 }'],
    [
      't: { value: -1/3, from: 0, to: 1 }',
      '-1/3 is less than `from`, 0',
      't: { value: -1/3, from: -1/3, to: 1 }',
    ],
    ['t: { value: 2, to: 1 }', '2 is greater than `to`, 1', 't: { value: 2, to: 2 }'],
  ])(
    'whose value a phase diagram does not reach is told, with the wider range: %s',
    (written, said, mended) => {
      const text = bandit('t', '0, 1', written);
      const [issue, ...others] = readSpec(text).issues;
      expect(others).toEqual([]);
      expect(issue).toMatchObject({ severity: 'warning', code: 'parameter-range' });
      expect(issue!.message).toBe(`parameter t: the value ${said}: a phase diagram does not reach it.`);
      const value = /value: ([^,]*)/.exec(written)![1];
      expect(text.slice(issue!.range.start, issue!.range.end)).toBe(value);
      expect(applied(text, issue!.fix!.edits)).toBe(bandit('t', '0, 1', mended));
      expect(readSpec(bandit('t', '0, 1', mended)).issues).toEqual([]);
    },
  );

  it('that is broken leaves the problem unread, and is told once', () => {
    for (const [parameters, message] of [
      ['t: u, u: 1', /does not refer to others/],
      ['t: { from: 1 }', /has no `value`/],
      ['t: { value: 1/2, from: 1, to: 1 }', /expected `to` greater than `from`, 1, found 1/],
    ] as const) {
      const text = bandit('t', '0, 1', parameters);
      const errors = readSpec(text).issues.filter(({ severity }) => severity === 'error');
      expect(errors.map((error) => error.message)).toEqual([expect.stringMatching(message)]);
      expect(readSpec(text).bandit).toBeNull();
    }
  });

  it('that nothing names is told', () => {
    expect(wrong(bandit('t', '0, 1', 't: 1, spare: 2'))).toEqual([
      ['spare', 'No number of the problem names the parameter `spare`: it changes nothing.'],
    ]);
  });
});

describe('what is dragged', () => {
  const text = bandit('t', '1 - t, u', 't: 1/2, u: { value: 4, from: 0, to: 9 }');

  it('changes the parameter where that stands alone', () => {
    expect(applied(text, rewardEdit(text, 0, '0.7')!)).toBe(text.replace('t: 1/2', 't: 0.7'));
    expect(applied(text, featuresEdit(text, 0, [{ feature: 1, literal: '3' }])!)).toBe(
      text.replace('value: 4', 'value: 3'),
    );
    expect(applied(text, featuresEdit(text, 1, [{ feature: 0, literal: '5' }])!)).toBe(
      text.replace('[1, 0]', '[5, 0]'),
    );
  });

  it('leaves a number alone that is computed, and says which', () => {
    expect(featuresEdit(text, 0, [{ feature: 0, literal: '3' }])).toBeNull();
    expect(rewardEdit(text, 1, '3')).toBeNull();
    expect(computedRows(readSpec(text).bandit!)).toEqual({
      computed: [
        { row: 0, expression: '1 - t', feature: 0 },
        { row: 1, expression: 't - t', feature: null },
      ],
    });
  });

  it('is not one parameter in two directions at once', () => {
    const twice = bandit('1', 't, t');
    const both = [0, 1].map((feature) => ({ feature, literal: String(feature) }));
    expect(featuresEdit(twice, 0, both)).toBeNull();
    expect(computedRows(readSpec(twice).bandit!).computed!.filter(({ row }) => row === 0)).toHaveLength(2);
  });
});
