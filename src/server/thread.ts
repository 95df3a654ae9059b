/** The thread of a long document: the server's answers for one document, through messages. */

import { type MessagePort, workerData } from 'node:worker_threads';
import { CancellationTokenSource } from 'vscode-languageserver/node';
import { faultMessage } from '../borders/fault.js';
import type { OutcomeParams } from '../shared/protocol.js';
import { Answers, type Asked, type Publication, type Question } from './answers.js';
import { type Access, NO_ACCESS } from './dataFiles.js';
import { documentOf } from './positions.js';
import type { ClientRules } from './rules.js';
import { DEFAULT_SETTINGS, type Settings } from './settings.js';

/** One version of a document. */
export interface Version {
  readonly uri: string;
  readonly languageId: string;
  readonly version: number;
  readonly text: string;
}

export type ToThread =
  | ({
      readonly kind: 'changed';
      /** Which files it may read. */
      readonly access: Access;
    } & Version)
  | {
      readonly kind: 'ask';
      readonly id: number;
      readonly question: Question;
      readonly asked: Asked<Question>;
      readonly settings: Settings;
      readonly outcome: OutcomeParams | null;
    }
  | { readonly kind: 'cancel'; readonly id: number };

export type FromThread =
  | { readonly kind: 'ready' }
  /** It has received a version, and drops those before. */
  | { readonly kind: 'turned'; readonly version: number }
  | { readonly kind: 'published'; readonly publication: Publication }
  | { readonly kind: 'say'; readonly message: string }
  | { readonly kind: 'answer'; readonly id: number; readonly answer: unknown }
  | { readonly kind: 'failed'; readonly id: number; readonly message: string };

/** What is answered of the text alone, also while it is being read. */
const OF_TEXT: readonly Question[] = ['completion', 'folds', 'tokens', 'formatted'];

/** Answers until the thread is ended. */
export function answerThrough(port: MessagePort): void {
  const send = (message: FromThread) => port.postMessage(message);
  let settings = DEFAULT_SETTINGS;
  let outcome: OutcomeParams | null = null;
  let access = NO_ACCESS;
  const answers = new Answers({
    publish: (publication) => send({ kind: 'published', publication }),
    say: (message) => send({ kind: 'say', message }),
    settingsOf: async () => settings,
    outcomeOf: () => outcome,
    access: () => access,
  });
  const rules = workerData as ClientRules;
  answers.rules = rules;
  const waiting = new Map<number, CancellationTokenSource>();
  let latest = '';
  port.on('message', async (message: ToThread) => {
    if (message.kind === 'changed') {
      const { uri, languageId, version, text } = message;
      access = message.access;
      latest = uri;
      send({ kind: 'turned', version });
      answers.changed(documentOf(rules.positionEncoding, uri, languageId, version, text));
    } else if (message.kind === 'cancel') waiting.get(message.id)?.cancel();
    else {
      const { id, question, asked } = message;
      const source = new CancellationTokenSource();
      waiting.set(id, source);
      settings = message.settings;
      outcome = message.outcome;
      try {
        if (!OF_TEXT.includes(question)) await answers.read(latest);
        // Nobody waits for what was asked of a text that was typed over.
        if (source.token.isCancellationRequested) return;
        const answer = answers[question] as (asked: unknown, token: unknown) => Promise<unknown>;
        send({ kind: 'answer', id, answer: await answer.call(answers, asked, source.token) });
      } catch (fault) {
        // The log gets the whole error, with its stack.
        console.error(fault);
        send({ kind: 'failed', id, message: faultMessage(fault) });
      } finally {
        waiting.delete(id);
      }
    }
  });
  send({ kind: 'ready' });
}
