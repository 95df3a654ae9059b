/** The panel's program: receives what the host sends, stores what it needs to be restored, draws once per frame. */
import './style.css';
import {
  type CatchUpRequest,
  type CopyRequest,
  type DrawRequest,
  type FromPanel,
  MILLISECONDS_OF_A_BEAT,
  type PersistedPanel,
  type RevealRequest,
  type ToPanel,
} from '../src/shared/messages.js';
import { replyTo } from '../src/shared/requests.js';
import { createPanel } from './panel.js';
import { persisted, viewFrom } from './persist.js';
import { afterSilence, NOTHING, reduce } from './state.js';
import { onThemeChange, readTheme } from './theme.js';
import { type ViewEvent, viewAfter } from './viewEvents.js';

declare function acquireVsCodeApi(): {
  postMessage(message: FromPanel): void;
  getState(): unknown;
  setState(state: PersistedPanel): void;
};

/** In milliseconds: the view is stored with a delay, since moving the cursor changes it with every frame. */
const KEEP_AFTER = 300;

/** The host may be busy, so this many of its beats may be missed. */
const MOST_MISSED = 3;

const host = acquireVsCodeApi();
let model = NOTHING;
let view = viewFrom(host.getState());
const panel = createPanel((message) => host.postMessage(message), dispatch);
let theme = readTheme();
let frame = 0;
let missed = 0;
let keeping: ReturnType<typeof setTimeout> | undefined;

function draw(): void {
  frame = 0;
  panel.update(model, view, theme);
}

function drawSoon(): void {
  if (frame === 0) frame = requestAnimationFrame(draw);
}

/** Draws what has been received, before a picture is made of it. */
function drawNow(): void {
  if (frame === 0) return;
  cancelAnimationFrame(frame);
  draw();
}

function keep(): void {
  clearTimeout(keeping);
  keeping = undefined;
  const record = persisted(model, view);
  if (record) host.setState(record);
}

function keepSoon(): void {
  keeping ??= setTimeout(keep, KEEP_AFTER);
}

/** Called when the user looks at something else. */
function dispatch(event: ViewEvent): void {
  const next = viewAfter(view, event);
  if (next === view) return;
  view = next;
  drawSoon();
  keepSoon();
}

/** Calls back once the page is drawn, and its pictures, which are drawn a frame later. */
function afterDrawing(then: () => void): void {
  requestAnimationFrame(() => requestAnimationFrame(then));
}

window.addEventListener(
  'message',
  ({ data }: MessageEvent<ToPanel | DrawRequest | CopyRequest | RevealRequest | CatchUpRequest>) => {
    if (data.type === 'catchUp') {
      afterDrawing(() => host.postMessage({ type: 'caughtUp' }));
      return;
    }
    if (data.type === 'reveal') {
      afterDrawing(() => document.getElementById(data.part)?.scrollIntoView());
      return;
    }
    if (data.type === 'copy') {
      window.focus();
      drawNow();
      panel.copy();
      return;
    }
    if (data.type === 'draw') {
      const reply = replyTo(data, (answer) => host.postMessage(answer));
      drawNow();
      panel.picture(data, data.provenance).then(
        (content) => reply({ content }),
        () => reply({ content: null }),
      );
      return;
    }
    missed = 0;
    if (data.type === 'numberPicked' && model.panel !== null)
      dispatch({ type: 'numbersChosen', document: model.panel.document, numbers: [data.words] });
    const next = afterSilence(reduce(model, data), { isSilent: false });
    if (next === model) return;
    model = next;
    panel.receive(model);
    drawSoon();
    if (data.type === 'state' || data.type === 'lock') keep();
  },
);
window.addEventListener('pagehide', keep);
setInterval(() => {
  missed++;
  const next = afterSilence(model, { isSilent: missed > MOST_MISSED });
  if (next === model) return;
  model = next;
  drawSoon();
}, MILLISECONDS_OF_A_BEAT);
onThemeChange(() => {
  theme = readTheme();
  drawSoon();
});

// Undo and save apply to the text, which a picture has changed.
window.addEventListener('keydown', (event) => {
  const asked = askedOfTheText(event);
  if (asked === null) return;
  event.preventDefault();
  host.postMessage({ type: asked });
});

function askedOfTheText({
  ctrlKey,
  metaKey,
  altKey,
  shiftKey,
  key,
}: KeyboardEvent): 'undo' | 'redo' | 'save' | null {
  if (!(ctrlKey || metaKey) || altKey) return null;
  switch (key.toLowerCase()) {
    case 'z':
      return shiftKey ? 'redo' : 'undo';
    case 'y':
      return 'redo';
    case 's':
      return shiftKey ? null : 'save';
    default:
      return null;
  }
}

document.body.append(panel.element);
draw();
host.postMessage({ type: 'ready' });
