import fc from 'fast-check';
import { expect, test } from 'vitest';
import { stringify } from 'yaml';
import { targetTopicSchema } from '../domain/target-topic.ts';
import { TgParserError } from '../domain/tg-parser-error.ts';
import { parseTargets } from './parse-targets.ts';

const whole = `
- title: Slugs
  description: >
    Slugs and snails,
    and what keeps them from lettuce.
  examples:
    - Beer traps work.
    - "Beer traps work."
  exclusions: [Snails in aquariums]
  language: en
- title: "  Rye\\n bread "
  description:
`;

test('a list is read with what is missing, spaces are made even, and what is said twice counts once', () => {
  expect(parseTargets(whole, 'targets.yaml')).toEqual([
    {
      title: 'Slugs',
      description: 'Slugs and snails, and what keeps them from lettuce.',
      examples: ['Beer traps work.'],
      exclusions: ['Snails in aquariums'],
      language: 'en',
    },
    { title: 'Rye bread', description: '', examples: [], exclusions: [], language: null },
  ]);
  expect(parseTargets('[]', 'targets.yaml')).toEqual([]);
});

test.each([
  ['', 'holds no list'],
  ['title: Bread', 'holds no list'],
  ['- Bread', 't.yaml, entry 1 has no fields'],
  ['- [Bread]', 't.yaml, entry 1 has no fields'],
  ['- description: no name', 't.yaml, entry 1: title: is missing'],
  ['- title: Bread\n- title: "  "', 't.yaml, entry 2 (" "): title: is empty'],
  ['- title: 2024', 't.yaml, entry 1: title: Invalid input: expected string'],
  ['- title: Bread\n  exmples: [x]', 't.yaml, entry 1 ("Bread"): "exmples" is no field'],
  ['- title: Bread\n  examples: x', 't.yaml, entry 1 ("Bread"): examples: '],
  ['- title: Bread\n  examples: [a, "", c]', 't.yaml, entry 1 ("Bread"): examples 2: is empty'],
  ['- title: Bread\n  exclusions: [a, 1]', 't.yaml, entry 1 ("Bread"): exclusions 2: '],
  ['- title: Bread\n  language: English', 't.yaml, entry 1 ("Bread"): language: is no code'],
  ['- title: "a\\0b"', 'title: holds characters that are no text'],
  ['- title: "a\\ud800b"', 'title: holds characters that are no text'],
  [`- title: ${'x'.repeat(200)}`, 'title: has more than 120 characters'],
  ['- title: Bread\n- title: "Bread "', 'entry 2: title: "Bread" is that of entry 1'],
  [`- title: ${'['.repeat(20_000)}`, 'more than 500 brackets within each other'],
  ['- title: "open', 't.yaml is no YAML'],
  ['- title: a\n  title: b', 't.yaml is no YAML'],
  ['- &a [x]\n- *a', 't.yaml is no YAML'],
])('%j is refused with what is wrong and where', (text, message) => {
  let failure: unknown;
  try {
    parseTargets(text, 't.yaml');
  } catch (error) {
    failure = error;
  }
  expect(failure).toMatchObject({ code: 'targets_invalid', message: expect.stringContaining(message) });
  expect((failure as TgParserError).hint).toContain('title');
});

test('whatever a file holds, it is a list of targets or refused in one line', () => {
  const piece = fc.constantFrom(
    '- ',
    'title: ',
    'examples: ',
    '[',
    ']',
    '{',
    '}',
    '"',
    '\n',
    '  ',
    'x',
    '!!js ',
    '&a ',
    '*a',
    '|',
    '\\',
    '\t',
    '? ',
    '#',
  );
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join('')),
    fc.jsonValue({ maxDepth: 4 }).map((value) => stringify(value)),
    fc
      .array(fc.dictionary(fc.constantFrom('title', 'examples', 'language', '__proto__'), fc.jsonValue()))
      .map((value) => stringify(value)),
    fc.nat(100).map((depth) => `- title: a\n  examples: ${'['.repeat(depth)}`),
  );
  fc.assert(
    fc.property(text, (hostile) => {
      try {
        for (const target of parseTargets(hostile, 't.yaml')) {
          expect(targetTopicSchema.parse(target)).toEqual(target);
        }
      } catch (error) {
        if (!(error instanceof TgParserError)) {
          throw error;
        }
        expect(error.code).toBe('targets_invalid');
        expect(error.message).toMatch(/^t\.yaml[^\n\r]*$/);
      }
    }),
    { numRuns: 500 },
  );
});
