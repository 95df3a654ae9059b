/** Sorts the rows of a table by a column. Pure. */

export interface Order<By extends string> {
  /** A column. */
  readonly by: By;
  readonly descending: boolean;
}

/** The order after a press on the heading of a column: a second press reverses it. */
export function afterPress<By extends string>(order: Order<By>, by: By): Order<By> {
  return { by, descending: order.by === by && !order.descending };
}

/**
 * Unknown values (null) come last in both directions.
 *
 * @param rankOf the position of a row among equal ones
 */
export function sortedBy<Row>(
  rows: readonly Row[],
  keyOf: (row: Row) => number | string | null,
  descending: boolean,
  rankOf: (row: Row) => number,
): Row[] {
  const sign = descending ? -1 : 1;
  return [...rows].sort((a, b) => {
    const [left, right] = [keyOf(a), keyOf(b)];
    if (left === right) return rankOf(a) - rankOf(b);
    if (left === null) return 1;
    if (right === null) return -1;
    return left < right ? -sign : sign;
  });
}
