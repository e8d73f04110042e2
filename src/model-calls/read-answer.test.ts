import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readAnswer } from './read-answer.ts';

const entry = { id: 1, title: 'Насос "Alpha" {new}', labels: ['ремонт', 'a}b{c'], notes: ['org: Grundfos'] };
const other = { id: 2, title: 'Second', labels: [], notes: [] };
const whole = JSON.stringify({ answers: [entry, other] });

test.each([
  ['as it is', whole],
  ['in a Markdown fence', `\`\`\`json\n${whole}\n\`\`\``],
  ['between prose', `Sure! Here's the "JSON you wanted:\n${whole}\nLet me know if "that helps.`],
  ['behind prose with braces', `Use {curly} braces, {like "this}:\n${whole}`],
  ['indented', JSON.stringify({ answers: [entry, other] }, null, 2)],
  ['as a bare list', JSON.stringify([entry, other])],
  ['one a line', `${JSON.stringify(entry)}\n${JSON.stringify(other)}`],
  ['with a comma too many', whole.replace('}]}', ',}],}')],
  ['with numbers as strings', whole.replace('"id":1', '"id":"1"')],
  ['in another envelope', JSON.stringify({ result: { items: [entry, other] } })],
  ['cut behind the last entry', whole.slice(0, -2)],
])('entries are found %s', (_, text) => {
  const found = readAnswer(text);
  expect([...found.keys()]).toEqual([1, 2]);
  expect(found.get(2)).toEqual([other]);
  expect(found.get(1)?.[0]).toMatchObject({ title: entry.title, labels: entry.labels });
});

test('a line break inside a string is no reason to lose the entry', () => {
  expect(readAnswer('{"answers":[{"id":1,"title":"two\nlines\t"}]}').get(1)).toEqual([{ id: 1, title: 'two\nlines\t' }]);
});

test('of a cut answer the entries count that are whole', () => {
  const text = JSON.stringify({ answers: [entry, other, { ...other, id: 3 }] });
  for (let length = 0; length < text.length; length += 1) {
    const found = readAnswer(text.slice(0, length));
    const ends = [JSON.stringify(entry), JSON.stringify(other)].map((source) => text.indexOf(source) + source.length);
    expect([...found.keys()]).toEqual([1, 2, 3].slice(0, ends.filter((end) => end <= length).length + (found.has(3) ? 1 : 0)));
  }
});

test('an entry inside a string of another one is none', () => {
  const text = JSON.stringify({ answers: [{ ...entry, title: '"},{"id":2,"title":"smuggled"},{"x":"' }] });
  expect([...readAnswer(text).keys()]).toEqual([1]);
});

test('all that is said of one id is found', () => {
  expect(readAnswer(JSON.stringify({ answers: [other, entry, { ...other, title: 'again' }] })).get(2)).toHaveLength(2);
});

test.each([
  '',
  '{',
  '}',
  '[]',
  'null',
  '{"id":1',
  '{"answers":[]}',
  '{"id":0}',
  '{"id":-1}',
  '{"id":1.5}',
  '{"id":"x"}',
  '{"id":1e99}',
])('nothing is found in %j', (text) => {
  expect(readAnswer(text).size).toBe(0);
});

test('any text can be read', () => {
  const piece = fc.oneof(
    fc.string(),
    fc.constantFrom('{', '}', '"', '\\', '[', ']', ',', '"id":1', '```', '\u0000', '\ud800', whole),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
      for (const [id, entries] of readAnswer(pieces.join(''))) {
        expect(Number.isSafeInteger(id) && entries.length > 0).toBe(true);
      }
    }),
  );
});

test('whatever was said of entries comes back', () => {
  fc.assert(
    fc.property(fc.array(fc.record({ title: fc.string({ unit: 'binary' }), labels: fc.array(fc.string()) })), (said) => {
      const answers = said.map((each, index) => ({ id: index + 1, ...each }));
      expect([...readAnswer(JSON.stringify({ answers })).values()].flat()).toEqual(JSON.parse(JSON.stringify(answers)));
    }),
  );
});

test.each(['{', '{"', '"', '{}', '{"id":1}', '[{', '\\', '{"a":"', ',]', '{,', '{ , '])(
  'a megabyte of %j takes a moment',
  (piece) => {
    const text = piece.repeat(1_000_000 / piece.length);
    const startedAt = performance.now();
    readAnswer(text);
    readAnswer(`{"id":${text}`);
    // Quadratic time would be minutes; a busy machine takes seconds.
    expect(performance.now() - startedAt).toBeLessThan(10_000);
  },
);
