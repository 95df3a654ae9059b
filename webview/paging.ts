/** The pages of a long table. Pure. */

/** The rows of a page. */
export const PAGE = 20;

export interface Page {
  readonly at: number;
  readonly of: number;
  /** The range of its rows, half-open. */
  readonly from: number;
  readonly to: number;
}

/** The requested page, or the nearest that exists. @param page counted from 0. @param size the rows of a page */
export function pageAt(page: number, rows: number, size = PAGE): Page {
  const of = Math.max(1, Math.ceil(rows / size));
  const at = Math.max(0, Math.min(of - 1, page));
  return { at, of, from: at * size, to: Math.min(rows, (at + 1) * size) };
}
