/** A long document, which is read and asked about on a thread of its own. */
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import {
  type CancellationToken,
  type CodeActionParams,
  CodeActionTriggerKind,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { findings } from '../diagnostics/findings.js';
import { DataFiles } from '../disk/dataFiles.js';
import { readingOfFault, readingOfMemory, readingOfWaiting } from '../spec/read.js';
import type { Reading } from '../spec/types.js';
import { type Answer, type AnswersPort, type Asked, publicationOf, type Question } from './answers.js';
import type { Memory, Tenant } from './memory.js';
import type { ClientRules } from './rules.js';
import type { FromThread, ToThread, Version } from './thread.js';

/** What the longest text that is read needs is about as much as all threads have together. MB. */
export const MOST_MEMORY = 900;
/** Of a text: what a thread has by itself, and what a million characters add. Where it turns out to be too little, it is read again with all. MB. */
const LEAST_MEMORY = 128;
const MEMORY_OF_MILLION = 60;

/** A document that waits for memory no longer than this is not told of. Milliseconds. */
const PATIENCE = 300;

/** The bundle that this is in: on a thread of its own it answers for one document. */
const SCRIPT = join(__dirname, 'server.cjs');

interface Asking {
  readonly message: ToThread;
  resolve(answer: unknown): void;
  reject(fault: Error): void;
}

/** One thread: it waits for memory, then starts, then is given the text. */
interface Going extends Tenant {
  /** MB. */
  readonly memory: number;
  worker: Worker | null;
  /** What it is asked, by number. */
  readonly questions: Map<number, Asking>;
  /** Can it be given a text? */
  isReady: boolean;
  /** Does it read one, and hear of nothing else meanwhile? */
  isReading: boolean;
  /** Is all told that is to be told of the text? */
  isComplete: boolean;
  /** It waits no more. */
  left(): void;
}

/**
 * A newer version ends the work on an older one: within the thread where that gives way after each short step, else together with the thread.
 * What is asked of an older version, or asked no more, is answered with null; a list of fixes is answered at once, with nothing in it while the text is read. A thread that has told all may end when others need its memory; it begins again, and reads
 * the text again, when somebody asks.
 */
export class LongDocument {
  #going: Going | null = null;
  #now: Version | null = null;
  /** Was it told in place of a thread that failed, so that no other one begins? */
  #hasFailed = false;
  #needsAll = false;
  #asked = 0;

  constructor(
    private readonly port: AnswersPort,
    private readonly rules: ClientRules,
    private readonly memory: Memory,
  ) {}

  changed(document: TextDocument): void {
    const { uri, languageId, version } = document;
    this.#now = { uri, languageId, version, text: document.getText() };
    this.#hasFailed = false;
    this.#needsAll = false;
    const going = this.#going;
    if (going && (going.isReading || going.questions.size > 0 || going.memory < this.#need())) this.close();
    if (this.#going === null) this.#begin();
    // What is not ready yet is given the latest text when it is.
    else if (this.#going.isReady) this.#read(this.#going, this.#now);
  }

  /** Ends the thread. */
  close(): void {
    if (!this.#going) return;
    const { questions } = this.#going;
    this.#end();
    for (const { resolve } of questions.values()) resolve(null);
  }

  /** @throws what was thrown over there. */
  async ask<Q extends Question>(
    question: Q,
    uri: string,
    asked: Asked<Q>,
    token: CancellationToken,
  ): Promise<Answer<Q> | null> {
    const margin = await this.port.marginOf(uri);
    if (token.isCancellationRequested || this.#now === null || this.#hasFailed) return null;
    if (this.#going === null) this.#begin();
    const going = this.#going!;
    this.memory.used(going);
    if (question === 'fixes' && !hasRead(going)) {
      this.#sayUnread(asked as CodeActionParams);
      return [] as unknown as Answer<Q>;
    }
    const id = ++this.#asked;
    const cancelling = token.onCancellationRequested(() => {
      going.questions.get(id)?.resolve(null);
      going.questions.delete(id);
      if (going.isReady) send(going, { kind: 'cancel', id });
    });
    try {
      return await new Promise<Answer<Q> | null>((resolve, reject) => {
        const message: ToThread = { kind: 'ask', id, question, asked, margin };
        going.questions.set(id, { message, resolve: resolve as (answer: unknown) => void, reject });
        // Else it is sent after the text.
        if (going.isReady) send(going, message);
      });
    } finally {
      cancelling.dispose();
      this.memory.look();
    }
  }

  /** A list of fixes is shown while a person waits for it, so that it does not wait for the reading: nothing is known yet to be mended. */
  #sayUnread({ context }: CodeActionParams): void {
    // When the text is read the diagnostics change, and an editor that asks by itself asks again.
    if (context.triggerKind === CodeActionTriggerKind.Invoked)
      this.port.say('The text is still being read: ask for quick fixes again when that is done.');
  }

  /** MB. */
  #need(): number {
    const estimate = LEAST_MEMORY + Math.ceil((MEMORY_OF_MILLION * this.#now!.text.length) / 1e6);
    return this.#needsAll ? this.memory.most : Math.min(this.memory.most, estimate);
  }

  #begin(): void {
    const memory = this.#need();
    const waiting = setTimeout(() => this.#tellInstead(readingOfWaiting(this.#now!.text)), PATIENCE);
    waiting.unref();
    const going: Going = {
      memory,
      worker: null,
      questions: new Map(),
      isReady: false,
      isReading: false,
      isComplete: false,
      get isIdle() {
        return going.isComplete && going.questions.size === 0;
      },
      admitted: () => {
        clearTimeout(waiting);
        going.worker = this.#start(going);
      },
      rest: () => {
        if (this.#going === going) this.#end();
      },
      left: () => clearTimeout(waiting),
    };
    this.#going = going;
    this.memory.enter(going, memory);
  }

  /** Its memory is there for others once the thread has ended. */
  #end(): void {
    const going = this.#going!;
    this.#going = null;
    going.left();
    if (going.worker) void going.worker.terminate().then(() => this.memory.leave(going));
    else this.memory.leave(going);
  }

  #start(going: Going): Worker {
    const worker = new Worker(SCRIPT, {
      workerData: this.rules,
      resourceLimits: { maxOldGenerationSizeMb: going.memory },
    });
    worker.on('message', (message: FromThread) => {
      if (this.#going === going) this.#heard(going, message);
    });
    worker.on('error', (fault: NodeJS.ErrnoException) => {
      if (this.#going === going) this.#failed(going, fault);
    });
    return worker;
  }

  #failed(going: Going, fault: NodeJS.ErrnoException): void {
    this.close();
    const { text } = this.#now!;
    if (fault.code === 'ERR_WORKER_OUT_OF_MEMORY') {
      if (going.memory < this.memory.most) {
        this.#needsAll = true;
        this.#begin();
        return;
      }
      this.#hasFailed = true;
      this.#tellInstead(readingOfMemory(text, this.memory.most));
    } else {
      // For whoever mends it, the log has the whole.
      console.error(fault);
      this.#hasFailed = true;
      this.#tellInstead(readingOfFault(text, fault));
    }
  }

  #heard(going: Going, message: FromThread): void {
    switch (message.kind) {
      case 'ready':
        going.isReady = true;
        this.#read(going, this.#now!);
        for (const { message: question } of going.questions.values()) send(going, question);
        return;
      case 'published':
        if (message.publication.diagnostics.version !== this.#now!.version) return;
        going.isReading = false;
        this.port.publish(message.publication);
        if (message.publication.analysis?.complete) {
          going.isComplete = true;
          this.memory.look();
        }
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
    going.isComplete = false;
    this.memory.used(going);
    send(going, { kind: 'changed', ...version, access: this.port.access() });
  }

  /** In place of what a thread that has failed, or waits, would have told. */
  #tellInstead(reading: Reading): void {
    const { uri, languageId, version, text } = this.#now!;
    const document = TextDocument.create(uri, languageId, version, text);
    const found = findings(reading, null);
    this.port.publish(
      publicationOf({
        document,
        reading,
        files: new DataFiles(null),
        analysis: null,
        policies: null,
        found,
        subject: null,
        complete: this.#hasFailed,
      }),
    );
  }
}

/** Is the text as it is now read, so that the thread hears what it is asked? */
const hasRead = ({ isReady, isReading }: Going) => isReady && !isReading;

function send({ worker }: Going, message: ToThread): void {
  worker!.postMessage(message);
}
