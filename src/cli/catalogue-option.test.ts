import { expect, test } from 'vitest';
import { setCatalogueId } from '../domain/set-catalogue-id.ts';
import { catalogueOption } from './catalogue-option.ts';

test('a command line names a channel by its id and a set by its name', () => {
  expect(catalogueOption('1234567890')).toBe('--channel 1234567890');
  expect(catalogueOption(setCatalogueId('local-news'))).toBe('--set local-news');
});
