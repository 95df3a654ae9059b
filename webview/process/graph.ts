/** A process as a graph: which states lead to which, in layers. Laid out by dagre. */
import { type EdgeLabel, Graph, type GraphLabel, layout, type NodeLabel } from '@dagrejs/dagre';
import type { ProcessNumbers } from '../../src/model/processNumbers.js';
import type { Subject } from '../../src/shared/messages.js';
import { BOX, type Edge, type Layout, type Place } from './places.js';

/** More states would be an unreadable tangle, and take long to lay out. */
const MOST_STATES = 60;
const MOST_EDGES = 240;

/** The size of a transition's probability. */
const LABEL = { width: 34, height: 14 };
const MARGIN = 6;
/** The line from a state to itself: its positions from the right corner, and its height. */
const LOOP = { from: 34, to: 10, up: 18 };
/** In pixels: if the width is less, layers are placed below each other rather than side by side. */
const NARROW = 560;

/** Which states are connected by some action, each pair once. null: there are more than are drawn. */
export function edgesOf({
  offsets,
  process,
}: Pick<Subject, 'offsets' | 'process'>): [from: number, to: number][] | null {
  const { states, transitions, terminal } = process!;
  if (transitions === null || states.length > MOST_STATES) return null;
  const edges = states.flatMap((_, state) => {
    // A terminal state is drawn as such.
    if (terminal[state]) return [];
    const next = transitions
      .slice(offsets[state], offsets[state + 1])
      .flatMap((to) => to.map(([each]) => each));
    return [...new Set(next)].map((to): [number, number] => [state, to]);
  });
  return edges.length > MOST_EDGES ? null : edges;
}

/** @param width the available width; a graph that needs more is wider. null: it is too large to be drawn. */
export function graphLayout(subject: Pick<Subject, 'offsets' | 'process'>, width: number): Layout | null {
  const edges = edgesOf(subject);
  if (edges === null) return null;
  const graph = new Graph<GraphLabel, NodeLabel, EdgeLabel>();
  graph.setGraph({
    rankdir: width < NARROW ? 'TB' : 'LR',
    nodesep: LOOP.up + 8,
    ranksep: 26,
    edgesep: 8,
    marginx: MARGIN,
    marginy: MARGIN + LOOP.up,
  });
  const process: ProcessNumbers = subject.process!;
  process.states.forEach((_, state) => {
    graph.setNode(String(state), { ...BOX });
  });
  // Version 3.1 of dagre puts the lines of loops elsewhere.
  for (const [from, to] of edges)
    if (from !== to) graph.setEdge(String(from), String(to), { ...LABEL, labelpos: 'c' });
  layout(graph);
  const { width: across = 0, height: down = 0 } = graph.graph();
  const places = process.states.map((_, state): Place => {
    const { x, y } = graph.node(String(state));
    return { state, x: x!, y: y!, ...BOX };
  });
  return {
    width: across,
    height: down,
    places,
    edges: edges.map(([from, to]) => {
      if (from === to) return loopAt(places[from]!);
      const { points, x, y } = graph.edge(String(from), String(to));
      return { from, to, points: points!, label: { x: x!, y: y! } };
    }),
  };
}

/** A line from the upper side of a box back to it. */
function loopAt({ state, x, y, width, height }: Place): Edge {
  const [top, right] = [y - height / 2, x + width / 2];
  const [start, end] = [right - LOOP.from, right - LOOP.to];
  return {
    from: state,
    to: state,
    points: [
      { x: start, y: top },
      { x: start, y: top - LOOP.up },
      { x: end, y: top - LOOP.up },
      { x: end, y: top },
    ],
    label: { x: start - LABEL.width / 2, y: top - LOOP.up / 2 },
  };
}
