import type { Kysely } from 'kysely';
import type { DatabaseSet } from '../../src/adapters/store-sql/open-stores.ts';
import type { AnySchema, Row } from '../../src/adapters/store-sql/transfer/transferable-database.ts';
import type { DatabaseName } from '../../src/ports/databases.ts';
import { channelId, noon } from './raw-messages.ts';

/** Texts that get lost or changed on a careless way. The order of the last three differs between UTF-16 and UTF-8. */
export const hostileTexts = [
  '',
  ' ',
  'it\'s \\ "quoted"',
  'line\r\nbreak\u2028',
  '\u0001\u007f',
  'Z\u030c',
  '\uffee',
  '\u{1f600}',
  '\ufffd',
];

/** JSON as it was stored, spaces and doubled keys included. */
export const hostileJson = ['{"a": 1,  "a":2}', '[1e400, -0, 1.0]', '"\\u0000\\ud800"', '{"text":"\u{1f600}\\n"}', 'null'];

/** Puts `count` messages with documents, and something in every other table, into databases at head. */
export async function fillDatabases(set: DatabaseSet, count = 300): Promise<void> {
  await writeRows(set, 'ingestion', {
    users: hostileTexts.map((name, index) => ({
      user_id: `user ${index}`,
      name,
      name_key: name,
      role: 'reader',
      created_at: noon,
      disabled_at: index % 2 === 0 ? noon : null,
    })),
    schedules: hostileTexts.map((text, index) => ({
      schedule_id: `schedule ${index}`,
      kind: 'run',
      source_id: index % 2 === 0 ? 'one' : null,
      owner_id: index % 2 === 0 ? null : text,
      cron: text,
      zone: text,
      request: hostileJson[index % hostileJson.length],
      is_enabled: index % 2 === 0,
      created_at: noon,
      next_fire_at: index % 2 === 0 ? noon : null,
      last_fired_at: null,
      last_job_id: null,
      last_skip: index % 2 === 0 ? null : 'still_running',
    })),
    api_keys: hostileJson.map((scopes, index) => ({
      key_id: `key ${index}`,
      user_id: 'user 0',
      label: hostileTexts[index],
      scopes,
      secret_hash: `sha256:${index}`,
      created_at: noon,
      expires_at: '9999-12-31T23:59:59Z',
      revoked_at: null,
      last_used_at: index % 2 === 0 ? noon : null,
    })),
    sources: [
      source('one'),
      { ...source('two'), username: null, username_key: null, owner_id: 'user 1', head_message_id: 9_007_199_254_740_991 },
    ],
    source_names: hostileTexts.map((value, position) => ({
      source_id: 'one',
      attribute: 'title',
      position,
      value,
      first_seen_at: noon,
    })),
    thread_cursors: [
      { source_id: 'one', post_id: 1, replies: 2, newest_comment_id: 9_007_199_254_740_991, problem: null },
      { source_id: 'one', post_id: 2, replies: 0, newest_comment_id: null, problem: 'channel_private' },
    ],
    ingest_attempts: [
      {
        source_id: 'two',
        position: 1,
        started_at: noon,
        finished_at: noon,
        outcome: 'done',
        error_code: null,
        messages_added: 0,
      },
    ],
  });
  const ids = Array.from({ length: count }, (_, index) => index + 1);
  await writeRows(set, 'raw', {
    channels: [{ channel_id: channelId, last_sequence: count }],
    messages: ids.map(message),
    message_versions: ids.map(version),
    imports: hostileTexts.map((fingerprint, index) => ({
      channel_id: channelId,
      fingerprint,
      counts: hostileJson[index % hostileJson.length],
      imported_at: '1970-01-01T00:00:00Z',
    })),
  });
  await writeRows(set, 'processing', {
    documents: ids.map(document),
    topics: ids
      .slice(0, 20)
      .map((id) => ({ topic_id: `topic-${id}`, channel_id: channelId, status: 'active', card: '{}', bundle: null })),
    topic_items: ids.slice(0, 20).map((id) => ({
      topic_id: `topic-${id}`,
      position: 0,
      channel_id: channelId,
      source_ref: `ref ${id}`,
      item: hostileJson[id % hostileJson.length],
    })),
    outside_documents: [0.1 + 0.2, 5e-324, 1.7976931348623157e308, 1, null].map((score, index) => ({
      channel_id: channelId,
      source_ref: `ref ${index}`,
      nearest_topic_id: null,
      score,
      reason: 'far',
    })),
    runs: ids.slice(0, 10).map((id) => run(id, id)),
    failures: ids.slice(0, 4).map((id) => ({
      channel_id: channelId,
      space: 0,
      message_id: id,
      source_ref: `ref ${id}`,
      step: 'process',
      failure_class: 'model_timeout',
      message: hostileTexts[id % hostileTexts.length],
      attempts: id,
      failed_at: noon,
      next_attempt_at: id % 2 === 0 ? noon : null,
    })),
    model_calls: ids.slice(0, 10).map((id) => modelCall(id)),
    model_spending: [{ scope: 'month:2024-05', spent_nanodollars: 9_007_199_254_740_991, reserved_nanodollars: 0 }],
    model_answers: hostileJson.map((answer, index) => ({ answer_key: `key ${index}`, answer })),
    model_batches: [
      {
        batch_key: 'batch',
        batch_id: null,
        channel_id: channelId,
        provider: 'openai',
        model: 'gpt',
        task: 'describe_messages',
        prompt_id: 'p',
        submitted_at: noon,
        state: 'submitting',
        requests: 5,
        run_id: 'run 1',
      },
    ],
    model_batch_requests: hostileJson.map((items, index) => ({ batch_key: 'batch', request_id: `${index}`, items })),
    vectors: [Buffer.from([0, 0, 0x80, 0x3f]), Buffer.alloc(12_288, 0xff)].map((vector, index) => ({
      model_id: 'openai:text-embedding-3-small',
      text_key: `key ${index}`,
      channel_id: channelId,
      vector,
    })),
    channel_sets: hostileTexts.map((name) => ({ set_name: name, channel_id: channelId })),
    jobs: hostileTexts.map((text, index) => ({
      job_id: `job ${index}`,
      job_number: index + 1,
      kind: 'process',
      source_id: index % 2 === 0 ? 'one' : null,
      owner_id: index % 2 === 0 ? text : null,
      exclusive_key: index % 2 === 0 ? 'one' : null,
      request: hostileJson[index % hostileJson.length],
      request_id: text,
      rank: -index,
      lane: text,
      turn: 9_007_199_254_740_991,
      state: 'finished',
      outcome: 'done',
      attempts: 1,
      max_attempts: 3,
      token: 9_007_199_254_740_991,
      created_at: noon,
      available_at: noon,
      started_at: noon,
      finished_at: noon,
      cancel_requested_at: null,
      lease_until: null,
      pid: null,
      host: null,
      pid_namespace: null,
      process_start: null,
      progress: null,
      result: hostileJson[index % hostileJson.length],
      error: index % 2 === 0 ? null : hostileJson[index % hostileJson.length],
    })),
    request_counts: hostileTexts.map((count_key) => ({ count_key, window_start: 1_700_000_000_000, requests: 1 })),
    idempotency_keys: hostileTexts.map((text, index) => ({
      user_id: text,
      idempotency_key: text,
      request_hash: text,
      token: text,
      claimed_at: 1_700_000_000_000,
      lease_until: 9_007_199_254_740_991,
      status: index % 2 === 0 ? null : 201,
      body: index % 2 === 0 ? null : hostileJson[index % hostileJson.length],
    })),
    merge_proposals: hostileTexts.map((reason, index) => ({
      channel_id: channelId,
      first_topic_id: `topic:${index}`,
      second_topic_id: reason,
      state: 'proposed',
      reason,
      model_id: index % 2 === 0 ? null : reason,
      changed_at: noon,
    })),
    target_topics: hostileTexts.map((title, index) => ({
      channel_id: channelId,
      title,
      target: hostileJson[index % hostileJson.length],
    })),
    model_limits: [
      {
        limit_key: 'openai:gpt',
        requests_per_minute: 0.1 + 0.2,
        tokens_per_minute: null,
        requests_until: 1_767_225_600_123.25,
        tokens_until: 0,
        blocked_until: 5e-324,
        blocked_by: null,
        updated_at: 1,
      },
    ],
  });
}

