/** The panel's program: hears the host, keeps what it needs to be restored, draws once a frame. */
import './style.css';
import type { FromPanel, PersistedPanel, ToPanel } from '../src/shared/messages.js';
import { createPanel } from './panel.js';
import { persisted, restored } from './persist.js';
import { reduce } from './state.js';
import { onThemeChange, readTheme } from './theme.js';

declare function acquireVsCodeApi(): {
  postMessage(message: FromPanel): void;
  getState(): unknown;
  setState(state: PersistedPanel): void;
};

/** Writing the state costs some milliseconds for a large sweep, so it waits until the messages pause. */
const KEEP_AFTER = 300;

const host = acquireVsCodeApi();
const panel = createPanel((message) => host.postMessage(message));
let model = restored(host.getState());
let theme = readTheme();
let frame = 0;
let keeping: ReturnType<typeof setTimeout> | undefined;

function draw(): void {
  frame = 0;
  panel.update(model, theme);
}

function drawSoon(): void {
  if (frame === 0) frame = requestAnimationFrame(draw);
}

function keep(): void {
  clearTimeout(keeping);
  keeping = undefined;
  if (model.panel) host.setState(persisted(model.panel));
}

window.addEventListener('message', ({ data }: MessageEvent<ToPanel>) => {
  const next = reduce(model, data);
  if (next === model) return;
  model = next;
  panel.hear(model);
  drawSoon();
  keeping ??= setTimeout(keep, KEEP_AFTER);
});
window.addEventListener('pagehide', keep);
onThemeChange(() => {
  theme = readTheme();
  drawSoon();
});

// What a picture has changed is taken back where it stands: in the text.
window.addEventListener('keydown', (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
  const key = event.key.toLowerCase();
  const redo = key === 'y' || (key === 'z' && event.shiftKey);
  if (key !== 'z' && !redo) return;
  event.preventDefault();
  host.postMessage({ type: redo ? 'redo' : 'undo' });
});

document.body.append(panel.element);
draw();
host.postMessage({ type: 'ready' });
