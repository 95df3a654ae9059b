/** A long document: it is read, and questions about it are answered, on a thread of its own. */
import { isAbsolute, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import {
  type CancellationToken,
  type CodeActionParams,
  CodeActionTriggerKind,
} from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { findings } from '../diagnostics/findings.js';
import { DataFiles } from '../disk/dataFiles.js';
import { pathsIn } from '../shared/readElsewhere.js';
import { readingOfFault, readingOfMemory, readingOfWaiting } from '../spec/read.js';
import type { Reading } from '../spec/types.js';
import { type Answer, type AnswersPort, type Asked, publicationOf, type Question } from './answers.js';
import { dataFilesOf } from './dataFiles.js';
import type { Memory, Tenant } from './memory.js';
import { documentOf } from './positions.js';
import type { ClientRules } from './rules.js';
import type { FromThread, ToThread, Version } from './thread.js';

/** In MB: what the longest text that is read needs. All threads share it. */
export const MOST_MEMORY = 900;
/**
 * In MB: what a thread needs by itself, and what a million characters add. If it turns out to be too little, the text is read again with all of it.
 */
const LEAST_MEMORY = 128;
const MEMORY_OF_MILLION = 60;
/** In MB: what a million bytes of a file of numbers add, and the most that files add, as a problem has so many numbers at most. */
const MEMORY_OF_FILES = 15;
const MOST_OF_FILES = 300;
/** So many paths of a text are looked at, and only relative ones: others may lead to another machine, for which this thread must not wait. */
const MOST_PATHS = 20;

/** In milliseconds: after this long the user is told that a document waits for memory. */
const PATIENCE = 300;
/** In milliseconds: a thread that has not turned to a newer text after this long is ended. */
const MOST_STEP = 1000;

/** The bundle of this module; on a thread of its own it answers for one document. */
const SCRIPT = join(__dirname, 'server.cjs');

interface Asking {
  readonly message: ToThread;
  resolve(answer: unknown): void;
  reject(fault: Error): void;
}

/** One thread: it waits for memory, then starts, then receives the text. */
interface DocumentThread extends Tenant {
  /** In MB. */
  readonly memory: number;
  worker: Worker | null;
  /** Its open questions, by number. */
  readonly questions: Map<number, Asking>;
  /** Can it receive a text? */
  isReady: boolean;
  /** Is it reading? */
  isReading: boolean;
  /** Ends it, unless it turns to the latest text first. */
  overdue: NodeJS.Timeout | null;
  /** Is everything about the text published? */
  isComplete: boolean;
  /** Stops waiting for memory. */
  left(): void;
}

/**
 * A newer version ends the work on an older one: within the thread, which is warm, if that work pauses soon, otherwise together with the
 * thread. A question about an older version, or one that nobody waits for, is answered with null; a list of fixes is answered at once, and is empty
 * while the text is read. A thread that has published everything may end if others need its memory; at the next question another one starts
 * and reads the text again.
 */
export class LongDocument {
  #thread: DocumentThread | null = null;
  #now: Version | null = null;
  /** Has a thread failed on this text, so that no other one starts? */
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
    if (this.#thread && this.#thread.memory < this.#need()) this.close();
    const thread = this.#thread;
    if (thread === null) {
      this.#begin();
      return;
    }
    const isBusy = thread.isReading || thread.questions.size > 0;
    drop(thread);
    // A thread that is not ready yet receives the latest text when it is.
    if (!thread.isReady) return;
    this.#read(thread, this.#now);
    if (isBusy) thread.overdue ??= this.#awaitTurn(thread);
  }

  #awaitTurn(thread: DocumentThread): NodeJS.Timeout {
    return setTimeout(() => this.#beginAgain(thread), MOST_STEP);
  }

  /** What was asked of the latest text is asked again. */
  #beginAgain({ questions }: DocumentThread): void {
    this.#end();
    this.#begin();
    for (const [id, question] of questions) this.#thread!.questions.set(id, question);
  }

  /** Ends the thread. */
  close(): void {
    if (!this.#thread) return;
    drop(this.#thread);
    this.#end();
  }

  /** @throws the error of the thread */
  async ask<Q extends Question>(
    question: Q,
    uri: string,
    asked: Asked<Q>,
    token: CancellationToken,
  ): Promise<Answer<Q> | null> {
    const settings = await this.port.settingsOf(uri);
    if (token.isCancellationRequested || this.#now === null || this.#hasFailed) return null;
    if (this.#thread === null) this.#begin();
    const thread = this.#thread!;
    this.memory.used(thread);
    if (question === 'fixes' && !hasRead(thread)) {
      this.#sayUnread(asked as CodeActionParams);
      return [] as unknown as Answer<Q>;
    }
    const id = ++this.#asked;
    const cancelling = token.onCancellationRequested(() => {
      thread.questions.get(id)?.resolve(null);
      thread.questions.delete(id);
      if (thread.isReady) send(thread, { kind: 'cancel', id });
    });
    try {
      return await new Promise<Answer<Q> | null>((resolve, reject) => {
        const outcome = this.port.outcomeOf(uri);
        const message: ToThread = { kind: 'ask', id, question, asked, settings, outcome };
        thread.questions.set(id, { message, resolve: resolve as (answer: unknown) => void, reject });
        // Otherwise it is sent after the text.
        if (thread.isReady) send(thread, message);
      });
    } finally {
      cancelling.dispose();
      this.memory.look();
    }
  }

  /** The user waits for a list of fixes, which does not wait for the reading; nothing is known yet that could be fixed. */
  #sayUnread({ context }: CodeActionParams): void {
    // When the text is read the diagnostics change, and the editor requests the list again by itself.
    if (context.triggerKind === CodeActionTriggerKind.Invoked)
      this.port.say('The text is still being read: ask for quick fixes again when that is done.');
  }

  /** In MB. */
  #need(): number {
    if (this.#needsAll) return this.memory.most;
    const { uri, text } = this.#now!;
    const files = dataFilesOf(uri, () => this.port.access());
    const paths = pathsIn(text, MOST_PATHS).filter((path) => !isAbsolute(path));
    const bytes = paths.reduce((sum, path) => sum + files.sizeOf(path), 0);
    const ofFiles = Math.min(MOST_OF_FILES, (MEMORY_OF_FILES * bytes) / 1e6);
    const estimate = LEAST_MEMORY + (MEMORY_OF_MILLION * text.length) / 1e6 + ofFiles;
    return Math.min(this.memory.most, Math.ceil(estimate));
  }

  #begin(): void {
    const memory = this.#need();
    const waiting = setTimeout(() => this.#publishInstead(readingOfWaiting(this.#now!.text)), PATIENCE);
    waiting.unref();
    const thread: DocumentThread = {
      memory,
      worker: null,
      questions: new Map(),
      isReady: false,
      isReading: false,
      overdue: null,
      isComplete: false,
      get isIdle() {
        return thread.isComplete && thread.questions.size === 0;
      },
      admitted: () => {
        clearTimeout(waiting);
        thread.worker = this.#start(thread);
      },
      rest: () => {
        if (this.#thread === thread) this.#end();
      },
      left: () => clearTimeout(waiting),
    };
    this.#thread = thread;
    this.memory.enter(thread, memory);
  }

  /** Others get its memory once the thread has ended. */
  #end(): void {
    const thread = this.#thread!;
    this.#thread = null;
    thread.left();
    if (thread.overdue) clearTimeout(thread.overdue);
    if (thread.worker) void thread.worker.terminate().then(() => this.memory.leave(thread));
    else this.memory.leave(thread);
  }

  #start(thread: DocumentThread): Worker {
    const worker = new Worker(SCRIPT, {
      workerData: this.rules,
      resourceLimits: { maxOldGenerationSizeMb: thread.memory },
    });
    worker.on('message', (message: FromThread) => {
      if (this.#thread === thread) this.#receive(thread, message);
    });
    worker.on('error', (fault: NodeJS.ErrnoException) => {
      if (this.#thread === thread) this.#fail(thread, fault);
    });
    return worker;
  }

  #fail(thread: DocumentThread, fault: NodeJS.ErrnoException): void {
    this.close();
    const { text } = this.#now!;
    if (fault.code === 'ERR_WORKER_OUT_OF_MEMORY') {
      if (thread.memory < this.memory.most) {
        this.#needsAll = true;
        this.#begin();
        return;
      }
      this.#hasFailed = true;
      this.#publishInstead(readingOfMemory(text, this.memory.most));
    } else {
      // The log gets the whole error, with its stack.
      console.error(fault);
      this.#hasFailed = true;
      this.#publishInstead(readingOfFault(text, fault));
    }
  }

  #receive(thread: DocumentThread, message: FromThread): void {
    switch (message.kind) {
      case 'ready':
        thread.isReady = true;
        this.#read(thread, this.#now!);
        for (const { message: question } of thread.questions.values()) send(thread, question);
        return;
      case 'turned':
        if (!thread.overdue) return;
        clearTimeout(thread.overdue);
        thread.overdue = message.version === this.#now!.version ? null : this.#awaitTurn(thread);
        return;
      case 'published':
        if (message.publication.diagnostics.version !== this.#now!.version) return;
        thread.isReading = false;
        this.port.publish(message.publication);
        if (message.publication.analysis?.complete) {
          thread.isComplete = true;
          this.memory.look();
        }
        return;
      case 'say':
        this.port.say(message.message);
        return;
      case 'answer':
        thread.questions.get(message.id)?.resolve(message.answer);
        thread.questions.delete(message.id);
        return;
      case 'failed':
        thread.questions.get(message.id)?.reject(new Error(message.message));
        thread.questions.delete(message.id);
    }
  }

  #read(thread: DocumentThread, version: Version): void {
    thread.isReading = true;
    thread.isComplete = false;
    this.memory.used(thread);
    send(thread, { kind: 'changed', ...version, access: this.port.access() });
  }

  /** Publishes a reading on behalf of a thread that has failed, or waits. */
  #publishInstead(reading: Reading): void {
    const { uri, languageId, version, text } = this.#now!;
    const document = documentOf(this.rules.positionEncoding, uri, languageId, version, text);
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

/** Has the thread read the text, so that it answers? */
const hasRead = ({ isReady, isReading }: DocumentThread) => isReady && !isReading;

/** Answers everything that the thread was asked with null. */
function drop(thread: DocumentThread): void {
  for (const [id, { resolve }] of thread.questions) {
    resolve(null);
    if (thread.isReady) send(thread, { kind: 'cancel', id });
  }
  thread.questions.clear();
}

function send({ worker }: DocumentThread, message: ToThread): void {
  worker!.postMessage(message);
}
