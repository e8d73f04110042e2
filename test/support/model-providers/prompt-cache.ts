import { createHash, type Hash } from 'node:crypto';
import { countTokens, encodeText } from './count-tokens.ts';

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

  /** A provider that caches what the request marks: the longest marked start that was seen is read, what is marked beyond is written. */
  useMarked(model: string, inputText: string, prefixes: readonly string[]): CacheUse {
    const use = { input: countTokens(inputText), cached: 0, cacheWritten: 0 };
    let marked = 0;
    for (const prefix of prefixes) {
      const tokens = countTokens(prefix);
      if (tokens < leastTokens) {
        continue;
      }
      const key = startHash(model).update(prefix).digest('base64');
      if (this.seen.has(key)) {
        use.cached = Math.max(use.cached, tokens);
      }
      this.seen.add(key);
      marked = Math.max(marked, tokens);
    }
    use.cacheWritten = Math.max(0, marked - use.cached);
    return use;
  }
}

function startHash(model: string): Hash {
  return createHash('sha256').update(`${model}\n`);
}
