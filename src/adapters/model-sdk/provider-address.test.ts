import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { providerAddress } from './provider-address.ts';

describe('the address of a provider', () => {
  it.each([
    ['https://api.openai.com', 'https://api.openai.com/v1'],
    ['https://api.openai.com/', 'https://api.openai.com/v1'],
    ['https://api.openai.com/v1', 'https://api.openai.com/v1'],
    ['https://api.groq.com/openai/v1/', 'https://api.groq.com/openai/v1'],
    ['http://localhost:8000/proxy', 'http://localhost:8000/proxy/v1'],
  ])('%s leads to %s', (baseUrl, url) => {
    expect(providerAddress('OpenAI', baseUrl, '/v1')).toMatchObject({ url, authorization: null });
  });

  it('takes user and password out of the URL', () => {
    const basic = Buffer.from('ann:p@ss').toString('base64');
    expect(providerAddress('OpenAI', 'https://ann:p%40ss@host:8443/x', '/v1')).toEqual({
      url: 'https://host:8443/x/v1',
      host: 'host:8443',
      authorization: `Basic ${basic}`,
      secrets: [basic, 'p@ss'],
    });
  });

  it('takes a percent sign in a password for itself', () => {
    expect(providerAddress('OpenAI', 'https://ann:50%off@host', '/v1').secrets).toContain('50%off');
  });

  it.each(['', 'api.openai.com', 'ftp://ann:secret@host', 'http://ann:secret@'])(
    'refuses "%s" and does not repeat it',
    (baseUrl) => {
      const error = errorOf(() => providerAddress('OpenAI', baseUrl, '/v1'));
      expect(error).toMatchObject({ code: 'setting_invalid', hint: expect.stringContaining('LLM_BASE_URL') });
      expect(inspect(error)).not.toContain('secret');
    },
  );
});

function errorOf(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    return error;
  }
}
