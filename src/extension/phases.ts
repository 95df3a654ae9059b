/** Phase diagrams: for each panel only the latest request, and none anew where nothing but its numbers has changed. */
import { Disposable, Uri, window, workspace } from 'vscode';
import { label, notification } from '../borders/vscode.js';
import type { ExperimentRunner } from '../experiment/runner.js';
import { phasesCsv, phasesJson } from '../phase/format.js';
import { afterNumbers, type KeptPhases } from '../phase/kept.js';
import type { PhaseRequest } from '../shared/fromPanel.js';
import { fileNameOf } from '../shared/names.js';
import type { PhaseTable } from '../shared/pictures.js';
import type { Reply } from '../shared/requests.js';
import { textOf } from './documents.js';
import type { Panel } from './panel.js';
import type { Panels } from './panels.js';
import type { ExperimentSession } from './session/session.js';

/** What a panel shows. */
interface Shown {
  readonly document: string;
  readonly numbers: string;
  /** The files of numbers that the text names. */
  readonly files: string;
  readonly kept: KeptPhases;
}

export class PhaseDiagrams {
  readonly #runner: Pick<ExperimentRunner, 'phases'>;
  readonly #active = new WeakMap<Panel, AbortController>();
  readonly #shown = new WeakMap<Panel, Shown>();

  constructor(runner: Pick<ExperimentRunner, 'phases'>) {
    this.#runner = runner;
  }

  /** Answers with how far it is, and with the diagram, until the panel asks for another one, stops, or closes. */
  async answer(
    panel: Panel,
    session: ExperimentSession,
    { numbers }: PhaseRequest,
    reply: Reply<'phases'>,
  ): Promise<void> {
    this.stop(panel);
    const { text } = session;
    if (text === null) return;
    const pinned = filesOf(session);
    const asked = {
      document: session.document,
      numbers: JSON.stringify(numbers),
      files: JSON.stringify(pinned),
    };
    const show = (kept: KeptPhases) => {
      this.#shown.set(panel, { ...asked, kept });
      reply({ answer: { kind: 'known', phases: kept.phases } });
    };
    const kept = this.#keptFor(panel, asked, text.text);
    if (kept) return show(kept);
    const abort = new AbortController();
    this.#active.set(panel, abort);
    // A page that is hidden is gone; it asks again.
    const closed = Disposable.from(
      panel.onDidDispose(() => abort.abort()),
      panel.onDidChangeViewState(() => {
        if (!panel.visible) abort.abort();
      }),
    );
    try {
      const answer = await this.#runner.phases(
        { text: text.text, files: pinned, numbers },
        (news) => reply({ answer: { kind: 'working', ...news } }),
        abort.signal,
      );
      if (answer === null) return;
      if ('refused' in answer) reply({ answer: { kind: 'refused', why: answer.refused } });
      else show({ text: text.text, ranges: answer.ranges, phases: answer.phases });
    } finally {
      closed.dispose();
    }
  }

  stop(panel: Panel): void {
    this.#active.get(panel)?.abort();
  }

  /** Lets a person choose a place for the table of the diagram that a panel shows, and saves it. @param target the file; without it the user chooses */
  async save(panel: Panel, format: PhaseTable, target?: Uri): Promise<void> {
    const shown = this.#shown.get(panel);
    if (shown === undefined) return;
    const { phases } = shown.kept;
    const name = fileNameOf(shown.document);
    const content = format === 'csv' ? phasesCsv(phases) : phasesJson(name, phases);
    const file = target ?? (await ask(shown.document, format));
    if (file === undefined) return;
    await workspace.fs.writeFile(file, new TextEncoder().encode(content));
    const words = label(`Phase diagram: ${fileNameOf(file.toString())} is saved`);
    window.setStatusBarMessage(`$(check) ${words}`, MILLISECONDS_OF_A_CONFIRMATION);
  }

  #keptFor(panel: Panel, asked: Omit<Shown, 'kept'>, text: string): KeptPhases | null {
    const shown = this.#shown.get(panel);
    const isSame =
      shown?.document === asked.document && shown.numbers === asked.numbers && shown.files === asked.files;
    return isSame ? afterNumbers(shown.kept, text) : null;
  }
}

/** For the status bar, where it covers nothing. */
const MILLISECONDS_OF_A_CONFIRMATION = 8000;

/**
 * Shows the verdict as a number changes, in the panel of a text.
 *
 * @param words of the number; without them the one at the cursor is meant
 */
export async function showPhases(
  runner: Pick<ExperimentRunner, 'pointedNumber'>,
  panels: Panels,
  session: ExperimentSession,
  words?: string,
): Promise<void> {
  const picked = words ?? (await atCursor(runner, session));
  if (picked !== null) await panels.showPhases(session, picked);
}

/** null: there is none, and the user was told why. */
async function atCursor(
  runner: Pick<ExperimentRunner, 'pointedNumber'>,
  session: ExperimentSession,
): Promise<string | null> {
  const document = await textOf(session.document);
  const editor = [window.activeTextEditor, ...window.visibleTextEditors].find(
    (one) => one?.document === document,
  );
  const found = editor
    ? await runner.pointedNumber({
        text: document.getText(),
        files: filesOf(session),
        offset: document.offsetAt(editor.selection.active),
      })
    : { refused: 'Open the text, and put the cursor on a number of the problem.' };
  if ('words' in found) return found.words;
  void window.showInformationMessage(notification(found.refused));
  return null;
}

function filesOf({ text, analysis }: ExperimentSession) {
  return analysis !== null && analysis.version === text?.version ? analysis.files : [];
}

/** Beside the text, under its name; for an untitled text the dialog decides where. */
async function ask(document: string, format: PhaseTable): Promise<Uri | undefined> {
  const uri = Uri.parse(document);
  return window.showSaveDialog({
    ...(uri.scheme !== 'untitled' && {
      defaultUri: uri.with({ path: `${uri.path.replace(/\.linspg$/, '')}-phases.${format}` }),
    }),
    filters: format === 'csv' ? { 'Comma-separated values': ['csv'] } : { JSON: ['json'] },
    title: 'Export the Phase Diagram',
  });
}
