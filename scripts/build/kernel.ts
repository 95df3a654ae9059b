/** Compiles the engine's kernel, AssemblyScript, to WebAssembly. */
import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';

/** The part of asc that is needed. Its own types would replace Node's globals by those of AssemblyScript. */
interface Compiler {
  main(
    options: readonly string[],
    files: {
      readFile(name: string): string | null;
      writeFile(name: string, contents: Uint8Array): void;
      listFiles(): string[];
    },
  ): Promise<{ readonly error: Error | null; readonly stderr: { toString(): string } }>;
}
const compiler: string = 'assemblyscript/asc';

const folder = path.resolve(import.meta.dirname, '../../src/engine/kernel/assembly');

/** Not under version control: whatever bundles, tests or type-checks the engine builds it first. */
const target = path.join(folder, '../bytes.ts');

const options = '-O3 --noAssert --runtime stub --enable simd --use abort='.split(' ');

/** Writes the kernel as a TypeScript module, unless it is already there and made from the same sources. @throws if it does not compile. */
export async function buildKernel(): Promise<void> {
  // The compiler itself is loaded only where it is needed: it is large.
  const { version } = createRequire(import.meta.url)('assemblyscript/package.json') as { version: string };
  const sources = new Map<string, string>();
  for (const name of (await readdir(folder)).sort()) {
    if (name.endsWith('.ts')) sources.set(name, await readFile(path.join(folder, name), 'utf8'));
  }
  const made = createHash('sha256')
    .update(JSON.stringify([version, options, ...sources]))
    .digest('hex');
  const before = await readFile(target, 'utf8').catch(() => '');
  if (before.includes(made)) return;
  const binary = await assemble('index.ts', (name) => sources.get(name) ?? null);
  const text = [
    `/** Made by scripts/build/kernel.ts from assembly/, ${made}. In base 64, so that it travels inside the bundle of a worker. */`,
    `export const bytes =\n  '${Buffer.from(binary).toString('base64')}';`,
    '',
  ].join('\n');
  await writeFile(target, text);
}

/** Compiles AssemblyScript to WebAssembly, starting at the source with the given name. @throws if it does not compile. */
export async function assemble(
  entry: string,
  readFile: (name: string) => string | null,
): Promise<Uint8Array> {
  let binary: Uint8Array | null = null;
  const asc = await load();
  const { error, stderr } = await asc.main([entry, ...options, '--outFile', 'kernel.wasm'], {
    readFile,
    writeFile: (_name, contents) => {
      binary = contents;
    },
    listFiles: () => [],
  });
  if (error || binary === null) throw new Error(`${entry} does not compile.\n${stderr.toString()}`);
  return binary;
}

async function load(): Promise<Compiler> {
  return ((await import(compiler)) as { default: Compiler }).default;
}
