import type { VectorSource } from '../vector-source.ts';

export interface ScriptedSource extends VectorSource {
  /** Texts of each part that was asked for. */
  asked: string[][];
}

/** Hands vectors out in parts of so many texts; fails instead of handing out the part with this number, from 1. */
export function scriptedSource({
  partSize = 2,
  failsAt = Number.POSITIVE_INFINITY,
  dimensionsOf = () => 2,
}: {
  partSize?: number;
  failsAt?: number;
  dimensionsOf?: (text: string) => number;
} = {}): ScriptedSource {
  const asked: string[][] = [];
  return {
    id: 'acme:vectors',
    asked,
    async *vectors(texts) {
      for (let start = 0; start < texts.length; start += partSize) {
        const part = texts.slice(start, start + partSize);
        asked.push(part);
        if (asked.length === failsAt) {
          throw new Error('the line is cut');
        }
        yield new Map(part.map((text) => [text, new Float32Array(dimensionsOf(text)).fill(text.length)]));
      }
    },
  };
}
