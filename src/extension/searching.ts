/** A form that asks for what to search and where, and the search itself, whose hit opens as an untitled spec. */
import { ProgressLocation, type QuickPickItem, window, workspace } from 'vscode';
import { label, notification } from '../borders/vscode.js';
import type { ExperimentRunner } from '../experiment/runner.js';
import type { HitAnswer, HitOrder } from '../experiment/searchHit.js';
import { SIGNATURE_KINDS } from '../experiment/signature.js';
import { completionsOf } from '../search/completions.js';
import { type Expression, ExpressionError, parseExpression } from '../search/expression.js';
import { faultText } from '../search/expressionWords.js';
import { REWARDS_HINT, rangeHint, spaceWords, unaskedWords } from '../search/format.js';
import { feasible, unaskedIn } from '../search/search.js';
import { DEFAULT_REWARDS, FIELDS, parseRange, parseRewards, type Space } from '../search/space.js';
import { LANGUAGE } from './documents.js';

const TITLE = 'Find a Counter-example';
const STEPS = 5;

/** The fields of the form as a person writes them. */
export interface SearchForm {
  readonly expression: string;
  readonly actions: string;
  readonly dimensions: string;
  readonly entries: string;
  readonly rewards: string;
}

/** Is it a form that is filled in, as programs give it to the command? */
export function isForm(value: unknown): value is SearchForm {
  const fields = ['expression', 'actions', 'dimensions', 'entries', 'rewards'];
  return fields.every((field) => typeof (value as Record<string, unknown> | undefined)?.[field] === 'string');
}

/** @param form what is filled in already; a person is asked without it. @throws with words for a person */
export async function findCounterExample(
  runner: Pick<ExperimentRunner, 'searchHit'>,
  form?: SearchForm,
): Promise<void> {
  const filled = form ?? (await ask());
  if (filled === undefined) return;
  const order = orderOf(filled);
  const answer = await searched(runner, order);
  if (answer === null) return;
  if (answer.text === null) {
    void window.showInformationMessage(notification(`${sentence(answer.says)}.`));
    return;
  }
  const document = await workspace.openTextDocument({ language: LANGUAGE, content: answer.text });
  await window.showTextDocument(document);
}

/** null: a person has stopped it. */
async function searched(
  runner: Pick<ExperimentRunner, 'searchHit'>,
  order: HitOrder,
): Promise<HitAnswer | null> {
  const title = order.sample
    ? `Looking at ${order.sample.count} random bandits`
    : `Looking at all bandits of ${spaceWords(order.space)}`;
  return window.withProgress(
    { location: ProgressLocation.Notification, title: notification(title), cancellable: true },
    (progress, token) => {
      const stopped = new AbortController();
      token.onCancellationRequested(() => stopped.abort());
      let shown = 0;
      return runner.searchHit(
        order,
        ({ judged, part }) => {
          progress.report({ increment: 100 * (part - shown), message: `${judged} so far` });
          shown = part;
        },
        stopped.signal,
      );
    },
  );
}

/** @throws with words for a person */
function orderOf({ expression, actions, dimensions, entries, rewards }: SearchForm): HitOrder {
  const wrong = Object.entries({ actions, dimensions, entries })
    .map(([field, text]) => rangeFault(field as keyof typeof FIELDS, text))
    .find((fault) => fault !== null);
  if (wrong) throw new Error(wrong);
  const list = parseRewards(rewards);
  if (list === null) throw new Error(rewardsFault(rewards)!);
  const range = (field: keyof typeof FIELDS, text: string) =>
    parseRange(text, FIELDS[field].least, FIELDS[field].greatest)!;
  const space: Space = {
    actions: range('actions', actions),
    dimensions: range('dimensions', dimensions),
    entries: range('entries', entries),
    rewards: list,
  };
  const order = { expression: parsed(expression), space };
  const unasked = unaskedIn(order);
  if (unasked !== null)
    throw new Error(`${sentence(unaskedWords(unasked))}: search among ${unasked.actions} actions.`);
  return feasible(order);
}

/** @throws with words for a person */
function parsed(text: string): Expression {
  const fault = expressionFault(text);
  if (fault !== null) throw new Error(fault);
  return parseExpression(text, SIGNATURE_KINDS);
}

