/**
 * Every error code of the product with what it means and what to do.
 * `docs/errors.md` is generated from this table.
 * `exitCode` is what the command line ends with when the error reaches it (contract: 1 failed, 2 wrong usage or settings,
 * 4 stopped and resumable, 130 interrupted).
 */
export const errorCodes = {
  usage_invalid: { exitCode: 2, meaning: 'The command line asks for something that does not exist or does not fit together.' },
  setting_invalid: { exitCode: 2, meaning: 'A setting has a value outside its range or of the wrong kind.' },
  source_unknown: { exitCode: 2, meaning: 'No registered source has this name; the message lists the nearest ones.' },
  channel_set_unknown: { exitCode: 2, meaning: 'No set of channels has this name; the message lists those that there are.' },
  source_exists: { exitCode: 2, meaning: 'The Telegram channel already has a source.' },
  channel_ambiguous: { exitCode: 2, meaning: 'The input holds several chats and none was picked.' },
  export_not_found: { exitCode: 2, meaning: 'The path given as an export does not exist or holds no Telegram Desktop export.' },
  export_unreadable: { exitCode: 1, meaning: 'The export was found, and nothing of it could be read.' },
  output_not_ours: { exitCode: 2, meaning: 'The output folder holds files that no export wrote, so it is not replaced.' },
  output_failed: {
    exitCode: 1,
    meaning: 'The files of an export could not be written; what was exported before is unchanged.',
  },
  storage_read_only: { exitCode: 1, meaning: 'A file or folder that must be written cannot be written.' },
  storage_full: { exitCode: 1, meaning: 'The disk is full. What was committed before is intact.' },
  storage_corrupt: { exitCode: 1, meaning: 'A database file is damaged or is no database.' },
  storage_busy: { exitCode: 1, meaning: 'Another process held a database longer than the busy timeout.' },
  storage_conflict: { exitCode: 1, meaning: 'Several processes changed the same rows at once, again and again.' },
  storage_denied: { exitCode: 1, meaning: 'The database server refused the user, the password or a privilege.' },
  storage_missing: { exitCode: 1, meaning: 'The database server has no database of this name.' },
  storage_unreachable: { exitCode: 1, meaning: 'The database server cannot be reached, or the connection to it was lost.' },
  commit_unknown: {
    exitCode: 1,
    meaning:
      'The connection was lost while a change was being committed: it is stored whole or not at all. The same command goes on.',
  },
  pool_timeout: { exitCode: 1, meaning: 'All database connections were in use for longer than DB_POOL_TIMEOUT.' },
  storage_failed: { exitCode: 1, meaning: 'A database refused an operation for another reason.' },
  schema_outdated: { exitCode: 1, meaning: 'A database has pending migrations.' },
  schema_unknown: { exitCode: 1, meaning: 'A database is newer than this program, or its migrations are not ours.' },
  migration_failed: {
    exitCode: 1,
    meaning: 'A migration failed. Nothing of its transaction was kept; the same command goes on once the reason is gone.',
  },
  target_in_use: {
    exitCode: 1,
    meaning: 'The target of a copy or restore holds rows that would be lost; nothing was done.',
  },
  archive_invalid: { exitCode: 1, meaning: 'A backup is damaged, not complete, or no backup of tg-parser.' },
  archive_mismatch: { exitCode: 1, meaning: 'A backup has the schema of another version of tg-parser.' },
  media_type_unknown: { exitCode: 1, meaning: 'The body of a request to the API is not JSON.' },
  idempotency_key_reused: { exitCode: 1, meaning: 'The Idempotency-Key of a request was used for another request before.' },
  request_under_way: {
    exitCode: 4,
    meaning: 'A request to the API with the same Idempotency-Key is being carried out. The same request works in a moment.',
  },
  request_limit_reached: {
    exitCode: 4,
    meaning: 'A key or an address made more requests to the API than it may in a window of time.',
  },
  schedule_unknown: { exitCode: 2, meaning: 'No schedule has this id.' },
  job_unknown: { exitCode: 2, meaning: 'No job has this id.' },
  job_lost: {
    exitCode: 1,
    meaning: 'Each worker that executed the job ended, or was silent for too long, before it was done.',
  },
  job_unfinished: { exitCode: 1, meaning: 'What is asked for is there when the job has ended.' },
  model_unavailable: {
    exitCode: 2,
    meaning: 'The model provider asked for is not available: it has no key, or cannot do this.',
  },
  model_answer_invalid: { exitCode: 1, meaning: 'A model answered something that does not fit its schema or its input.' },
  model_truncated: { exitCode: 1, meaning: 'A model reached its limit of output before the answer was whole.' },
  model_refused: { exitCode: 1, meaning: 'A model, or the filter of its provider, would not answer about a message.' },
  model_request_invalid: { exitCode: 1, meaning: 'A provider did not accept a request. It would not the next time, either.' },
  model_unauthorized: { exitCode: 1, meaning: 'A provider did not accept the key, or the key may not use the model.' },
  model_unknown: { exitCode: 1, meaning: 'A provider has no model of this name.' },
  model_billing: { exitCode: 4, meaning: 'The account at a provider has no credit. The same command goes on once it has.' },
  model_quota: { exitCode: 4, meaning: 'A quota at a provider is used up. The same command goes on when it is renewed.' },
  model_rate_limited: { exitCode: 4, meaning: 'A provider let no more calls through for the moment.' },
  model_overloaded: { exitCode: 1, meaning: 'A provider has too much to do, or has an error of its own.' },
  model_timeout: { exitCode: 1, meaning: 'A provider did not answer in time, or fell silent in the middle of an answer.' },
  model_unreachable: { exitCode: 1, meaning: 'The server of a provider cannot be reached, or the connection to it was lost.' },
  model_failing: {
    exitCode: 4,
    meaning: 'So many calls to a provider failed one after another that no more are made for the moment.',
  },
  budget_reached: { exitCode: 4, meaning: 'The next call could cost more than the budget leaves. What was done is stored.' },
  cost_declined: {
    exitCode: 4,
    meaning: 'Somebody who was asked did not want to spend what a step would cost. Nothing was spent.',
  },
  channel_missing: { exitCode: 1, meaning: 'Telegram has no channel or group of this name or id, or not any more.' },
  channel_private: {
    exitCode: 1,
    meaning: 'A channel or group shows nothing to who is not a member, or the account was removed from it.',
  },
  channel_no_preview: {
    exitCode: 1,
    meaning: 'A channel or group shows no messages on the web. An account or an export reads it.',
  },
  channel_forbidden: { exitCode: 1, meaning: 'The account may not do this in a channel or group.' },
  telegram_rate_limited: { exitCode: 4, meaning: 'Telegram asks to wait. The same command goes on after that time.' },
  telegram_unreachable: { exitCode: 1, meaning: 'Telegram cannot be reached, or the connection to it was lost.' },
  telegram_failed: { exitCode: 1, meaning: 'Telegram had an error of its own, or answered what its interface does not know.' },
  telegram_unauthorized: { exitCode: 1, meaning: 'No account is logged in, or Telegram ended its session.' },
  telegram_login_failed: {
    exitCode: 1,
    meaning: 'Telegram did not accept the phone number, the code or the password of a login.',
  },
  telegram_account_closed: { exitCode: 1, meaning: 'The account was deleted, banned or frozen by Telegram.' },
  telegram_session_busy: { exitCode: 4, meaning: 'Another process uses the session of the account.' },
  step_locked: {
    exitCode: 4,
    meaning:
      'Another process executes the same step of the same channel. Nothing was done; the same command works when it has ended.',
  },
  step_lost: {
    exitCode: 4,
    meaning:
      'This process was silent for so long that another one took its step over. What was finished is stored; the same command goes on.',
  },
  topic_unknown: { exitCode: 2, meaning: 'No stored topic has this id; the message lists the nearest ones.' },
  merge_proposal_unknown: { exitCode: 2, meaning: 'No model proposes to merge these two topics.' },
  target_unknown: { exitCode: 2, meaning: 'The channel has no target of this title; the message lists the nearest ones.' },
  targets_invalid: {
    exitCode: 2,
    meaning: 'What was said of topics that are named in advance is not valid; the message names the entry and the field.',
  },
  message_unknown: { exitCode: 2, meaning: 'The message is not stored.' },
  run_unknown: { exitCode: 2, meaning: 'No stored run has this id.' },
  user_unknown: { exitCode: 2, meaning: 'No user has this name; the message lists the nearest ones.' },
  user_exists: { exitCode: 2, meaning: 'Another user has this name already, perhaps with letters in another case.' },
  user_disabled: { exitCode: 2, meaning: 'The user is disabled, so a new key would not work.' },
  last_admin: {
    exitCode: 2,
    meaning: 'The change would leave no admin who is not disabled, and so nobody to manage users over the HTTP API.',
  },
  key_unknown: { exitCode: 2, meaning: 'No key has this id.' },
  scope_not_allowed: { exitCode: 2, meaning: 'A key was to be made for more than the role of its user allows.' },
  interrupted: {
    exitCode: 130,
    meaning: 'Stopped on request; what was finished is stored, and the same command goes on from there.',
  },
  request_invalid: { exitCode: 2, meaning: 'A request to the API has a parameter or a body that is not as described.' },
  request_too_large: { exitCode: 2, meaning: 'The body of a request to the API is larger than the server takes.' },
  request_timeout: { exitCode: 1, meaning: 'A request to the API took longer than the server lets one take.' },
  key_required: {
    exitCode: 2,
    meaning: 'A request to the API has no key, or one that is not valid (any more). What is wrong with it is not told.',
  },
  not_allowed: { exitCode: 2, meaning: 'The key of a request to the API does not allow this.' },
  not_found: { exitCode: 2, meaning: 'The API has nothing under this address, or not for this caller.' },
  method_unknown: { exitCode: 2, meaning: 'The API has something under this address, and not for this method.' },
  internal: { exitCode: 1, meaning: 'A defect of tg-parser.' },
} as const satisfies Record<string, { exitCode: 1 | 2 | 4 | 130; meaning: string }>;

export type ErrorCode = keyof typeof errorCodes;
