import type { RecoveredText } from './recoveredText.js';
import type { ActionSource, RowSource, SpecSource, StateSource, TextRange } from './types.js';

/** A source of the recovered text with all its ranges moved to where they are in the text as written. */
export function asWritten(recovered: RecoveredText, source: SpecSource): SpecSource {
  if (recovered.isAsWritten) return source;
  const original = (range: TextRange) => recovered.original(range);
  const maybe = (range: TextRange | null) => range && original(range);
  const field = ({ key, value }: { readonly key: TextRange; readonly value: TextRange }) => ({
    key: original(key),
    value: original(value),
  });
  const rowOf = ({ row, features }: RowSource): RowSource => ({
    row: original(row),
    features: features.map(original),
  });
  const action = ({ name, reward, ...rest }: ActionSource): ActionSource => ({
    name: original(name),
    reward: original(reward),
    ...rowOf(rest),
  });
  const state = ({ name, value, actions, probability }: StateSource): StateSource => ({
    name: original(name),
    value: original(value),
    actions: actions.map(({ to, ...rest }) => ({
      ...action(rest),
      to: to && {
        ...field(to),
        entries: to.entries.map((entry) => ({
          ...entry,
          name: original(entry.name),
          probability: maybe(entry.probability),
        })),
      },
    })),
    probability: maybe(probability),
  });
  return {
    banditKey: maybe(source.banditKey),
    generateKey: maybe(source.generateKey),
    contextsKey: maybe(source.contextsKey),
    mdpKey: maybe(source.mdpKey),
    actions: source.actions.map(action),
    states: source.states.map(state),
    table: source.table.map((row) => row && rowOf(row)),
    unwritten: source.unwritten,
    areRewardsInFile: source.areRewardsInFile,
    beside: Object.fromEntries(Object.entries(source.beside).map(([name, both]) => [name, field(both)])),
    mentions: source.mentions.map((mention) => ({ ...mention, range: original(mention.range) })),
    parameters: source.parameters.map(({ key, number, ...rest }) => ({
      ...rest,
      key: original(key),
      number: original(number),
    })),
    expressions: source.expressions.map(({ range, ...rest }) => ({ ...rest, range: original(range) })),
    noise: source.noise && field(source.noise),
    runKey: maybe(source.runKey),
    run: Object.fromEntries(
      Object.entries(source.run).map(([name, { key, value, items }]) => [
        name,
        { key: original(key), value: original(value), items: items.map(original) },
      ]),
    ),
  };
}