/** Inserts rows into some tables of a database, in this order. */
export async function writeRows(set: DatabaseSet, name: DatabaseName, tables: Record<string, Row[]>): Promise<void> {
  await inDatabase(set, name, async (database) => {
    for (const [table, rows] of Object.entries(tables)) {
      for (let start = 0; start < rows.length; start += 500) {
        await database
          .insertInto(table)
          .values(rows.slice(start, start + 500))
          .execute();
      }
    }
  });
}

/** One transaction. */
export async function inDatabase(
  set: DatabaseSet,
  name: DatabaseName,
  work: (database: Kysely<AnySchema>) => Promise<unknown>,
): Promise<void> {
  await set[name].write(async (transaction) => {
    await work(transaction as unknown as Kysely<AnySchema>);
  });
}

/** Every row of every table, in the order of the keys, as both engines must give it. */
export async function readRows(set: DatabaseSet, name: DatabaseName): Promise<Record<string, unknown[]>> {
  const { toCells } = await import('../../src/adapters/store-sql/transfer/cell.ts');
  const { readTable } = await import('../../src/adapters/store-sql/transfer/read-table.ts');
  const { transferTables } = await import('../../src/adapters/store-sql/transfer/transfer-table.ts');
  return set[name].transfer.snapshot(async (database) => {
    const state: Record<string, unknown[]> = {};
    for (const table of transferTables(await set[name].transfer.readSchema(database))) {
      const rows: unknown[] = [];
      for await (const page of readTable(database, table)) {
        rows.push(...page.map((row) => toCells(row, table.columns, { keepsNul: false })));
      }
      state[table.name] = rows;
    }
    return state;
  });
}

