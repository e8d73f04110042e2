import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { type RecordName, recordJsonSchema, recordNames, recordSchemas } from './record-schemas.ts';

const at = '2026-01-31T09:00:00Z';
const hash = `sha256:${'a'.repeat(64)}`;
const sourceRef = 'tg:1234567890:post:42';
const place = { channel_id: '1234567890', message_id: '42', message_type: 'post' };

const card = {
  id: `topic:${sourceRef}`,
  title: 'Repairing bicycles',
  summary: '',
  scope_in: ['chains'],
  scope_out: ['cars'],
  type: 'singleton',
  anchors: [{ ...place, anchor_ref: sourceRef, score: 0.9 }],
  sources: [sourceRef],
  updated_at: at,
  tags: [],
  keywords: ['chain'],
  related_topics: [],
  theme: null,
  status: 'active',
  origin: 'discovered',
  metadata: {
    topicization_run_id: 'run',
    pipeline_version: 'topicization:v1.0.0',
    algorithm: 'x',
    parameters: {},
    model_id: 'builtin',
    prompt_id: null,
    prompt_name: null,
    input_scope: { channel_id: '1234567890', mode: 'full' },
  },
};
const item = { ...place, source_ref: sourceRef, role: 'anchor', score: 0.9, justification: 'names the chain' };
const bundle = {
  topic_id: card.id,
  updated_at: at,
  items: [{ ...item, thread_id: '42', parent_message_id: null }],
  time_range: { from: at, to: at },
  channels: ['1234567890'],
  metadata: {},
};

const samples: Record<RecordName, Record<string, unknown>> = {
  raw_telegram_message: { id: '42', message_type: 'post', source_ref: sourceRef, channel_id: '1234567890', date: at, text: '' },
  processed_document: {
    id: `doc:${sourceRef}`,
    source_ref: sourceRef,
    source_message_id: '42',
    channel_id: '1234567890',
    message_type: 'post',
    processed_at: at,
    date: at,
    text_clean: 'A chain lasts 3,000 km.',
    title: 'A chain lasts 3,000 km',
    summary: null,
    topics: [],
    keywords: [],
    entities: [{ type: 'link', value: 'https://example.org', confidence: 1 }],
    language: 'en',
    noise: { is_noise: false, kind: null, reason: null },
    duplicate_of: null,
    content_hash: hash,
    metadata: {
      pipeline_version: 'processing:v1.0.0',
      model_id: 'builtin',
      prompt_id: null,
      prompt_name: null,
      parameters: {},
      usage: null,
    },
  },
  topic_card: card,
  topic_bundle: bundle,
  knowledge_base_entry: {
    id: `kb:msg:${sourceRef}`,
    source: { type: 'telegram_message', ...place, source_ref: sourceRef, topic_id: null },
    created_at: at,
    title: 'A chain lasts',
    content: 'A chain lasts 3,000 km.',
    topics: [card.id],
    tags: [],
    vector: null,
    metadata: {},
  },
  topic_file: {
    topic_card: card,
    topic_bundle: bundle,
    resolved_sources: [{ ...item, telegram_url: null }],
    exported_at: at,
    export_version: 'export:v1.0.0',
  },
  manifest: {
    export_version: 'export:v1.0.0',
    program: { name: 'tg-parser', version: '0.1.0' },
    exported_at: at,
    filters: {
      channel_ids: ['1234567890'],
      level: 'full',
      format: 'ndjson',
      from_date: null,
      to_date: null,
      topic_id: null,
      include_supporting: true,
    },
    counts: { raw_messages: 0, documents: 0, message_entries: 1, topic_entries: 1, topics: 1 },
    files: [{ path: 'kb_entries.ndjson', bytes: 12, sha256: hash }],
    content_hash: hash,
    origin: hash,
  },
};

/** As others validate: with a general validator, strict about the schema itself. */
function validatorOf(name: RecordName) {
  const ajv = new Ajv({ strict: true, allErrors: true });
  addFormats.default(ajv);
  return ajv.compile(recordJsonSchema(name));
}

describe.each(recordNames)('the JSON Schema of %s', (name) => {
  const validate = validatorOf(name);
  const sample = samples[name];

  it('is draft-07 and accepts a record that our own schema accepts', () => {
    expect(recordJsonSchema(name).$schema).toBe('http://json-schema.org/draft-07/schema#');
    expect(recordSchemas[name].safeParse(sample).error).toBeUndefined();
    expect(validate(sample), JSON.stringify(validate.errors)).toBe(true);
  });

  it('allows fields that it does not name', () => {
    expect(validate({ ...sample, added_later: { by: ['somebody'] } })).toBe(true);
  });

  it('refuses a record without any one of its required fields', () => {
    const required = recordJsonSchema(name).required as string[];
    expect(required.length).toBeGreaterThan(4);
    for (const field of required) {
      const { [field]: _, ...rest } = sample;
      expect(validate(rest), field).toBe(false);
    }
  });
});

describe('the JSON Schema of topic_card', () => {
  it('refuses scores above 1 and more than three anchors', () => {
    const validate = validatorOf('topic_card');
    const anchor = card.anchors[0];
    expect(validate({ ...card, anchors: [{ ...anchor, score: 1.01 }] })).toBe(false);
    expect(validate({ ...card, anchors: [anchor, anchor, anchor, anchor] })).toBe(false);
  });
});
