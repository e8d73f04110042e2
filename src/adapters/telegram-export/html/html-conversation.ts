import type { Damage } from '../../../ports/message-source.ts';
import { type HtmlElement, hasClass } from '../../telegram/html-node.ts';
import { isUnreadable } from '../../telegram/unreadable-message.ts';
import type { ChunkCollector } from '../chunk-collector.ts';
import { type HtmlMessageContext, htmlToRawMessage, isDaySeparator } from './html-to-raw-message.ts';

/** Where an element stands; the offset is worked out only when somebody asks. */
export interface ElementPlace {
  file: string;
  offset: () => number;
}

interface Undated {
  element: HtmlElement;
  file: string;
}

/**
 * What one element of a page means depends on those before it: a message may share its author with the one before, and
 * service messages show no time at all. They take that of the message before on the same day, else of the one behind.
 */
export class HtmlConversation {
  readonly #context: HtmlMessageContext;
  readonly #collector: ChunkCollector;
  #lastDate: string | undefined;
  #undated: Undated[] = [];

  constructor(context: HtmlMessageContext, collector: ChunkCollector) {
    this.#context = context;
    this.#collector = collector;
  }

  add(element: HtmlElement, place: ElementPlace): void {
    if (isDaySeparator(element)) {
      this.#settleUndated(this.#lastDate);
      this.#context.previousDate = undefined;
    } else if (hasClass(element, 'service') && this.#context.previousDate === undefined) {
      this.#undated.push({ element, file: place.file });
    } else {
      this.#read(element, place);
    }
  }

  /** The part that comes next is not the continuation of the one before. */
  interrupt(): void {
    this.#context.previousAuthor = undefined;
    this.#context.previousForward = undefined;
  }

  end(): void {
    this.#settleUndated(this.#lastDate);
    for (const { element, file } of this.#undated) {
      const messageId = element.attributes.id?.replace('message', '') ?? null;
      const problem = 'a service message stands in an export without any date';
      this.#collector.addDamage({ file, offset: null, messageId, problem });
    }
    this.#undated = [];
  }

  #read(element: HtmlElement, { file, offset }: ElementPlace): void {
    const message = htmlToRawMessage(element, this.#context);
    if (isUnreadable(message)) {
      const damage: Damage = { file, offset: offset(), messageId: message.messageId, problem: message.problem };
      this.#collector.addDamage(damage);
      this.interrupt();
      return;
    }
    this.#lastDate = message.date;
    this.#context.previousAuthor = message.author?.name;
    this.#context.previousForward = message.forward;
    this.#settleUndated(message.date);
    this.#collector.addMessage(message);
  }

  #settleUndated(date: string | undefined): void {
    if (date === undefined) {
      return;
    }
    this.#context.previousDate = date;
    for (const { element } of this.#undated) {
      const message = htmlToRawMessage(element, this.#context);
      if (!isUnreadable(message)) {
        this.#collector.addMessage(message);
      }
    }
    this.#undated = [];
  }
}
