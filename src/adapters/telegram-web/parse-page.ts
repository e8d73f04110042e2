import type { Instant } from '../../domain/instant.ts';
import type { RawMessage } from '../../domain/raw-message.ts';
import type { Damage } from '../../ports/message-source.ts';
import { findAll, findByClass, type HtmlElement, hasClass, textOf } from '../telegram/html-node.ts';
import { ShapeCounter } from '../telegram/shape-counter.ts';
import { wellFormed } from '../telegram/well-formed.ts';
import { parseTree } from './page-tree.ts';
import { postAddress } from './post-address.ts';
import { readChannelId } from './read-channel-id.ts';
import { type PageKind, readPageKind } from './read-page-kind.ts';
import { readPost } from './read-post.ts';

/** What the header of a page says of its channel. */
export interface WebChannel {
  title: string | null;
  /** In lower case. */
  username: string | null;
  description: string | null;
  /** As they are shown, shortened: `{ subscribers: '15.4K', photos: '305' }`. */
  counters: Record<string, string>;
}

export interface WebPage {
  kind: PageKind;
  channel: WebChannel;
  /** As the posts name it; null where none does. */
  channelId: string | null;
  /** Ids ascending, each once. */
  messages: RawMessage[];
  damages: Damage[];
  /** Where the links to older and newer posts lead; null where there are none. */
  olderBefore: number | null;
  newerAfter: number | null;
  /** False for a page that was cut off on the way. */
  isWhole: boolean;
}

export interface ParsePageOptions {
  /** Named in damages: the address, without the host. */
  path: string;
  /** For posts that do not name their channel. */
  channelId?: string | null | undefined;
  shapes?: ShapeCounter | undefined;
}

/** Reads any page that an address of Telegram's previews may answer with. Never throws. */
export function parsePage(html: string, { path, channelId: known, shapes = new ShapeCounter() }: ParsePageOptions): WebPage {
  const { root, isWhole, unclosed } = parseTree(html);
  const history = findByClass(root, 'tgme_channel_history') ?? { name: '', attributes: {}, children: [] };
  const posts = findAll(history, (element) => hasClass(element, 'tgme_widget_message'));
  const channelId = mostFrequent(posts.map(({ attributes }) => readChannelId(attributes['data-view'])));
  const reader = new PostReader({ path, channelId: channelId ?? known ?? null, shapes });
  for (const post of posts) {
    reader.add(post);
  }
  for (const bubble of unclosed) {
    reader.addUnclosed(bubble);
  }
  return {
    kind: readPageKind(root),
    channel: readChannel(root),
    channelId,
    messages: reader.messages(),
    damages: reader.damages,
    olderBefore: cursorOf(root, 'before'),
    newerAfter: cursorOf(root, 'after'),
    isWhole,
  };
}

/** A single post with a damaged id must not rename the channel. */
function mostFrequent(ids: (string | null)[]): string | null {
  const counts = new Map<string, number>();
  for (const id of ids) {
    if (id !== null) {
      counts.set(id, (counts.get(id) ?? 0) + 1);
    }
  }
  return [...counts].sort(([, left], [, right]) => right - left)[0]?.[0] ?? null;
}

class PostReader {
  readonly damages: Damage[] = [];
  readonly #byId = new Map<string, RawMessage>();
  readonly #path: string;
  readonly #channelId: string | null;
  readonly #shapes: ShapeCounter;
  #previousDate: Instant | undefined;

  constructor({ path, channelId, shapes }: { path: string; channelId: string | null; shapes: ShapeCounter }) {
    this.#path = path;
    this.#channelId = channelId;
    this.#shapes = shapes;
  }

  messages(): RawMessage[] {
    return [...this.#byId.values()].sort((left, right) => Number(left.id) - Number(right.id));
  }

  add(post: HtmlElement): void {
    const id = idOf(post);
    if (id === null) {
      this.#addDamage(null, 'a post has no usable id');
    } else if (this.#channelId === null) {
      this.#addDamage(id, 'the page does not name the channel of a post');
    } else {
      this.#read(post, id, this.#channelId);
    }
  }

  /** @param bubble with the post in it */
  addUnclosed(bubble: HtmlElement): void {
    const post = findByClass(bubble, 'tgme_widget_message');
    this.#addDamage(post ? idOf(post) : null, 'the end of a post is missing');
  }

  #read(post: HtmlElement, id: string, channelId: string): void {
    const messages = readPost(post, id, {
      channelId,
      shapes: this.#shapes,
      previousDate: this.#previousDate,
      onLoss: (problem) => this.#addDamage(id, problem),
    });
    if (!Array.isArray(messages)) {
      this.#addDamage(id, messages.problem);
      return;
    }
    for (const message of messages) {
      this.#byId.set(message.id, message);
      this.#previousDate = message.date;
    }
  }

  #addDamage(messageId: string | null, problem: string): void {
    this.damages.push({ file: this.#path, offset: null, messageId, problem });
  }
}

function idOf({ attributes }: HtmlElement): string | null {
  return /^[^/]*\/([1-9]\d{0,14})$/.exec(attributes['data-post'] ?? '')?.[1] ?? null;
}

/** @returns the id that the link to more posts carries */
function cursorOf(root: HtmlElement, direction: 'before' | 'after'): number | null {
  const links = findAll(root, (element) => hasClass(element, 'tme_messages_more'));
  const shown = links.map(({ attributes }) => attributes[`data-${direction}`]).find((value) => value !== undefined);
  return shown !== undefined && /^[1-9]\d{0,14}$/.test(shown) ? Number(shown) : null;
}

function readChannel(root: HtmlElement): WebChannel {
  const info = findByClass(root, 'tgme_channel_info') ?? root;
  const title = textOf(findByClass(info, 'tgme_channel_info_header_title') ?? findByClass(root, 'tgme_page_title'));
  const link = findByClass(info, 'tgme_channel_info_header_username');
  const address = postAddress(link && findAll(link, ({ name }) => name === 'a')[0]?.attributes.href);
  const description = textOf(findByClass(info, 'tgme_channel_info_description') ?? findByClass(root, 'tgme_page_description'));
  const counters = findAll(info, (element) => hasClass(element, 'tgme_channel_info_counter'));
  return {
    title: title === '' ? null : wellFormed(title),
    username: address?.username.toLowerCase() ?? null,
    description: description === '' ? null : wellFormed(description),
    counters: Object.fromEntries(counters.map(readCounter).filter(([type]) => type !== '')),
  };
}

function readCounter(counter: HtmlElement): [string, string] {
  return [textOf(findByClass(counter, 'counter_type')), textOf(findByClass(counter, 'counter_value'))];
}
