import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { TgParserError } from '../domain/tg-parser-error.ts';
import { describeConfiguration } from './describe-configuration.ts';
import { type ConfigurationInput, readConfiguration } from './read-configuration.ts';
import { Secret } from './secret.ts';
import { settingsTable } from './settings-table.ts';

function read(given: Partial<ConfigurationInput> = {}) {
  return readConfiguration({
    environment: {},
    envFileText: '',
    flags: {},
    readFile: (path) => {
      throw Object.assign(new Error(path), { code: 'ENOENT' });
    },
    ...given,
  });
}

function failure(given: Partial<ConfigurationInput>): TgParserError {
  try {
    read(given);
  } catch (error) {
    if (error instanceof TgParserError) {
      return error;
    }
    throw error;
  }
  throw new Error('nothing was refused');
}

describe('readConfiguration', () => {
  it('has the defaults of the contract when nothing is set', () => {
    const { configuration, warnings } = read();
    expect(configuration).toMatchObject({
      dataDirectory: './data',
      database: {
        engine: 'sqlite',
        paths: {
          ingestion: './data/ingestion_state.sqlite',
          raw: './data/raw_storage.sqlite',
          processing: './data/processing_storage.sqlite',
        },
      },
      models: {
        processing: { provider: 'builtin', model: null, fallback: [], temperature: 0, maxTokens: 4096, reasoningEffort: 'low' },
        topicization: { provider: 'builtin', model: null },
        budgetUsd: null,
        promptsDirectory: null,
      },
      tracesUrl: null,
      retry: { maxAttempts: 3, backoffBaseInMs: 1000, backoffMaxInMs: 60_000, jitter: 0.3 },
      topicization: {
        maxTopics: null,
        topNAnchors: 3,
        anchorMinScore: 0.6,
        supportingMinScore: 0.5,
        singletonMinLength: 300,
        singletonMinScore: 0.75,
        rebuildGrowth: 0.12,
      },
      log: { level: 'info', format: 'text' },
    });
    expect(warnings).toEqual([]);
  });

  it('takes a flag before the environment, that before .env, that before the default', () => {
    const layers = {
      envFileText: 'DATA_DIR=from-file',
      environment: { DATA_DIR: 'from-environment' },
      flags: { DATA_DIR: 'flag' },
    };
    expect(read(layers).configuration.dataDirectory).toBe('flag');
    expect(read({ ...layers, flags: {} }).configuration.dataDirectory).toBe('from-environment');
    expect(read({ ...layers, flags: {}, environment: {} }).configuration.dataDirectory).toBe('from-file');
  });

  it('puts the databases into the data folder unless one is named', () => {
    const { database } = read({
      environment: { DATA_DIR: '/srv/x', RAW_STORAGE_DB_PATH: '/raid/raw.sqlite' },
    }).configuration;
    expect(database).toEqual({
      engine: 'sqlite',
      paths: {
        ingestion: '/srv/x/ingestion_state.sqlite',
        raw: '/raid/raw.sqlite',
        processing: '/srv/x/processing_storage.sqlite',
      },
    });
  });

  it('treats an empty text as not set, in every place', () => {
    const { configuration } = read({
      environment: { RETRY_MAX_ATTEMPTS: '' },
      envFileText: 'RETRY_MAX_ATTEMPTS=7\nDATA_DIR=\n',
    });
    expect(configuration.retry.maxAttempts).toBe(7);
    expect(configuration.dataDirectory).toBe('./data');
  });

  it('reads an .env with a byte order mark, comments, quotes and export', () => {
    const { configuration } = read({
      envFileText: '\uFEFFexport DATA_DIR="a b" # why\n# LOG_LEVEL=ERROR\nLOG_FORMAT=\'json\'\n',
    });
    expect(configuration.dataDirectory).toBe('a b');
    expect(configuration.log).toEqual({ level: 'info', format: 'json' });
  });

  it('names the variable, the value, where it is set and the range of a value outside its range', () => {
    const error = failure({ envFileText: 'RETRY_MAX_ATTEMPTS=11' });
    expect(error.code).toBe('setting_invalid');
    expect(error.message).toBe('RETRY_MAX_ATTEMPTS is "11" (.env), allowed is a whole number from 1 to 10');
  });

  it('names all wrong settings at once', () => {
    const { message } = failure({
      environment: { RETRY_JITTER: 'some', LOG_LEVEL: 'loud', TOPICIZATION_TOP_N_ANCHORS: '2.5' },
    });
    expect(message).toContain('RETRY_JITTER is "some"');
    expect(message).toContain('LOG_LEVEL is "loud" (environment), allowed is one of DEBUG, INFO, WARN, ERROR');
    expect(message).toContain('TOPICIZATION_TOP_N_ANCHORS is "2.5"');
  });

  it.each(
    settingsTable.flatMap((row) => ('min' in row.value ? [{ name: row.name, min: row.value.min, max: row.value.max }] : [])),
  )('$name takes its bounds $min and $max and nothing beyond', ({ name, min, max }) => {
    // One price alone is refused.
    const others = { LLM_PRICE_INPUT: '1', LLM_PRICE_OUTPUT: '1' };
    expect(() => read({ environment: { ...others, [name]: String(min) } })).not.toThrow();
    expect(() => read({ environment: { ...others, [name]: String(max) } })).not.toThrow();
    for (const text of [String(min - 1), String(max + 1), 'NaN', 'Infinity', '0x1', '1_0', '1e999', 'ten', '1,5', '١']) {
      expect(failure({ environment: { [name]: text } }).message, text).toContain(name);
    }
  });

  it('recognises a choice in any case', () => {
    expect(read({ environment: { LOG_LEVEL: 'debug', DB_TYPE: 'SQLite' } }).configuration.log.level).toBe('debug');
  });

  it('refuses two databases in one file, however the path is written', () => {
    const error = failure({ environment: { DATA_DIR: 'd', RAW_STORAGE_DB_PATH: './d/../d/ingestion_state.sqlite' } });
    expect(error.message).toContain('must be three files');
  });

  it('warns of misspelt and unknown settings in .env, and of nothing else there', () => {
    const { warnings } = read({
      envFileText: 'RETRY_MAX_ATTEMPT=4\nTOPICIZATION_SPEED=9\nNODE_ENV=test\nHOME_PAGE=x\nLOG_FORMAT=json',
    });
    expect(warnings).toEqual([
      'RETRY_MAX_ATTEMPT in .env is no setting and has no effect; did you mean RETRY_MAX_ATTEMPTS?',
      'TOPICIZATION_SPEED in .env is no setting of this version and has no effect.',
    ]);
  });
});

