/** What `activate` gives to other extensions: to read verdicts and results, never to change them. */
import { type Event, Uri } from 'vscode';
import type { PanelState } from '../shared/messages.js';
import type { Experiments } from './experiments.js';

export interface LinSpgApi {
  /** A copy of what is known of an open `.linspg` document. */
  experiment(document: Uri): PanelState | undefined;
  /** The document of which something new is known. */
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
