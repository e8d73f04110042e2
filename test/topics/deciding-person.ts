import { mergeTopics } from '../../src/pipeline/merge-topics.ts';
import { renameTopic } from '../../src/pipeline/rename-topic.ts';
import { retireTopics } from '../../src/pipeline/retire-topics.ts';
import { splitTopic } from '../../src/pipeline/split-topic.ts';
import { channelId } from '../contract/raw-messages.ts';
import { type ChangingChannel, clock } from './changing-channel.ts';
import type { Happening } from './topics-in-change.ts';

/** Changes topics of a channel as commands do, and remembers what was decided. */
export class DecidingPerson {
  readonly #channel: ChangingChannel;
  #titles = 0;
  /** What each topic has to be called, by id. */
  readonly titles = new Map<string, string>();
  /** The topic that each message was put into, by source_ref. */
  readonly members = new Map<string, string>();
  /** Messages that are wanted in no topic. */
  readonly unwanted = new Set<string>();

  constructor(channel: ChangingChannel) {
    this.#channel = channel;
  }

  async decide(happening: Extract<Happening, { what: 'merge' | 'split' | 'rename' | 'retire' }>): Promise<void> {
    const ids = (await this.#channel.stores.topicStore.cards(channelId)).map(({ id }) => id);
    const idAt = (number: number) => ids[number % ids.length] ?? '';
    if (ids.length === 0) {
      return;
    }
    if (happening.what === 'merge') {
      const intoId = idAt(happening.into);
      const otherIds = [...new Set(happening.others.map(idAt))].filter((id) => id !== intoId);
      await (otherIds.length > 0 && this.#merge(intoId, otherIds, happening.title));
    } else if (happening.what === 'split') {
      await this.#split(idAt(happening.topic), happening.every, happening.title);
    } else if (happening.what === 'rename') {
      const topicId = idAt(happening.topic);
      await renameTopic(this.#dependencies, { topicId, title: this.#nextTitle() }, {});
      this.titles.set(topicId, this.#lastTitle);
    } else {
      await this.#retire(idAt(happening.topic));
    }
  }

  /** Nobody can have decided about messages that are not there when topics are worked out. */
  forgetAllBut(refs: readonly string[]): void {
    const there = new Set(refs);
    for (const ref of [...this.members.keys(), ...this.unwanted]) {
      if (!there.has(ref)) {
        this.members.delete(ref);
        this.unwanted.delete(ref);
      }
    }
  }

  async #merge(intoId: string, otherIds: string[], withTitle: boolean): Promise<void> {
    await mergeTopics(this.#dependencies, { intoId, otherIds, title: withTitle ? this.#nextTitle() : undefined }, {});
    await this.#settleMembers(intoId);
    for (const id of otherIds) {
      this.titles.delete(id);
    }
    if (withTitle) {
      this.titles.set(intoId, this.#lastTitle);
    }
  }

  async #split(topicId: string, every: number, withTitle: boolean): Promise<void> {
    const refs = await this.#refsOf(topicId);
    const messages = refs.filter((_, place) => place % every === 0);
    if (refs.length === messages.length) {
      return;
    }
    const title = withTitle ? this.#nextTitle() : undefined;
    const { new_topic_card } = await splitTopic(this.#dependencies, { topicId, messages, title }, {});
    await this.#settleMembers(topicId);
    await this.#settleMembers(new_topic_card.id);
    if (withTitle) {
      this.titles.set(new_topic_card.id, this.#lastTitle);
    }
  }

  async #retire(topicId: string): Promise<void> {
    for (const ref of await this.#refsOf(topicId)) {
      this.members.delete(ref);
      this.unwanted.add(ref);
    }
    this.titles.delete(topicId);
    await retireTopics(this.#dependencies, [topicId], {});
  }

  async #settleMembers(topicId: string): Promise<void> {
    for (const ref of await this.#refsOf(topicId)) {
      this.members.set(ref, topicId);
    }
  }

  async #refsOf(topicId: string): Promise<string[]> {
    const bundle = await this.#channel.stores.topicStore.bundle(topicId);
    return bundle?.items.map(({ source_ref }) => source_ref) ?? [];
  }

  get #dependencies() {
    return { ...this.#channel.stores, clock };
  }

  get #lastTitle(): string {
    return `Title ${this.#titles} of a person`;
  }

  #nextTitle(): string {
    this.#titles += 1;
    return this.#lastTitle;
  }
}
