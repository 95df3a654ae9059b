/** What `activate` returns to other extensions: it lets them read verdicts and results, but not change them. */
import { type Event, Uri } from 'vscode';
import type { PanelState } from '../shared/messages.js';
import type { Experiments } from './experiments.js';

export interface LinSpgApi {
  /** A copy of what is known of an open `.linspg` document. */
  experiment(document: Uri): PanelState | undefined;
  /** Fires with a document when something new is known of it. */
  readonly onDidChange: Event<Uri>;
}

export function publicApi(experiments: Experiments): LinSpgApi {
  return {
    experiment: (document) => {
      const state = experiments.find(document)?.state();
      return state && structuredClone(state);
    },
    onDidChange: (listener, self, disposables) =>
      experiments.onDidChange(
        ({ session }) => listener.call(self, Uri.parse(session.document)),
        undefined,
        disposables,
      ),
  };
}
