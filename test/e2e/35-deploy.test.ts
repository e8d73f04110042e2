import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { settingsTable } from '../../src/config/settings-table.ts';

const deploy = fileURLToPath(new URL('../../deploy', import.meta.url));
const read = (path: string) => readFileSync(join(deploy, path), 'utf8');

interface Service {
  image?: string;
  build?: unknown;
  command?: string[];
  env_file?: string[];
  environment?: Record<string, string>;
  read_only?: boolean;
  cap_drop?: string[];
}

const ours = ['compose.yml', 'compose.sqlite.yml'].flatMap((file) => {
  const { services } = parse(read(file), { merge: true }) as { services: Record<string, Service> };
  return Object.entries(services)
    .filter(([, { image }]) => image === 'tg-parser')
    .map(([name, service]) => ({ name: `${name} of ${file}`, service }));
});

test('there are programs of ours to look at', () => {
  expect(ours.map(({ name }) => name)).toEqual(['api of compose.yml', 'worker of compose.yml', 'api of compose.sqlite.yml']);
});

test.each(ours)('$name gets every setting of .env, sets none that is none, and can write to its data only', ({ service }) => {
  expect(service.env_file).toEqual(['.env']);
  const names = new Set<string>(settingsTable.map(({ name }) => name));
  const set = Object.keys(service.environment ?? {}).map((name) => name.replace(/_FILE$/, ''));
  expect(set.filter((name) => !names.has(name))).toEqual([]);
  expect([service.read_only, service.cap_drop]).toEqual([true, ['ALL']]);
});

test('the image runs as somebody without rights, and tells whether it is alive', () => {
  const lines = read('Dockerfile').split('\n');
  const last = lines.lastIndexOf(lines.findLast((line) => line.startsWith('FROM')) ?? '');
  const image = lines.slice(last).join('\n');
  expect(image).toMatch(/^USER tg-parser$/m);
  expect(image).toMatch(/^HEALTHCHECK/m);
  const set =
    /^ENV (.*)$/m
      .exec(image)?.[1]
      ?.split(' ')
      .map((pair) => pair.split('=')[0]) ?? [];
  const names = new Set<string>(settingsTable.map(({ name }) => name));
  expect(set.filter((name) => name !== 'NODE_ENV' && !names.has(name ?? ''))).toEqual([]);
});

test('services of systemd start commands that there are', () => {
  for (const file of readdirSync(join(deploy, 'systemd'))) {
    expect(read(`systemd/${file}`)).toMatch(/^ExecStart=\/usr\/bin\/env tg-parser (api|worker)$/m);
  }
});
