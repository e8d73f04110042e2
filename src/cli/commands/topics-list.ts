import { TgParserError } from '../../domain/tg-parser-error.ts';
import { chooseCatalogue } from '../../pipeline/choose-catalogue.ts';
import { readOutside } from '../../pipeline/read-outside.ts';
import type { Command } from '../command.ts';
import { describeOutside } from '../describe-outside.ts';
import { describeTopics } from '../describe-topics.ts';
import { groupByTheme } from '../group-by-theme.ts';
import { oneLine } from '../one-line.ts';
import { wholeNumber } from '../parse-option.ts';
import { requireOneCatalogue } from '../require-one-catalogue.ts';

interface Options {
  channel?: string;
  set?: string;
  retired?: boolean;
  theme?: boolean;
  outside?: boolean;
  limit?: number;
  after?: string;
}

const defaultLimit = 50;

export const topicsListCommand: Command<Options> = {
  options: [
    { flags: '--channel <name>', description: 'which channel: source id, @name, t.me link or channel id' },
    { flags: '--set <name>', description: 'topics of this set of channels instead: "topics sets" shows the sets' },
    { flags: '--retired', description: 'also show topics that are no longer active' },
    { flags: '--theme', description: 'show the topics under their themes' },
    { flags: '--outside', description: 'show the documents in no topic instead: why, and which topic is nearest' },
    {
      flags: '--limit <n>',
      description: `of --outside: so many documents at a time, default ${defaultLimit}`,
      parse: wholeNumber('--limit', 1),
    },
    { flags: '--after <source-ref>', description: 'of --outside: go on behind this message' },
  ],
  examples: [
    'tg-parser topics list --channel @gardeners',
    'tg-parser topics list --channel 1234567890 --retired --json',
    'tg-parser topics list --set local-news',
    'tg-parser topics list --channel @gardeners --outside --limit 20',
  ],
  async run({ openApplication, output }, options) {
    requireFitting(options);
    const { channel, set, retired, theme, outside, limit = defaultLimit, after } = options;
    const application = await openApplication();
    const { topicStore } = application;
    const { channelId } = await chooseCatalogue(application, {
      channels: channel === undefined ? [] : [channel],
      setName: set,
    });
    const whose = set === undefined ? `--channel ${channel}` : `--set ${set}`;
    if (outside) {
      const page = await readOutside(application, channelId, { limit, after });
      await output.record(page, () => describeOutside(page, `${whose} --outside --limit ${limit}`));
      return 0;
    }
    const cards = await topicStore.cards(channelId, { withRetired: retired === true });
    const sizes = await topicStore.bundleSizes(channelId);
    const themes = theme ? groupByTheme(cards, sizes) : null;
    const report = {
      topics: cards,
      ...(themes && { themes: themes.map(({ id, title, topics }) => ({ id, title, topics: topics.map((card) => card.id) })) }),
    };
    await output.record(report, async () => {
      if (cards.length === 0) {
        return [`There are no topics yet: tg-parser topicize ${whose}`];
      }
      if (themes === null) {
        return describeTopics(cards, sizes);
      }
      const parts: string[] = [];
      for (const { title, topics } of themes) {
        parts.push(output.style('bold', oneLine(title ?? 'Without a theme')), ...(await describeTopics(topics, sizes)), '');
      }
      return parts.slice(0, -1);
    });
    return 0;
  },
};

function requireFitting({ channel, set, outside, retired, theme, limit, after }: Options): void {
  requireOneCatalogue({ channel, set });
  if (outside ? retired || theme : limit !== undefined || after !== undefined) {
    throw new TgParserError(
      'usage_invalid',
      outside ? '--outside lists documents: --retired and --theme are about topics' : '--limit and --after go with --outside',
      { hint: '"tg-parser topics list --help" shows what goes together.' },
    );
  }
}