describe('secrets', () => {
  const key = 'sk-very-secret';
  const readFile = () => `${key}\n`;
  const openSecret = (given: Partial<ConfigurationInput>, name: string) =>
    read(given).configuration.settings.find(({ setting }) => setting.name === name);

  it('can be read from the file that NAME_FILE names', () => {
    const resolved = openSecret({ environment: { OPENAI_API_KEY_FILE: '/run/secrets/key' }, readFile }, 'OPENAI_API_KEY');
    expect(resolved?.origin).toBe('file');
    expect(resolved?.value instanceof Secret && resolved.value.reveal()).toBe(key);
  });

  it('are found under their other name, and under its file', () => {
    expect(openSecret({ environment: { GOOGLE_API_KEY: key } }, 'GEMINI_API_KEY')?.origin).toBe('environment');
    expect(openSecret({ environment: { GOOGLE_API_KEY_FILE: 'f' }, readFile }, 'GEMINI_API_KEY')?.origin).toBe('file');
  });

  it('never show in a description, in JSON, in text or in an inspection', () => {
    const { configuration } = read({ environment: { OPENAI_API_KEY: key }, envFileText: `ANTHROPIC_API_KEY=${key}` });
    const shown = [
      JSON.stringify(describeConfiguration(configuration)),
      JSON.stringify(configuration),
      inspect(configuration, { depth: 9, showHidden: true }),
      configuration.settings.map(({ value }) => `${value}`).join(),
    ].join();
    expect(shown).not.toContain('very-secret');
    expect(describeConfiguration(configuration)).toContainEqual(
      expect.objectContaining({ name: 'OPENAI_API_KEY', value: '(secret)', origin: 'environment' }),
    );
  });

  it('are refused clearly when their file is missing, empty, or set beside the value', () => {
    expect(failure({ environment: { OPENAI_API_KEY_FILE: '/no' } }).message).toContain(
      '"/no", and that file cannot be read (ENOENT)',
    );
    expect(failure({ environment: { OPENAI_API_KEY_FILE: '/no' }, readFile: () => ' \n' }).message).toContain('is empty');
    const both = failure({ environment: { OPENAI_API_KEY_FILE: '/no', OPENAI_API_KEY: key }, readFile });
    expect(both.message).toContain('both set');
    expect(both.message).not.toContain(key);
  });
});
