import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeMarkdown, quoteMarkdown } from './escape-markdown.ts';
import { frontMatter } from './front-matter.ts';

const marks = fc.constantFrom(
  '<', '>', '[', ']', '(', ')', '!', '#', '`', '*', '_', '-', '+', '~', '|', '\\', '&', '=', '$', '%', ':', '1.', '1)',
  '\n', '\r', '\u2028', ' ', '\t', '---', '```', '<script>', '[[x]]', '![x](y)', '[x]: y', 'www.', 'http://', '&lt;', 'ё', 'a',
); // biome-ignore format: a list

/** What a reader of Markdown shows for text without markup. */
function render(markdown: string): string {
  return markdown
    .replace(/\\([!-/:-@[-`{-~])/g, '$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}

describe('escapeMarkdown', () => {
  it('leaves no character that Markdown, HTML, wiki links or tags are made of, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: marks }), (text) => {
        const escaped = escapeMarkdown(text);
        expect(escaped).not.toMatch(/[\n\r\u2028<>]/);
        const bare = escaped.replace(/\\[!-/:-@[-`{-~]/g, '').replace(/&(amp|lt|gt);/g, '');
        expect(bare).not.toMatch(/[\\`*_~[\]()|#$=%!:&]/);
        expect(bare).not.toMatch(/www\./i);
        expect(escaped).not.toMatch(/^([-+>#\s]|\d+[.)])/);
      }),
      { numRuns: 2000 },
    );
  });

  it('shows exactly the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: marks }), (text) => {
        expect(render(escapeMarkdown(text))).toBe(
          text
            .split(/\r\n|[\n\r\u2028]/)
            .join(' ')
            .trim(),
        );
      }),
      { numRuns: 2000 },
    );
  });
});

describe('quoteMarkdown', () => {
  it('keeps every line inside the quotation', () => {
    fc.assert(
      fc.property(fc.string({ unit: marks }), (text) => {
        for (const line of quoteMarkdown(text).split(/\n/)) {
          expect(line).toMatch(/^>( {0,2}| \S.*)$/u);
        }
      }),
    );
  });
});

describe('frontMatter', () => {
  it('gives each field one line that is a JSON value, whatever its text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: marks }), (id, title) => {
        const lines = frontMatter({ id, title, tags: [title] }).split(/[\n\r\u0085\u2028\u2029]/);
        expect(lines).toHaveLength(6);
        expect(JSON.parse((lines[1] ?? '').slice('id: '.length))).toBe(id);
        expect(JSON.parse((lines[2] ?? '').slice('title: '.length))).toBe(title);
        expect([lines[0], lines[4]]).toEqual(['---', '---']);
      }),
    );
  });
});
