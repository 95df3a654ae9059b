/** A long document, which is read and asked about on a thread of its own. */
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { CancellationToken } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { findings } from '../diagnostics/findings.js';
import { readingOfFault, readingOfMemory } from '../spec/read.js';
import type { Reading } from '../spec/types.js';
import { type Answer, type AnswersPort, type Asked, publicationOf, type Question } from './answers.js';
import type { ClientRules } from './rules.js';
import type { FromThread, ToThread, Version } from './thread.js';

/** The longest text that is read needs about as much. MB. */
const MOST_MEMORY = 900;

/** The bundle that this is in: on a thread of its own it answers for one document. */
const SCRIPT = join(__dirname, 'server.cjs');

interface Going {
  readonly worker: Worker;
  /** What it is asked, by number. */
  readonly questions: Map<number, { resolve(answer: unknown): void; reject(fault: Error): void }>;
  /** Can it be given a text? */
  isReady: boolean;
  /** Does it read one, and hear of nothing else meanwhile? */
  isReading: boolean;
}

/**
 * A newer version ends the work on an older one: within the thread where that gives way after each short step, else together with the thread.
 * What is asked of an older version is answered with null.
 */
export class LongDocument {
  #going: Going | null = null;
  #now: Version | null = null;
  #asked = 0;

  constructor(
    private readonly port: AnswersPort,
    private readonly rules: ClientRules,
  ) {}

  changed(document: TextDocument): void {
    const { uri, languageId, version } = document;
    this.#now = { uri, languageId, version, text: document.getText() };
    if (this.#going && (this.#going.isReading || this.#going.questions.size > 0)) this.close();
    this.#going ??= this.#begin();
    // What is not ready yet is given the latest text when it is.
    if (this.#going.isReady) this.#read(this.#going, this.#now);
  }

  /** Ends the thread. */
  close(): void {
    if (!this.#going) return;
    const { worker, questions } = this.#going;
    this.#going = null;
    for (const { resolve } of questions.values()) resolve(null);
    void worker.terminate();
  }

  /** @throws what was thrown over there. */
  async ask<Q extends Question>(
    question: Q,
    uri: string,
    asked: Asked<Q>,
    token: CancellationToken,
  ): Promise<Answer<Q> | null> {
    const margin = await this.port.marginOf(uri);
    const going = this.#going;
    if (!going || token.isCancellationRequested) return null;
    const id = ++this.#asked;
    const cancelling = token.onCancellationRequested(() => send(going, { kind: 'cancel', id }));
    try {
      return await new Promise<Answer<Q> | null>((resolve, reject) => {
        going.questions.set(id, { resolve: resolve as (answer: unknown) => void, reject });
        send(going, { kind: 'ask', id, question, asked, margin });
      });
    } finally {
      cancelling.dispose();
    }
  }

  #begin(): Going {
    const worker = new Worker(SCRIPT, {
      workerData: this.rules,
      resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY },
    });
    const going: Going = { worker, questions: new Map(), isReady: false, isReading: false };
    worker.on('message', (message: FromThread) => {
      if (this.#going === going) this.#heard(going, message);
    });
    worker.on('error', (fault: NodeJS.ErrnoException) => {
      if (this.#going !== going) return;
      this.close();
      const { text } = this.#now!;
      if (fault.code === 'ERR_WORKER_OUT_OF_MEMORY') this.#tellInstead(readingOfMemory(text, MOST_MEMORY));
      else {
        // For whoever mends it, the log has the whole.
        console.error(fault);
        this.#tellInstead(readingOfFault(text, fault));
      }
    });
    return going;
  }

  #heard(going: Going, message: FromThread): void {
    switch (message.kind) {
      case 'ready':
        going.isReady = true;
        this.#read(going, this.#now!);
        return;
      case 'published':
        if (message.publication.diagnostics.version !== this.#now!.version) return;
        going.isReading = false;
        this.port.publish(message.publication);
        return;
      case 'say':
        this.port.say(message.message);
        return;
      case 'answer':
        going.questions.get(message.id)?.resolve(message.answer);
        going.questions.delete(message.id);
        return;
      case 'failed':
        going.questions.get(message.id)?.reject(new Error(message.message));
        going.questions.delete(message.id);
    }
  }

  #read(going: Going, version: Version): void {
    going.isReading = true;
    send(going, { kind: 'changed', ...version });
  }

  /** In place of what a thread that has failed would have told. */
  #tellInstead(reading: Reading): void {
    const { uri, languageId, version, text } = this.#now!;
    const document = TextDocument.create(uri, languageId, version, text);
    const found = findings(reading, null);
    this.port.publish(
      publicationOf({ document, reading, analysis: null, found, subject: null, complete: true }),
    );
  }
}

function send({ worker }: Going, message: ToThread): void {
  worker.postMessage(message);
}
