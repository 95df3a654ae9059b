/**
 * `npm run bench:keystroke [repeats]`: milliseconds from sending a keystroke (`textDocument/didChange`) to the language server,
 * in a process of its own as it is shipped, to the first diagnostics of that version and to the complete ones.
 *
 * - *alone*: the server is idle when the keystroke comes;
 * - *another document*: how long a hover over another document waits while these diagnostics are worked out;
 * - *interrupting*: it comes as soon as the first diagnostics of the keystroke before it are there, so that what is left of
 *   that analysis has to be dropped. The time runs from this second keystroke.
 *
 * Both clocks are this process's. The client's own reading of the answer is in the figure, VS Code's drawing is not.
 */
import { spawn } from 'node:child_process';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import {
  createProtocolConnection,
  type ProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { program } from '../scripts/program.js';
import { ANALYSIS_NOTIFICATION, type AnalysisParams } from '../src/shared/protocol.js';
import { random } from './random.js';
import { spread } from './spread.js';

const SIZES = [
  [4, 2],
  [20, 10],
  [100, 20],
  [1000, 50],
] as const;

/** Rewards in and out of the order that the features can give: the second kind has more to find and to say. */
const KINDS = ['order preserved', 'Gaussian'] as const;

/** A chain, where an action goes on or back, and states that lead to any two others. */
const PROCESSES = [
  { states: 22, actions: 4, features: null, next: 'chain' },
  { states: 22, actions: 4, features: 6, next: 'chain' },
  { states: 22, actions: 4, features: 6, next: 'any' },
  { states: 25, actions: 2, features: 10, next: 'any' },
] as const;

const repeats = Number(process.argv[2] ?? 11);
const uri = 'file:///bench.linspg';
const otherUri = 'file:///other.linspg';
/** Milliseconds between two questions about another document. */
const ASKING = 20;

/** A text, and where in it the digit stands that every keystroke replaces. */
interface Typed {
  readonly name: string;
  readonly text: string;
  readonly line: number;
  readonly character: number;
}

async function main(): Promise<boolean> {
  console.log(
    `${cpus()[0]?.model}, ${cpus().length} cores, Node ${process.version}, ${repeats} repeats; ms, median (least … most)`,
  );
  console.log(
    `${'problem'.padEnd(30)} ${'alone: first'.padEnd(16)} ${'complete'.padEnd(20)} ${'interrupting: first'.padEnd(20)} ${'complete'.padEnd(20)} another document meanwhile`,
  );
  const bandits = SIZES.flatMap(([actions, dimensions]) =>
    KINDS.map((kind) => banditText(actions, dimensions, kind)),
  );
  for (const typed of [...bandits, ...PROCESSES.map(processText)]) {
    // A server of its own for each, as a window has just been opened on it.
    const server = await Server.start();
    try {
      await server.open(typed);
      const alone: Answer[] = [];
      for (let n = 0; n < repeats; n++) alone.push(await (await server.keystroke()).complete);
      const interrupting: Answer[] = [];
      for (let n = 0; n < repeats; n++) {
        const dropped = await server.keystroke();
        await dropped.first;
        interrupting.push(await (await server.keystroke()).complete);
      }
      const waits: number[] = [];
      for (let n = 0; n < repeats; n++) waits.push(...(await server.askingMeanwhile()));
      const columns = [alone, interrupting].flatMap((answers) => [
        spread(answers.map(({ first }) => first)),
        spread(answers.map(({ complete }) => complete)),
      ]);
      console.log(
        `${typed.name.padEnd(30)} ${columns.map((column, n) => column.padEnd(n === 0 ? 16 : 20)).join(' ')} ${spread(waits)}`,
      );
    } finally {
      await server.stop();
    }
  }
  return true;
}

/** A bandit in the language, one action a line; feature 1 of the first action is a single digit after the point. */
function banditText(actions: number, dimensions: number, kind: (typeof KINDS)[number]): Typed {
  const { uniform, normal } = random(1, actions);
  const theta = Array.from({ length: dimensions }, uniform);
  const rows = Array.from({ length: actions }, () =>
    Array.from({ length: dimensions }, () => (kind === 'Gaussian' ? normal() : uniform()).toFixed(3)),
  );
  const rewards = rows.map((row) =>
    kind === 'Gaussian'
      ? uniform().toFixed(6)
      : row.reduce((sum, x, k) => sum + Number(x) * theta[k]!, 0).toFixed(6),
  );
  const lines = rows.map(
    (row, a) => `    a${a + 1}: { reward: ${rewards[a]}, features: [${row.join(', ')}] }`,
  );
  return {
    name: `${actions}×${dimensions} ${kind}`,
    text: `title: Keystrokes\n\nbandit:\n  actions:\n${lines.join('\n')}\n`,
    line: 4,
    character: lines[0]!.indexOf('[') + 4,
  };
}

/** An MDP in the language, one action a line; the digit is the last of the reward of the first action. */
function processText({ states, actions, features, next }: (typeof PROCESSES)[number]): Typed {
  const { normal, whole } = random(1, 1000 * states + actions);
  const name = (s: number) => `s${Math.min(Math.max(s, 1), states)}`;
  const lines = Array.from({ length: states }, (_, s) => [
    `    ${name(s + 1)}:`,
    ...Array.from({ length: actions }, (__, a) => {
      const [one, other] =
        next === 'chain' ? [s + (a === 0 ? 2 : 0), s + 1] : [whole(1, states), whole(1, states)];
      const to = name(one) === name(other) ? name(one) : `{ ${name(one)}: 0.9, ${name(other)}: 0.1 }`;
      const row =
        features === null
          ? ''
          : `, features: [${Array.from({ length: features }, () => normal().toFixed(3)).join(', ')}]`;
      return `      a${a + 1}: { to: ${to}, reward: ${normal().toFixed(3)}${row} }`;
    }),
  ]).flat();
  const head = `mdp:\n  discount: 0.9\n  start: uniform\n${features === null ? '  features: one-hot\n' : ''}  states:\n`;
  return {
    name: `${states}×${actions} ${next}, ${features === null ? 'one-hot' : `${features} features`}`,
    text: `${head}${lines.join('\n')}\n`,
    line: head.split('\n').length,
    character:
      lines[1]!.search(/reward: -?\d\.\d{3}/) + lines[1]!.match(/reward: -?\d\.\d{3}/)![0].length - 1,
  };
}

interface Answer {
  readonly first: number;
  readonly complete: number;
}

interface Sent {
  readonly first: Promise<void>;
  /** Never settles when a later keystroke drops it. */
  readonly complete: Promise<Answer>;
}

class Server {
  #version = 0;
  #typed: Typed | null = null;
  readonly #waiting = new Map<number, { diagnostics(): void; complete(): void; fail(why: string): void }>();
  #newest = 0;

  private constructor(
    private readonly child: ReturnType<typeof spawn>,
    private readonly connection: ProtocolConnection,
  ) {
    connection.onNotification(
      'textDocument/publishDiagnostics',
      ({ uri: of, version }: { readonly uri: string; readonly version: number }) => {
        if (of !== uri) return;
        if (version < this.#newest) {
          this.#waiting.get(this.#version)?.fail(`version ${version} was told after ${this.#newest}`);
        }
        this.#newest = version;
        this.#waiting.get(version)?.diagnostics();
      },
    );
    connection.onNotification(ANALYSIS_NOTIFICATION, ({ uri: of, version, complete }: AnalysisParams) => {
      if (of === uri && complete) this.#waiting.get(version)?.complete();
    });
  }

  static async start(): Promise<Server> {
    const child = spawn(
      process.execPath,
      [fileURLToPath(new URL('../dist/server.cjs', import.meta.url)), '--stdio'],
      { stdio: ['pipe', 'pipe', 'inherit'] },
    );
    process.once('exit', () => child.kill());
    const connection = createProtocolConnection(
      new StreamMessageReader(child.stdout!),
      new StreamMessageWriter(child.stdin!),
    );
    connection.listen();
    await connection.sendRequest('initialize', { processId: process.pid, rootUri: null, capabilities: {} });
    await connection.sendNotification('initialized', {});
    return new Server(child, connection);
  }

  async open(typed: Typed): Promise<void> {
    this.#typed = typed;
    const { complete } = await this.#send(() =>
      this.connection.sendNotification('textDocument/didOpen', {
        textDocument: { uri, languageId: 'linspg', version: this.#version, text: typed.text },
      }),
    );
    await complete;
    const { text } = banditText(4, 2, 'Gaussian');
    await this.connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri: otherUri, languageId: 'linspg', version: 1, text },
    });
  }

  /** A keystroke, and until its diagnostics are complete one hover after the other over another document: how long each waits. */
  async askingMeanwhile(): Promise<number[]> {
    const sent = await this.keystroke();
    let isComplete = false;
    const complete = sent.complete.then(() => {
      isComplete = true;
    });
    const waits: number[] = [];
    while (!isComplete) {
      const asked = performance.now();
      await this.connection.sendRequest('textDocument/hover', {
        textDocument: { uri: otherUri },
        position: { line: 2, character: 2 },
      });
      waits.push(performance.now() - asked);
      await Promise.race([complete, new Promise((resolve) => setTimeout(resolve, ASKING))]);
    }
    return waits;
  }

  keystroke(): Promise<Sent> {
    return this.#send(() => {
      const { line, character } = this.#typed!;
      const start = { line, character };
      return this.connection.sendNotification('textDocument/didChange', {
        textDocument: { uri, version: this.#version },
        contentChanges: [
          {
            range: { start, end: { ...start, character: start.character + 1 } },
            text: String(this.#version % 10),
          },
        ],
      });
    });
  }

  async stop(): Promise<void> {
    await this.connection.sendRequest('shutdown');
    const ended = new Promise((resolve) => this.child.once('exit', resolve));
    await this.connection.sendNotification('exit');
    await ended;
    this.connection.dispose();
  }

  async #send(notify: () => Promise<void>): Promise<Sent> {
    this.#version++;
    let sent = 0;
    let firstAt: number | null = null;
    let sawFirst: () => void;
    let sawAll: (answer: Answer) => void;
    let failed: (error: Error) => void;
    const first = new Promise<void>((resolve) => {
      sawFirst = resolve;
    });
    const complete = new Promise<Answer>((resolve, reject) => {
      sawAll = resolve;
      failed = reject;
    });
    this.#waiting.set(this.#version, {
      diagnostics() {
        firstAt ??= performance.now() - sent;
        sawFirst();
      },
      complete() {
        // The complete diagnostics are published just before the analysis that says so.
        if (firstAt === null) failed(new Error('An analysis was complete before its first diagnostics.'));
        else sawAll({ first: firstAt, complete: performance.now() - sent });
      },
      fail: (why) => failed(new Error(`The server broke the order of versions: ${why}.`)),
    });
    sent = performance.now();
    await notify();
    return { first, complete };
  }
}

await program(main);
