/** The machine's own Chromium, driven by playwright-core: no browser is downloaded. */
import { accessSync, constants } from 'node:fs';
import path from 'node:path';
import { type Browser, chromium } from 'playwright-core';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'msedge'];
const macApplications = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/**
 * The browser named by the environment variable `CHROMIUM`, otherwise the first known one on the PATH.
 *
 * @throws an error with the line that installs one, if there is none.
 */
export function findChromium(): string {
  const asked = process.env.CHROMIUM;
  if (asked) {
    if (isExecutable(asked)) return asked;
    throw new Error(`CHROMIUM names ${asked}, which is not a program.`);
  }
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter(Boolean);
  const candidates = [
    ...names.flatMap((name) => folders.map((folder) => path.join(folder, name))),
    ...macApplications,
  ];
  const found = candidates.find(isExecutable);
  if (found) return found;
  throw new Error(
    'Chromium is needed to drive the workbench and was not found.\n' +
      'On Debian or Ubuntu: apt-get install -y chromium. Elsewhere: set CHROMIUM to the path of Chromium or Chrome.',
  );
}

/** @param more further arguments of the program. */
export async function launchChromium(more: readonly string[] = []): Promise<Browser> {
  return chromium.launch({
    executablePath: findChromium(),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      ...more,
    ],
  });
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
