import type { Command } from './command.ts';

export interface CommandEntry {
  /** The words after `tg-parser`. */
  path: readonly string[];
  summary: string;
  // biome-ignore lint/suspicious/noExplicitAny: every command names its own options; they meet in this list only
  load: () => Promise<Command<any>>;
}

/** All commands in the order of the help. A command's own file is loaded when it is called, so that the help is instant. */
export const commandList: readonly CommandEntry[] = [
  {
    path: ['run'],
    summary: 'read, process, topicize and export in one go, resuming where an earlier run stopped',
    load: async () => (await import('./commands/run.ts')).runCommand,
  },
  {
    path: ['init'],
    summary: 'create the databases or bring them to head',
    load: async () => (await import('./commands/init.ts')).initCommand,
  },
  {
    path: ['add-source'],
    summary: 'register a channel or group',
    load: async () => (await import('./commands/add-source.ts')).addSourceCommand,
  },
  {
    path: ['sources', 'list'],
    summary: 'list the registered sources',
    load: async () => (await import('./commands/sources-list.ts')).sourcesListCommand,
  },
  {
    path: ['sources', 'show'],
    summary: 'show one source with its names and last attempt',
    load: async () => (await import('./commands/sources-show.ts')).sourcesShowCommand,
  },
  {
    path: ['sources', 'set'],
    summary: 'change how a source is read',
    load: async () => (await import('./commands/sources-set.ts')).sourcesSetCommand,
  },
  {
    path: ['sources', 'pause'],
    summary: 'keep every run from reading a source',
    load: async () => (await import('./commands/sources-pause.ts')).sourcesPauseCommand,
  },
  {
    path: ['sources', 'resume'],
    summary: 'let a source that was paused or failed go on',
    load: async () => (await import('./commands/sources-resume.ts')).sourcesResumeCommand,
  },
  {
    path: ['sources', 'remove'],
    summary: 'remove a source and delete its data',
    load: async () => (await import('./commands/sources-remove.ts')).sourcesRemoveCommand,
  },
  {
    path: ['ingest'],
    summary: 'copy new messages into the raw store',
    load: async () => (await import('./commands/ingest.ts')).ingestCommand,
  },
  {
    path: ['process'],
    summary: 'turn raw messages into documents',
    load: async () => (await import('./commands/process.ts')).processCommand,
  },
  {
    path: ['topicize'],
    summary: 'group documents into topics',
    load: async () => (await import('./commands/topicize.ts')).topicizeCommand,
  },
  {
    path: ['topics', 'list'],
    summary: 'list the topics of a channel or of a set of channels',
    load: async () => (await import('./commands/topics-list.ts')).topicsListCommand,
  },
  {
    path: ['topics', 'sets'],
    summary: 'list the sets of channels that have topics together',
    load: async () => (await import('./commands/topics-sets.ts')).topicsSetsCommand,
  },
  {
    path: ['topics', 'show'],
    summary: 'show one topic with its messages',
    load: async () => (await import('./commands/topics-show.ts')).topicsShowCommand,
  },
  {
    path: ['topics', 'merge'],
    summary: 'put topics together into one of them',
    load: async () => (await import('./commands/topics-merge.ts')).topicsMergeCommand,
  },
  {
    path: ['topics', 'proposals'],
    summary: 'list the merges that a model proposes',
    load: async () => (await import('./commands/topics-proposals.ts')).topicsProposalsCommand,
  },
  {
    path: ['topics', 'dismiss'],
    summary: 'decline a merge that a model proposes',
    load: async () => (await import('./commands/topics-dismiss.ts')).topicsDismissCommand,
  },
  {
    path: ['topics', 'split'],
    summary: 'move messages of a topic into a new one',
    load: async () => (await import('./commands/topics-split.ts')).topicsSplitCommand,
  },
  {
    path: ['topics', 'rename'],
    summary: 'give a topic another title, which no run overwrites',
    load: async () => (await import('./commands/topics-rename.ts')).topicsRenameCommand,
  },
  {
    path: ['topics', 'retire'],
    summary: 'take topics out of the catalogue',
    load: async () => (await import('./commands/topics-retire.ts')).topicsRetireCommand,
  },
  {
    path: ['topics', 'add'],
    summary: 'name a topic in advance: a target, whose messages every run looks for',
    load: async () => (await import('./commands/topics-add.ts')).topicsAddCommand,
  },
  {
    path: ['topics', 'targets'],
    summary: 'list the targets of a channel, with how many messages each has',
    load: async () => (await import('./commands/topics-targets.ts')).topicsTargetsCommand,
  },
  {
    path: ['topics', 'drop-target'],
    summary: 'take a target from a channel',
    load: async () => (await import('./commands/topics-drop-target.ts')).topicsDropTargetCommand,
  },
  {
    path: ['topics', 'history'],
    summary: 'show what changed a topic, when and why',
    load: async () => (await import('./commands/topics-history.ts')).topicsHistoryCommand,
  },
  {
    path: ['explain'],
    summary: 'say where a message is, and why',
    load: async () => (await import('./commands/explain.ts')).explainCommand,
  },
  {
    path: ['export'],
    summary: 'write the knowledge base to files',
    load: async () => (await import('./commands/export.ts')).exportCommand,
  },
  {
    path: ['status'],
    summary: 'what is stored, what is waiting, the last runs',
    load: async () => (await import('./commands/status.ts')).statusCommand,
  },
  {
    path: ['report'],
    summary: 'the report of a run; without an id, of the last ones, with failed messages and why',
    load: async () => (await import('./commands/report.ts')).reportCommand,
  },
  {
    path: ['auth', 'login'],
    summary: 'log in the Telegram account by which channels are read with --via mtproto',
    load: async () => (await import('./commands/auth-login.ts')).authLoginCommand,
  },
  {
    path: ['auth', 'status'],
    summary: 'say which Telegram account is logged in',
    load: async () => (await import('./commands/auth-status.ts')).authStatusCommand,
  },
  {
    path: ['auth', 'logout'],
    summary: 'end the session of the Telegram account, here and at Telegram',
    load: async () => (await import('./commands/auth-logout.ts')).authLogoutCommand,
  },
  {
    path: ['api'],
    summary: 'answer programs over HTTP: sources, documents, topics, runs',
    load: async () => (await import('./commands/api.ts')).apiCommand,
  },
  {
    path: ['worker'],
    summary: 'execute jobs that were asked for, several at a time',
    load: async () => (await import('./commands/worker.ts')).workerCommand,
  },
  {
    path: ['jobs', 'start'],
    summary: 'ask for a step, or for all steps of a source, as a job',
    load: async () => (await import('./commands/jobs-start.ts')).jobsStartCommand,
  },
  {
    path: ['jobs', 'list'],
    summary: 'list jobs, newest first, and how long the queue is',
    load: async () => (await import('./commands/jobs-list.ts')).jobsListCommand,
  },
  {
    path: ['jobs', 'show'],
    summary: 'show a job with its progress, its reports or its error',
    load: async () => (await import('./commands/jobs-show.ts')).jobsShowCommand,
  },
  {
    path: ['jobs', 'cancel'],
    summary: 'end a job; what it finished so far stays',
    load: async () => (await import('./commands/jobs-cancel.ts')).jobsCancelCommand,
  },
  {
    path: ['jobs', 'retry'],
    summary: 'put a job that has ended back into the queue',
    load: async () => (await import('./commands/jobs-retry.ts')).jobsRetryCommand,
  },
  {
    path: ['schedules', 'add'],
    summary: 'ask for a job again and again, at times of a cron expression',
    load: async () => (await import('./commands/schedules-add.ts')).schedulesAddCommand,
  },
  {
    path: ['schedules', 'list'],
    summary: 'list schedules, when each fires next and how the last time went',
    load: async () => (await import('./commands/schedules-list.ts')).schedulesListCommand,
  },
  {
    path: ['schedules', 'set'],
    summary: 'change when a schedule fires, or let it rest',
    load: async () => (await import('./commands/schedules-set.ts')).schedulesSetCommand,
  },
  {
    path: ['schedules', 'remove'],
    summary: 'remove a schedule',
    load: async () => (await import('./commands/schedules-remove.ts')).schedulesRemoveCommand,
  },
  {
    path: ['users', 'create'],
    summary: 'make a user of the HTTP API, with a first key that is shown once',
    load: async () => (await import('./commands/users-create.ts')).usersCreateCommand,
  },
  {
    path: ['users', 'list'],
    summary: 'list the users of the HTTP API',
    load: async () => (await import('./commands/users-list.ts')).usersListCommand,
  },
  {
    path: ['users', 'set'],
    summary: 'give a user another role, disable or enable a user',
    load: async () => (await import('./commands/users-set.ts')).usersSetCommand,
  },
  {
    path: ['keys', 'create'],
    summary: 'make an API key for a user, which is shown once',
    load: async () => (await import('./commands/keys-create.ts')).keysCreateCommand,
  },
  {
    path: ['keys', 'list'],
    summary: 'list API keys, what each may do and when it was used last',
    load: async () => (await import('./commands/keys-list.ts')).keysListCommand,
  },
  {
    path: ['keys', 'revoke'],
    summary: 'make an API key useless for ever',
    load: async () => (await import('./commands/keys-revoke.ts')).keysRevokeCommand,
  },
  {
    path: ['doctor'],
    summary: 'see whether the databases and the model providers that are set up work',
    load: async () => (await import('./commands/doctor.ts')).doctorCommand,
  },
  {
    path: ['db', 'upgrade'],
    summary: 'bring databases to head, or to a migration',
    load: async () => (await import('./commands/db-upgrade.ts')).dbUpgradeCommand,
  },
  {
    path: ['db', 'downgrade'],
    summary: 'undo migrations of one database, after a backup',
    load: async () => (await import('./commands/db-downgrade.ts')).dbDowngradeCommand,
  },
  {
    path: ['db', 'current'],
    summary: 'show how each database stands, and the command that helps',
    load: async () => (await import('./commands/db-current.ts')).dbCurrentCommand,
  },
  {
    path: ['db', 'history'],
    summary: 'list the migrations of each database',
    load: async () => (await import('./commands/db-history.ts')).dbHistoryCommand,
  },
  {
    path: ['db', 'stamp'],
    summary: 'rewrite the history of a database without running anything',
    load: async () => (await import('./commands/db-stamp.ts')).dbStampCommand,
  },
  {
    path: ['db', 'check'],
    summary: 'compare databases with what this program would make; exit code 1 when they differ',
    load: async () => (await import('./commands/db-check.ts')).dbCheckCommand,
  },
  {
    path: ['db', 'lint'],
    summary: 'look for risks in the migrations of this program',
    load: async () => (await import('./commands/db-lint.ts')).dbLintCommand,
  },
  {
    path: ['db', 'copy'],
    summary: 'copy databases to PostgreSQL or to other files, or bring an earlier copy up to date',
    load: async () => (await import('./commands/db-copy.ts')).dbCopyCommand,
  },
  {
    path: ['db', 'backup'],
    summary: 'write the databases into a folder that either engine can restore, or check such a folder',
    load: async () => (await import('./commands/db-backup.ts')).dbBackupCommand,
  },
  {
    path: ['db', 'restore'],
    summary: 'put a backup in the place of what the databases hold',
    load: async () => (await import('./commands/db-restore.ts')).dbRestoreCommand,
  },
  {
    path: ['config', 'show'],
    summary: 'print the settings in force, secrets redacted',
    load: async () => (await import('./commands/config-show.ts')).configShowCommand,
  },
  {
    path: ['config', 'check'],
    summary: 'check the settings without doing anything',
    load: async () => (await import('./commands/config-check.ts')).configCheckCommand,
  },
  {
    path: ['schema'],
    summary: 'print the JSON Schema of a record',
    load: async () => (await import('./commands/schema.ts')).schemaCommand,
  },
];
