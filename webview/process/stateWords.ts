/** The words in a state of the picture of the policy. Pure. */
import { figure } from '../format.js';
import { rowsOf } from './format.js';
import type { Moment } from './stateTable.js';
import { likeliest } from './strip.js';

/** For a place in a grid its value; otherwise the value, and the most probable action if there is a choice. */
export function stateLines({ experiment: { subject }, policy, values }: Moment, state: number): string[] {
  const { grid, actionNames } = subject.process!;
  const rows = rowsOf(subject, state);
  const row = likeliest(policy, rows);
  const value = values ? figure(values.values[state]!, 4) : '';
  const likely = rows.length > 1 ? `${actionNames[row]} ${roughly(policy[row]!)}` : '';
  return grid !== null ? [value] : [value === '' ? '' : `V = ${value}`, likely];
}

/** A probability in few characters. */
const roughly = (value: number): string => (value > 0.999 && value < 1 ? '> 0.999' : figure(value));
