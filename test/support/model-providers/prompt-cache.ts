import { createHash, type Hash } from 'node:crypto';
import { countTokens } from './count-tokens.ts';
import { encodeText } from './encode-text.ts';

/**
 * Shorter starts are never cached: https://platform.openai.com/docs/guides/prompt-caching,
 * https://platform.claude.com/docs/en/build-with-claude/prompt-caching (some Claude models want 2,048 or 4,096).
 */
const leastTokens = 1_024;
/** Starts match in steps of so many tokens. */
const step = 128;

export interface CacheUse {
  input: number;
  cached: number;
  cacheWritten: number;
}

/** A start of a prompt that ends where a block does. */
export interface PromptStart {
  text: string;
  isMarked: boolean;
}

/** Starts of prompts that were seen before. Nothing expires: a test is shorter than a cache lives. */
export class PromptCache {
  private readonly seen = new Set<string>();

  /** A provider that caches on its own: the longest start that was seen, in steps of 128 tokens. Writing is free. */
  useAutomatically(model: string, inputText: string): CacheUse {
    const tokens = encodeText(inputText);
    let cached = 0;
    const keys: string[] = [];
    const hash = startHash(model);
    for (let end = step; end <= tokens.length; end += step) {
      hash.update(Uint32Array.from(tokens.slice(end - step, end)));
      if (end >= leastTokens) {
        const key = hash.copy().digest('base64');
        cached = this.seen.has(key) ? end : cached;
        keys.push(key);
      }
    }
    for (const key of keys) {
      this.seen.add(key);
    }
    return { input: tokens.length, cached, cacheWritten: 0 };
  }

  /**
   * A provider that caches what the request marks: the start up to each mark is written, and the longest start that was written
   * before is read, though the request marks a later one.
   *
   * @param starts of the input, each longer than the one before
   */
  useMarked(model: string, inputText: string, starts: readonly PromptStart[]): CacheUse {
    const input = countTokens(inputText);
    let cached = 0;
    let marked = 0;
    const lastMark = starts.findLastIndex(({ isMarked }) => isMarked);
    for (const { text, isMarked } of starts.slice(0, lastMark + 1)) {
      const key = startHash(model).update(text).digest('base64');
      const isSeen = this.seen.has(key);
      const tokens = isSeen || isMarked ? Math.min(countTokens(text), input) : 0;
      if (tokens < leastTokens) {
        continue;
      }
      cached = isSeen ? tokens : cached;
      marked = tokens;
      this.seen.add(key);
    }
    return { input, cached, cacheWritten: marked - cached };
  }
}

function startHash(model: string): Hash {
  return createHash('sha256').update(`${model}\n`);
}
