import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { expect } from 'vitest';
import type { KnowledgeBaseEntry } from '../../src/domain/knowledge-base-entry.ts';
import { type RecordName, recordJsonSchema } from '../../src/domain/record-schemas.ts';
import type { TopicCard } from '../../src/domain/topic-card.ts';
import type { TopicFile } from '../../src/domain/topic-file.ts';

const ajv = new Ajv({ strict: false, allErrors: true });
const validators = new Map<RecordName, ReturnType<Ajv['compile']>>();

function expectValid(name: RecordName, record: unknown): void {
  let validate = validators.get(name);
  if (!validate) {
    validate = ajv.compile(recordJsonSchema(name));
    validators.set(name, validate);
  }
  if (!validate(record)) {
    expect.fail(`${name} ${JSON.stringify(record).slice(0, 200)}: ${ajv.errorsText(validate.errors)}`);
  }
}

/** Every record of a full export fits its schema, every reference leads somewhere, every file is the one that the manifest names. */
export function expectValidExport(folder: string): void {
  const read = (name: string) => readFileSync(join(folder, name), 'utf8');
  const manifest = JSON.parse(read('manifest.json'));
  expectValid('manifest', manifest);
  const onDisk = readdirSync(folder)
    .filter((name) => name !== 'manifest.json')
    .sort();
  expect(manifest.files.map(({ path }: { path: string }) => path).sort()).toEqual(onDisk);
  for (const { path, sha256, bytes } of manifest.files) {
    const content = readFileSync(join(folder, path));
    expect([content.length, `sha256:${createHash('sha256').update(content).digest('hex')}`]).toEqual([bytes, sha256]);
  }

  const cards = JSON.parse(read('topics.json')) as TopicCard[];
  const topicIds = new Set(cards.map(({ id }) => id));
  expect(cards.map(({ id }) => id)).toEqual([...topicIds].sort());
  const entries = read('kb_entries.ndjson')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as KnowledgeBaseEntry);
  const entryIds = entries.map(({ id }) => id);
  expect(entryIds).toEqual([...new Set(entryIds)].sort());
  const messages = new Set(entries.map(({ source }) => source.source_ref));

  for (const card of cards) {
    expectValid('topic_card', card);
    expectCard(card, messages, topicIds);
    const file = JSON.parse(read(`topic_${card.id.replaceAll(':', '_')}.json`)) as TopicFile;
    expectTopicFile(file, card, messages);
    expect(entryIds).toContain(`kb:topic:${card.id}`);
  }
  for (const entry of entries) {
    expectValid('knowledge_base_entry', entry);
    for (const topic of entry.topics.filter((label) => label.startsWith('topic:tg:'))) {
      expect(topicIds).toContain(topic);
    }
  }
  expect(onDisk.filter((name) => name.startsWith('topic_'))).toHaveLength(cards.length);
}

function expectCard(
  { id, type, anchors, sources, related_topics }: TopicCard,
  messages: ReadonlySet<string | null>,
  topicIds: ReadonlySet<string>,
): void {
  const order = anchors.map(({ score, anchor_ref }) => [-score, anchor_ref] as const);
  expect(order, id).toEqual(order.toSorted(([one, left], [two, right]) => one - two || (left < right ? -1 : 1)));
  expect(new Set(anchors.map(({ anchor_ref }) => anchor_ref)).size, id).toBe(anchors.length);
  expect(anchors.length, id).toBeGreaterThanOrEqual(type === 'cluster' ? 2 : 1);
  for (const reference of [...anchors.map(({ anchor_ref }) => anchor_ref), ...sources]) {
    expect(messages.has(reference), `${id} names ${reference}`).toBe(true);
  }
  for (const related of related_topics) {
    expect(topicIds.has(related), `${id} names ${related}`).toBe(true);
  }
}

function expectTopicFile(
  { topic_card, topic_bundle, resolved_sources, ...rest }: TopicFile,
  card: TopicCard,
  messages: ReadonlySet<string | null>,
): void {
  expectValid('topic_file', { topic_card, topic_bundle, resolved_sources, ...rest });
  expect(topic_card).toEqual(card);
  const { items } = topic_bundle;
  expect(new Set(items.map(({ source_ref }) => source_ref)).size).toBe(items.length);
  const order = items.map(({ role, score, source_ref }) => [role === 'anchor' ? 0 : 1, -score, source_ref] as const);
  expect(order).toEqual(
    order.toSorted((left, right) => left[0] - right[0] || left[1] - right[1] || (left[2] < right[2] ? -1 : 1)),
  );
  for (const { source_ref } of [...items, ...resolved_sources]) {
    expect(messages.has(source_ref), `${card.id} names ${source_ref}`).toBe(true);
  }
}
