import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readConfiguration } from './read-configuration.ts';
import { referenceFiles } from './reference-files.ts';
import { settingsTable } from './settings-table.ts';
import { settingsToEnvExample } from './settings-to-env-example.ts';

describe('the generated files of the project', () => {
  it.each(referenceFiles())('$path is what its table generates', ({ path, text }) => {
    const stored = readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
    expect(stored, `${path} is out of date: run "npm run docs" and commit the result`).toBe(text);
  });
});

describe('settingsToEnvExample', () => {
  it('changes nothing, as it is and with every line uncommented', () => {
    const input = { environment: {}, flags: {}, readFile: () => '' };
    const plain = readConfiguration({ ...input, envFileText: '' });
    const example = settingsToEnvExample(settingsTable);
    expect(readConfiguration({ ...input, envFileText: example })).toEqual(plain);
    const { configuration, warnings } = readConfiguration({ ...input, envFileText: example.replaceAll(/^#(?=[A-Z])/gm, '') });
    expect({ ...configuration, settings: [] }).toEqual({ ...plain.configuration, settings: [] });
    expect(warnings).toEqual([]);
  });
});
