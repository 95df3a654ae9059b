/** Questions between the host and a panel. Each has a number, `request`; its answers repeat it. */
import type { DrawRequest, FromPanel, ToPanel } from './messages.js';

/** Every question: the message that asks it, and the message that answers it. */
interface Requests {
  /** The host asks for a picture. */
  readonly draw: { question: DrawRequest; answer: Extract<FromPanel, { type: 'drawn' }> };
  /** The panel asks for a map of basins. Each level of the map is one answer. */
  readonly basins: {
    question: Extract<FromPanel, { type: 'basins' }>;
    answer: Extract<ToPanel, { type: 'basins' }>;
  };
  /** The panel asks for a phase diagram. What is told on the way is an answer too. */
  readonly phases: {
    question: Extract<FromPanel, { type: 'phases' }>;
    answer: Extract<ToPanel, { type: 'phases' }>;
  };
  /** The panel asks for a change of the text. */
  readonly edit: {
    question: Extract<FromPanel, { type: 'edit' }>;
    answer: Extract<ToPanel, { type: 'edited' }>;
  };
}

export type RequestKind = keyof Requests;
export type Question<K extends RequestKind> = Requests[K]['question'];
export type Answer<K extends RequestKind> = Requests[K]['answer'];

/** A level of a map of basins, with the number of the question. */
export type BasinAnswer = Omit<Answer<'basins'>, 'type'>;

/** What is known of a phase diagram, with the number of the question. */
export type PhaseAnswered = Omit<Answer<'phases'>, 'type'>;

/** The content of a message, without its kind and its number. */
export type Content<Message> = Omit<Message, 'type' | 'request'>;

const ANSWERS: { readonly [K in RequestKind]: Answer<K>['type'] } = {
  draw: 'drawn',
  basins: 'basins',
  phases: 'phases',
  edit: 'edited',
};

/** Answers a question: once, or several times if the answer comes in levels. */
export type Reply<K extends RequestKind> = (content: Content<Answer<K>>) => void;

export function replyTo<K extends RequestKind>(
  { type, request }: { readonly type: K; readonly request: number },
  send: (answer: Answer<K>) => void,
): Reply<K> {
  return (content) => send({ ...content, type: ANSWERS[type], request } as unknown as Answer<K>);
}

/** Asks questions of one kind, and assigns each answer to its question by the number. */
export class Asker<K extends RequestKind> {
  readonly #type: K;
  readonly #send: (question: Question<K>) => void;
  readonly #open = new Map<number, (answer: Answer<K> | null) => void>();
  #last = 0;

  constructor(type: K, send: (question: Question<K>) => void) {
    this.#type = type;
    this.#send = send;
  }

  /** @returns null if nobody is left to answer. */
  ask(content: Content<Question<K>>): Promise<Answer<K> | null> {
    const request = ++this.#last;
    return new Promise((resolve) => {
      this.#open.set(request, resolve);
      this.#send({ ...content, type: this.#type, request } as unknown as Question<K>);
    });
  }

  /** Called with an answer. An answer to a question that is not open is ignored. */
  received(answer: Answer<K>): void {
    this.#open.get(answer.request)?.(answer);
    this.#open.delete(answer.request);
  }

  /** Called when nobody is left to answer the open questions. */
  abandon(): void {
    for (const resolve of this.#open.values()) resolve(null);
    this.#open.clear();
  }
}
