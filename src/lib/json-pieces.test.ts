import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JsonList } from './json-list.ts';
import { jsonPieces } from './json-pieces.ts';

async function join(value: unknown, layout: { indent?: number; level?: number } = {}): Promise<string> {
  let text = '';
  for await (const piece of jsonPieces(value, layout)) {
    text += piece;
  }
  return text;
}

describe.each([0, 2])('jsonPieces, indented by %i', (indent) => {
  it('writes what JSON.stringify writes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue({ maxDepth: 6 }), async (value) => {
        expect(await join(value, { indent })).toBe(JSON.stringify(value, null, indent));
      }),
    );
  });

  it('writes a list that comes in parts as if it were one', async () => {
    const parts = fc.array(fc.array(fc.jsonValue({ maxDepth: 2 }), { maxLength: 4 }), { maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(parts, fc.integer({ min: 0, max: 3 }), async (pages, depth) => {
        const nest = (list: unknown): unknown =>
          Array.from({ length: depth }).reduce((inner) => ({ before: [], list: inner, after: {} }), list);
        const inParts = new JsonList(pages.map((page) => JSON.stringify(page)));
        expect(await join(nest(inParts), { indent })).toBe(JSON.stringify(nest(pages.flat()), null, indent));
      }),
    );
  });
});

it('at a deeper level it is what stands there inside a larger value', async () => {
  const value = { a: [{ b: 1 }], c: { d: [] } };
  expect(`[\n  ${await join(value, { indent: 2, level: 1 })}\n]`).toBe(JSON.stringify([value], null, 2));
});

it('leaves out fields that are undefined', async () => {
  const value = { a: undefined, b: [1, undefined], c: { d: { e: undefined } }, 'ё "': undefined };
  expect(await join(value, { indent: 2 })).toBe(JSON.stringify(value, null, 2));
});
