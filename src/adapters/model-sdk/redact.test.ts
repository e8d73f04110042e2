import { describe, expect, it } from 'vitest';
import { redact } from './redact.ts';

describe('what a provider says', () => {
  it.each([
    ['the key itself', 'no such key: topsecret!', 'no such key: [key]!'],
    ['a key of OpenAI', 'bad sk-proj-AbC_123-xyz here', 'bad [key] here'],
    ['a key that is shown in part', 'provided: abcdefgh***wxyz. See', 'provided: [key] See'],
    ['a key of Google', 'key AIzaSyA-1234567890 is wrong', 'key [key] is wrong'],
    ['a header', 'got Authorization: Bearer abc.def', 'got Authorization: [key]'],
    ['a query', 'GET /v1?api_key=abc failed', 'GET /v1?[key] failed'],
    ['a password in a URL', 'no route to http://user:pass@host/x', 'no route to http:[key]host/x'],
  ])('is shown without %s', (_, said, shown) => {
    expect(redact(said, ['topsecret'])).toBe(shown);
  });

  it('is one short line', () => {
    expect(redact('one\n  two\u0000three', [])).toBe('one two three');
    expect(redact('x'.repeat(500), [])).toBe(`${'x'.repeat(300)}…`);
  });

  it('stays as it is where nothing is secret', () => {
    expect(redact('Rate limit reached for gpt-5-mini on tokens per min (TPM)', [''])).toBe(
      'Rate limit reached for gpt-5-mini on tokens per min (TPM)',
    );
  });
});
