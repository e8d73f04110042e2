import type { TopicizeReport } from '../../src/topicize/topicize-channel.ts';
import { type Agreement, measureAgreement } from './agreement.ts';
import { BenchChannel } from './bench-channel.ts';
import type { LabelledChannel } from './labelled-channel.ts';
import { printTitles } from './print-titles.ts';
import { readGroupedDocuments } from './read-grouped-documents.ts';

export interface LabelledDocument {
  text: string;
  language: string;
  label: string;
  topicId: string | null;
  themeId: string | null;
}

export interface MeasuredChannel {
  documents: LabelledDocument[];
  /** Share of the labelled documents that are in a topic. */
  coverage: number;
  /** Agreement with the labels, of the documents that are in a topic. */
  themes: Agreement;
  topics: Agreement;
  report: TopicizeReport;
}

/** Puts a channel through the whole program and compares what comes out with what people say of it. */
export async function measureLabelledChannel(labelled: LabelledChannel): Promise<MeasuredChannel> {
  const channel = new BenchChannel(labelled.channelId);
  try {
    await channel.add(labelled.messages);
    const report = await channel.topicize();
    if (process.argv.includes('--titles')) {
      await printTitles(channel, labelled.name);
    }
    const documents = await readLabelled(channel, labelled);
    const covered = documents.filter(({ topicId }) => topicId !== null);
    const agreement = (key: 'topicId' | 'themeId') =>
      measureAgreement(covered.map((document) => ({ group: document[key] ?? '', label: document.label })));
    return {
      documents,
      coverage: documents.length > 0 ? covered.length / documents.length : 0,
      themes: agreement('themeId'),
      topics: agreement('topicId'),
      report,
    };
  } finally {
    await channel.close();
  }
}

async function readLabelled(
  channel: BenchChannel,
  { labels, shortest, language: usual }: LabelledChannel,
): Promise<LabelledDocument[]> {
  return (await readGroupedDocuments(channel)).flatMap(({ document, topicId, themeId }) => {
    const { text_clean: text, language, source_message_id } = document;
    const label = labels.get(source_message_id);
    return label === undefined || text.length < shortest
      ? []
      : [{ text, language: language === 'und' ? usual : language, label, topicId, themeId }];
  });
}