function modelCall(id: number): Row {
  const isUnderWay = id % 5 === 0;
  return {
    call_id: `call ${id}`,
    run_id: `run ${id}`,
    step: 'process',
    channel_id: channelId,
    provider: 'openai',
    model: hostileTexts[id % hostileTexts.length],
    task: 'describe_messages',
    prompt_id: 'p',
    via: 'direct',
    items: id,
    started_at: noon,
    outcome: isUnderWay ? null : 'answered',
    reserved_nanodollars: isUnderWay ? 5 : 0,
    cost_nanodollars: isUnderWay ? null : id,
    input_tokens: isUnderWay ? null : id,
    cached_input_tokens: null,
    cache_write_tokens: null,
    output_tokens: isUnderWay ? null : id,
    reasoning_tokens: null,
    duration_ms: isUnderWay ? null : 12,
  };
}

export function run(id: number, number: number): Row {
  return {
    run_id: `run-${id}`,
    run_number: number,
    step: 'process',
    channel_id: null,
    started_at: noon,
    finished_at: null,
    outcome: 'done',
    report: null,
    pid: 1,
    host: 'here',
  };
}

export function message(id: number): Row {
  return {
    channel_id: channelId,
    space: id % 2,
    message_id: id,
    sequence: id,
    is_service: id % 3 === 0,
    date: noon,
    parent_id: null,
    thread_id: id,
    forum_topic_id: null,
    forum_topic_title: hostileTexts[id % hostileTexts.length],
    album_id: null,
    album_key: null,
    has_text: id % 3 !== 0,
    author_id: null,
    current_version: 0,
    vanished_at: id % 5 === 0 ? noon : null,
  };
}

function version(id: number): Row {
  return {
    channel_id: channelId,
    space: id % 2,
    message_id: id,
    version: 0,
    digest: `sha256:${id}`,
    edited_at: null,
    seen_at: noon,
    changed_fields: null,
    record: JSON.stringify({ id, text: `text of ${id} `.repeat(id % 40) }),
    raw_payload: hostileJson[id % hostileJson.length],
  };
}

function document(id: number): Row {
  return {
    channel_id: channelId,
    space: id % 2,
    message_id: id,
    source_ref: `ref ${id}`,
    date: noon,
    language: 'en',
    is_noise: id % 5 === 0,
    duplicate_of: null,
    record: JSON.stringify({ id, summary: `summary of ${id}` }),
  };
}

function source(id: string): Row {
  return {
    source_id: id,
    channel_id: null,
    username: 'Name',
    username_key: 'name',
    title: id,
    kind: 'channel',
    via: 'export',
    status: 'active',
    include_comments: true,
    batch_size: 100,
    history_from: null,
    history_to: '9999-12-31T23:59:59Z',
    poll_interval: null,
    export_path: null,
    export_chat: null,
    export_timezone: null,
    head_message_id: null,
    backfill_message_id: 3,
    backfilled_to: 'begin',
    change_state: hostileJson[0],
    rate_limited_until: noon,
    status_code: 'channel_private',
    owner_id: null,
    created_at: noon,
    updated_at: noon,
  };
}