/** What is wrong with an expression; null: nothing. */
function expressionFault(text: string): string | null {
  const error = errorOf(text);
  return error && faultText(error.fault, SIGNATURE_KINDS);
}

function errorOf(text: string): ExpressionError | null {
  try {
    parseExpression(text, SIGNATURE_KINDS);
    return null;
  } catch (error) {
    if (error instanceof ExpressionError) return error;
    throw error;
  }
}

function rangeFault(field: keyof typeof FIELDS, text: string): string | null {
  const { least, greatest } = FIELDS[field];
  return parseRange(text, least, greatest) ? null : `Expected ${rangeHint(field)}, not '${text}'.`;
}

function rewardsFault(text: string): string | null {
  return parseRewards(text) === null ? `Expected ${REWARDS_HINT}, not '${text}'.` : null;
}

/** undefined: a person gave up. */
async function ask(): Promise<SearchForm | undefined> {
  const expression = await askExpression();
  const actions = expression === undefined ? undefined : await askRange('actions', 2, 'How many actions?');
  const dimensions =
    actions === undefined ? undefined : await askRange('dimensions', 3, 'How many features?');
  const entries =
    dimensions === undefined
      ? undefined
      : await askRange('entries', 4, 'Of which whole numbers are features made?');
  const rewards =
    entries === undefined
      ? undefined
      : await askText(5, DEFAULT_REWARDS, rewardsFault, 'Rewards: order (K, …, 2, 1), ties, or a range');
  if (expression === undefined || actions === undefined || dimensions === undefined) return undefined;
  return entries === undefined || rewards === undefined
    ? undefined
    : { expression, actions, dimensions, entries, rewards };
}

function askRange(field: keyof typeof FIELDS, step: number, prompt: string) {
  return askText(step, FIELDS[field].default, (text) => rangeFault(field, text), prompt);
}

async function askText(
  step: number,
  value: string,
  fault: (text: string) => string | null,
  prompt: string,
): Promise<string | undefined> {
  return window.showInputBox({
    title: `${TITLE} (${step}/${STEPS})`,
    value,
    prompt,
    ignoreFocusOut: true,
    validateInput: (text) => fault(text) ?? undefined,
  });
}

interface Offer extends QuickPickItem {
  /** What accepting it makes of the text; without it, the text is taken as it is. */
  readonly text?: string;
}

/** The expression, with the words that may follow below it: Enter on one writes it, Enter on the first line takes the whole. */
function askExpression(): Promise<string | undefined> {
  const pick = window.createQuickPick<Offer>();
  pick.title = `${TITLE} (1/${STEPS})`;
  pick.placeholder = 'Such as: npg-top and trap and not features-K';
  pick.ignoreFocusOut = true;
  const offer = () => {
    const error = errorOf(pick.value);
    const words = completionsOf(pick.value, SIGNATURE_KINDS);
    const offers: Offer[] = words.map(({ word, text }) => ({ label: label(word), text, alwaysShow: true }));
    const whole: Offer = { label: label(`Search for: ${pick.value}`), alwaysShow: true };
    if (error === null) {
      pick.items = [whole, ...offers];
      return;
    }
    const { fault } = error;
    const says = faultText(fault, SIGNATURE_KINDS);
    const wrong: Offer = { label: label(says), text: pick.value, alwaysShow: true };
    // What is wrong further ahead is not mended by another word at the end; a bracket is.
    const isAhead = fault.code !== 'not-closed' && pick.value.slice(fault.at.end).trim() !== '';
    pick.items = isAhead || offers.length === 0 ? [wrong] : offers;
  };
  offer();
  return new Promise((resolve) => {
    pick.onDidChangeValue(offer);
    pick.onDidAccept(() => {
      const [chosen] = pick.activeItems;
      if (!chosen) return;
      if (chosen.text === undefined) {
        resolve(pick.value);
        pick.hide();
        return;
      }
      pick.value = chosen.text;
      offer();
    });
    pick.onDidHide(() => {
      resolve(undefined);
      pick.dispose();
    });
    pick.show();
  });
}

function sentence(words: string): string {
  return words[0]!.toUpperCase() + words.slice(1);
}
