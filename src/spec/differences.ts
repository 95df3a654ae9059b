/** The differences between two texts in a few words, for the legend of compared runs. */
import { parse } from 'yaml';

/** The most differences that are listed. */
const MOST = 3;

/** The values of a text as they are written, by their paths. */
export type Values = ReadonlyMap<string, string>;

/** Each value that is not a mapping. A text that is not YAML has none. */
export function valuesOf(text: string): Values {
  const found = new Map<string, string>();
  const walk = (value: unknown, path: string): void => {
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      for (const [key, inner] of Object.entries(value)) walk(inner, path === '' ? key : `${path}.${key}`);
    } else found.set(path, typeof value === 'string' ? value : written(value));
  };
  try {
    walk(parse(text, { logLevel: 'silent' }), '');
  } catch {
    return found;
  }
  return found;
}

/**
 * The values of `ours` that differ from `theirs`: `learning-rate: 0.2`, `a2.reward: 8`. Comments, white space and the title
 * do not count; a key that `ours` lacks is listed as `no seed`.
 */
export function differences(ours: Values, theirs: Values): string {
  const paths = [...new Set([...ours.keys(), ...theirs.keys()])].filter(
    (path) => path !== 'title' && ours.get(path) !== theirs.get(path),
  );
  if (paths.length === 0) return 'same spec';
  const said = paths.slice(0, MOST).map((path) => {
    const value = ours.get(path);
    const name = path.replace(/^(run|bandit\.actions|bandit)\./, '');
    return value === undefined ? `no ${name}` : `${name}: ${value}`;
  });
  return said.join(', ') + (paths.length > MOST ? ', …' : '');
}

function written(value: unknown): string {
  return JSON.stringify(value).replaceAll('"', '').replaceAll(',', ', ');
}
