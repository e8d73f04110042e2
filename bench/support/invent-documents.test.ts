import { describe, expect, test } from 'vitest';
import { inventDocuments } from './invent-documents.ts';

describe('inventDocuments', () => {
  test('more documents begin with the same ones, and another seed makes others', () => {
    const few = [...inventDocuments({ count: 20, seed: 1 })];
    expect([...inventDocuments({ count: 40, seed: 1 })].slice(0, 20)).toEqual(few);
    expect([...inventDocuments({ count: 20, seed: 2 })]).not.toEqual(few);
  });
});
