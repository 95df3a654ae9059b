/**
 * `npm run bench:answers [repeats]`: milliseconds from a question about a bandit of 1000 × 50 to its answer, by the shipped language server in a process of its own,
 * over its protocol: completion and hovers at the places where a person asks, after the analysis has ended (*idle*), and right after
 * a keystroke (*typing*), which the server has to read before it answers a hover. Exit status 1 if a median of *idle* exceeds 100 ms.
 */
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { EditorClient } from '../test/unit/server/client.js';
import { banditText } from './keystroke/texts.js';
import { median, spread } from './spread.js';

const SERVER = fileURLToPath(new URL('../dist/server.cjs', import.meta.url));
const MOST = 100;
const repeats = Number(process.argv[2] ?? 11);
const uri = 'file:///bench.linspg';

const { text } = banditText(1000, 50, 'order preserved');
const whole = `${text}    \nrun:\n  learning-rate: theory\n  \n`;
const lines = whole.split('\n');
const lineOf = (words: string) => lines.findIndex((line) => line.startsWith(words));
const at = (line: number, character: number) => ({ line, character });
const middle = lineOf('    a500:');

const QUESTIONS = {
  'hover: bandit': ['hover', at(lineOf('bandit'), 2)],
  'hover: name of an action': ['hover', at(middle, 5)],
  'hover: its reward': ['hover', at(middle, lines[middle]!.indexOf('reward: ') + 9)],
  'hover: a feature': ['hover', at(middle, lines[middle]!.indexOf('[') + 3)],
  'hover: learning-rate': ['hover', at(lineOf('  learning-rate'), 5)],
  'completion: a row': ['completion', at(lineOf('    a1000:') + 1, 4)],
  'completion: a feature': ['completion', at(middle, lines[middle]!.indexOf('[') + 1)],
  'completion: a key of run': ['completion', at(lines.length - 2, 2)],
  'completion: a value': ['completion', at(lineOf('  learning-rate'), 17)],
} as const;

const client = await EditorClient.start(SERVER);
try {
  await client.open(uri, whole);
  await client.complete(uri, 1);
  console.log(
    `${cpus()[0]?.model}, ${cpus().length} cores, Node ${process.version}, ${repeats} repeats; ms, median (least … most)`,
  );
  console.log(`${''.padEnd(26)} ${'idle'.padEnd(20)} typing`);
  let version = 1;
  for (const [name, [kind, position]] of Object.entries(QUESTIONS)) {
    const ask = async () => {
      const began = performance.now();
      await client.ask(`textDocument/${kind}`, uri, { position });
      return performance.now() - began;
    };
    const idle: number[] = [];
    for (let n = 0; n < repeats; n++) idle.push(await ask());
    const typing: number[] = [];
    for (let n = 0; n < Math.min(repeats, 5); n++) {
      version++;
      await client.change(uri, version, whole.replace('title: Keystrokes', `title: Keystrokes ${version}`));
      typing.push(await ask());
    }
    await client.complete(uri, version);
    console.log(`${name.padEnd(26)} ${spread(idle).padEnd(20)} ${spread(typing)}`);
    if (median(idle) > MOST) process.exitCode = 1;
  }
} finally {
  await client.stop();
}
